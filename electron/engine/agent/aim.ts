import { createHash } from 'node:crypto';
import { type Action, memberGroup, type Point } from '../../../shared/domain/action';
import type { Target } from '../../../shared/domain/target';
import { touchedStretches } from '../policy/touched';
import type { Desktop } from './desktop';

/** Where actions would land on a desktop, and whether that is still so later. */
export class Aim {
  constructor(private readonly desktop: () => Desktop) {}

  /** Names what the action would hit now: the very elements, or where none is known the pixels around the place. */
  async seal(action: Action, targets: readonly Target[]): Promise<string> {
    const parts = await Promise.all(
      targets.map(async (target, index) => {
        if (target.kind === 'element') return [target.fingerprint, target.url, target.box, target.isEnabled];
        return [target.reason, target.url, await this.#pixelsAround(this.pointsOf(action)[index])];
      }),
    );
    return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  }

  /** Whether what it would hit is no longer what was sealed. */
  async hasMoved(action: Action, seal: string): Promise<boolean> {
    return (await this.seal(action, await this.targetsOf(action))) !== seal;
  }

  async #pixelsAround(point: Point | undefined): Promise<string> {
    if (point === undefined) return '';
    const { display } = this.desktop();
    const x = Math.max(0, Math.min(point.x - 40, display.size.width - 80));
    const y = Math.max(0, Math.min(point.y - 20, display.size.height - 40));
    const png = await display.captureBox({ x, y, width: 80, height: 40 });
    return createHash('sha256').update(png).digest('hex');
  }

  /** What the action would act on, one for each place; keys and typing have the focused element. */
  async targetsOf(action: Action): Promise<readonly Target[]> {
    const { browser, display } = this.desktop();
    switch (memberGroup[action.member]) {
      case 'click':
        if (action.member === 'mouse_move' && !display.isButtonDown) return [];
        return Promise.all(this.pointsOf(action).map((point) => browser.targetAt(point)));
      case 'key':
      case 'type':
        return [await browser.focusedTarget()];
      case 'scroll':
      case 'observe':
        return [];
    }
  }

  /** The distinct ends of what the action touches. */
  pointsOf(action: Action): readonly Point[] {
    if (action.member === 'zoom') return [];
    const { cursor, isButtonDown } = this.desktop().display;
    return touchedStretches(action, { cursor, isButtonDown }).flatMap(({ from, to }) =>
      from.x === to.x && from.y === to.y ? [to] : [from, to],
    );
  }
}

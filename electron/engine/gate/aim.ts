import { type Action, memberGroup } from '../../../shared/domain/action';
import type { Point } from '../../../shared/domain/geometry';
import type { Target } from '../../../shared/domain/target';
import { touchedStretches } from '../actions/touched';
import type { Clock } from '../base/clock';
import { orAborted } from '../base/limits';
import type { Scene } from './scene';
import { patchBox, type Sight } from './sight';

/** Where actions would land on the screen, and what is there. */
export class Aim {
  constructor(
    private readonly scene: () => Scene,
    private readonly clock: Clock,
    /** Aborts when the run is stopped: a page that hangs must not hold the end of its run back. */
    private readonly signal: AbortSignal,
  ) {}

  /** Reads everything that the action would hit, and how it looks. Rejects with `cancelled` when the run was stopped. */
  async look(action: Action): Promise<Sight> {
    const points = this.pointsOf(action);
    const targets = await orAborted(this.#targetsOf(action, points), this.signal, 'The look');
    return {
      targets,
      points,
      patches: this.#patchesOf(targets, points),
      takenAtMs: this.clock.monotonicMs(),
    };
  }

  /** The distinct ends of what the action touches. */
  pointsOf(action: Action): readonly Point[] {
    if (action.member === 'zoom') return [];
    const { cursor, isButtonDown } = this.scene().display;
    return touchedStretches(action, { cursor, isButtonDown }).flatMap(({ from, to }) =>
      from.x === to.x && from.y === to.y ? [to] : [from, to],
    );
  }

  #patchesOf(targets: readonly Target[], points: readonly Point[]): Sight['patches'] {
    const { display } = this.scene();
    return targets.flatMap((target, index) => {
      const box = patchBox(target, points[index]);
      return box === null ? [] : [display.pixelsIn(box)];
    });
  }

  /** One target for each place; keys and typing have the focused element. */
  async #targetsOf(action: Action, points: readonly Point[]): Promise<readonly Target[]> {
    const { browser, display } = this.scene();
    switch (memberGroup[action.member]) {
      case 'click':
        if (action.member === 'mouse_move' && !display.isButtonDown) return [];
        return Promise.all(points.map((point) => browser.targetAt(point)));
      case 'key':
      case 'type':
        return [await browser.focusedTarget()];
      case 'scroll':
      case 'observe':
        return [];
    }
  }
}

import type { Action, Member } from '../../../shared/domain/action';
import type { RiskFinding } from '../../../shared/domain/risk';
import type { Target } from '../../../shared/domain/target';
import type { Clock } from '../base/clock';
import type { Facts } from '../policy/decide';
import { RateWindow } from '../policy/rate-window';
import type { Scene } from './scene';

/** What the model has used up; `costUsd` is null when its price is not known. */
export type Spent = { readonly tokens: number; readonly costUsd: number | null };

export type GateFactsDeps = {
  readonly scene: () => Scene;
  readonly clock: Clock;
  readonly spent: () => Spent;
};

/** Collects what a decision is made of, so that the decision itself needs nothing else. */
export class GateFacts {
  readonly #all = new RateWindow();
  readonly #byMember = new Map<Member, RateWindow>();

  constructor(
    private readonly deps: GateFactsDeps,
    /** CSS selectors that the policy names. */
    private readonly selectors: readonly string[],
  ) {}

  /** Counts an action that has been let through. */
  noteAction(member: Member): void {
    const now = this.deps.clock.monotonicMs();
    this.#all.add(now);
    this.#windowOf(member).add(now);
  }

  /** `step` is the number of the call that is judged, from 1. */
  async gather(
    action: Action,
    targets: readonly Target[],
    findings: readonly RiskFinding[],
    step: number,
  ): Promise<Facts> {
    const { scene, clock, spent } = this.deps;
    const { browser, display } = scene();
    const selectorBoxes = await browser.boxesOf(this.selectors);
    const now = clock.monotonicMs();
    const wall = new Date(clock.wallMs());
    return {
      action,
      targets,
      findings,
      selectorBoxes,
      pointer: { cursor: display.cursor, isButtonDown: display.isButtonDown },
      display: display.size,
      counts: {
        steps: step - 1,
        actionsInLastMinute: this.#all.count(now),
        sameMemberInLastMinute: this.#windowOf(action.member).count(now),
        ...spent(),
      },
      time: { minutes: wall.getHours() * 60 + wall.getMinutes(), weekday: (wall.getDay() + 6) % 7 },
    };
  }

  #windowOf(member: Member): RateWindow {
    const window = this.#byMember.get(member) ?? new RateWindow();
    this.#byMember.set(member, window);
    return window;
  }
}

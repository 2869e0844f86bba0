import type { Action, Member } from '../../../shared/domain/action';
import type { Clock } from '../base/clock';
import type { ExposedSecrets } from '../control/exposed-secrets';
import type { Facts } from '../policy/decide';
import { RateWindow } from '../policy/rate-window';
import { clockTimeOf } from '../policy/rules/clock-window';
import type { Credentials } from '../vault/credentials';
import type { Scene } from './scene';
import { TypedText } from './typed-text';

/** What the model has used up; `costUsd` is null when its price is not known. */
export type Spent = { readonly tokens: number; readonly costUsd: number | null };

/** What was read of one action. */
export type SeenFacts = Pick<Facts, 'targets' | 'findings' | 'signIn'>;

export type GateFactsDeps = {
  readonly scene: () => Scene;
  readonly clock: Clock;
  readonly spent: () => Spent;
  readonly exposed: Pick<ExposedSecrets, 'review' | 'areAny'>;
  readonly credentials: Pick<Credentials, 'foundIn'>;
};

/** Collects what a decision is made of, so that the decision itself needs nothing else. */
export class GateFacts {
  readonly #all = new RateWindow();
  readonly #byMember = new Map<Member, RateWindow>();
  readonly #typed = new TypedText();

  constructor(
    private readonly deps: GateFactsDeps,
    /** CSS selectors that the policy names. */
    private readonly selectors: readonly string[],
  ) {}

  /** Counts an action that has been let through. */
  noteAction(action: Action): void {
    const now = this.deps.clock.monotonicMs();
    this.#all.add(now);
    this.#windowOf(action.member).add(now);
    this.#typed.note(action);
  }

  /** `step` is the number of the call that is judged, from 1. */
  async gather(action: Action, seen: SeenFacts, step: number): Promise<Facts> {
    const { scene, clock, spent, exposed, credentials } = this.deps;
    const { browser, display } = scene();
    const selectorBoxes = await browser.boxesOf(this.selectors);
    await exposed.review();
    const typed = this.#typed.with(action);
    const now = clock.monotonicMs();
    const wall = new Date(clock.wallMs());
    return {
      action,
      ...seen,
      selectorBoxes,
      isExposed: exposed.areAny,
      secretOf: typed === null ? null : credentials.foundIn(typed),
      pointer: { cursor: display.cursor, isButtonDown: display.isButtonDown },
      display: display.size,
      counts: {
        steps: step - 1,
        actionsInLastMinute: this.#all.count(now),
        sameMemberInLastMinute: this.#windowOf(action.member).count(now),
        ...spent(),
      },
      time: clockTimeOf(wall),
    };
  }

  #windowOf(member: Member): RateWindow {
    const window = this.#byMember.get(member) ?? new RateWindow();
    this.#byMember.set(member, window);
    return window;
  }
}

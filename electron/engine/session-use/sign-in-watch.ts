import type { Credential } from '../../../shared/domain/credential';
import type { Clock } from '../base/clock';
import type { Unsubscribe } from '../base/emitter';
import { orAborted } from '../base/limits';
import type { SignedOutSigns } from '../sandbox/sign-in/signed-out-signs';
import { SIGNED_OUT, type SignInHealth } from './sign-in-health';

/** A browser, as far as what speaks against a sign-in is found in it. */
export type WatchedBrowser = {
  readonly signedOutSigns: Pick<SignedOutSigns, 'mark' | 'find'>;
  onClosed(listener: () => void): Unsubscribe;
};

export type SignInWatchDeps = {
  readonly health: Pick<SignInHealth, 'isOver'>;
  readonly browser: () => WatchedBrowser;
  readonly clock: Clock;
  /** Aborts when the run ends. */
  readonly signal: AbortSignal;
};

type Watched = {
  readonly entry: Credential;
  /** What spoke against it when its landmark was last looked for; null: nothing. */
  sign: string | null;
  /** Monotonic milliseconds. */
  checkedAt: number;
};

/** Not every site says it with a form in its own pages: some send whoever is signed out to another site. */
const CHECK_AGAIN_MS = 5 * 60_000;

/**
 * Sees to it that an agent does nothing as nobody: before an action passes, it is asked whether a sign-in that was put
 * back is over by now. Whether there is something new in the browser it knows by itself; then it has one look at the page
 * in front; and only where that gives reason to, or after five minutes, the landmark is looked for, which asks the site.
 */
export class SignInWatch {
  readonly #watched = new Map<string, Watched>();
  /** The browser's mark when nothing was left to be looked at; null when something was. */
  #mark: string | null = null;
  #stopFollowing: Unsubscribe = () => undefined;

  constructor(private readonly deps: SignInWatchDeps) {}

  /**
   * Looks whether a sign-in that was put back is one, and watches it from here on, until it is over or the browser is. What
   * the agent is to be told where it is over already; null where it is good. Rejects as `SignInHealth.isOver` does.
   */
  async begin(entry: Credential): Promise<string | null> {
    const { health, browser, clock } = this.deps;
    // Whoever was signed in there before no longer is, and that is as it should be.
    for (const [id, { entry: other }] of this.#watched)
      if (other.origins.some((origin) => entry.origins.includes(origin))) this.#watched.delete(id);
    if (entry.landmark === undefined) return null;
    if (await health.isOver(entry)) return SIGNED_OUT;
    this.#watched.set(entry.id, { entry, sign: null, checkedAt: clock.monotonicMs() });
    this.#mark = null;
    this.#stopFollowing();
    // A browser that is started again has none of it; the agent is told so, and asks anew.
    this.#stopFollowing = browser().onClosed(() => this.#watched.clear());
    return null;
  }

  /**
   * What the agent is to be told in the place of its action, which must not be done: a sign-in is over, of which the
   * operator knows by then. Null: nothing. Rejects with `cancelled` when the run ends.
   */
  whyOver(): Promise<string | null> {
    if (this.#watched.size === 0) return Promise.resolve(null);
    return orAborted(this.#whyOver(), this.deps.signal, 'The run');
  }

  async #whyOver(): Promise<string | null> {
    // Before any look: what comes meanwhile is looked at the next time.
    const { mark } = this.deps.browser().signedOutSigns;
    if (mark === this.#mark) return null;
    let isAsked = true;
    for (const watched of [...this.#watched.values()]) {
      const doubt = await this.#doubt(watched);
      if (doubt === 'unasked') isAsked = false;
      if (doubt !== 'doubtful' || !(await this.#isOver(watched))) continue;
      this.#watched.delete(watched.entry.id);
      return SIGNED_OUT;
    }
    this.#mark = isAsked ? mark : null;
    return null;
  }

  async #doubt(watched: Watched): Promise<'none' | 'doubtful' | 'unasked'> {
    const { browser, clock } = this.deps;
    const found = await browser().signedOutSigns.find(watched.entry.origins);
    const before = watched.sign;
    if (found.kind !== 'unasked') watched.sign = found.kind === 'sign' ? found.name : null;
    if (clock.monotonicMs() - watched.checkedAt >= CHECK_AGAIN_MS) return 'doubtful';
    if (found.kind === 'unasked') return 'unasked';
    return watched.sign !== null && watched.sign !== before ? 'doubtful' : 'none';
  }

  async #isOver(watched: Watched): Promise<boolean> {
    const isOver = await this.deps.health.isOver(watched.entry);
    watched.checkedAt = this.deps.clock.monotonicMs();
    return isOver;
  }
}

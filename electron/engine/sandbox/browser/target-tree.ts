import { mayFail } from '../../base/may-fail';
import type { BrowserTarget, CdpSession } from '../cdp/cdp-session';

/** Kinds of targets that may have others in them. */
const WITH_OTHERS: ReadonlySet<string> = new Set([
  'page',
  'iframe',
  'worker',
  'shared_worker',
  'service_worker',
]);
/** Kinds that have none, and refuse to be asked about them. */
const ALONE: ReadonlySet<string> = new Set(['worklet']);

/**
 * Every target of the browser, however deep: tabs, pop-ups, frames of other sites, workers. A new one stands still
 * until `prepare` was called with it, so that nothing it does is missed; what it asks for is judged by the watch over
 * the browser's own session, whatever kind it is, so that no kind runs unwatched.
 *
 * A kind that is not listed here stays still, for good: nobody has looked at what it can do. It is left standing and not
 * closed, since it may be a part of what it was found in.
 */
export class TargetTree {
  readonly #targets = new Set<BrowserTarget>();

  constructor(
    private readonly root: CdpSession,
    private readonly prepare: (target: BrowserTarget) => void,
  ) {}

  /** Answers when everything that comes from here on is told. Rejects when the browser does not take part. */
  follow(): Promise<void> {
    return this.#follow(this.root);
  }

  all(): readonly BrowserTarget[] {
    return [...this.#targets];
  }

  async #follow(session: CdpSession): Promise<void> {
    session.attached.on((target) => mayFail(this.#take(target), "what can't be let go stays still"));
    const options = { autoAttach: true, waitForDebuggerOnStart: true, flatten: true };
    await session.send('Target.setAutoAttach', options);
  }

  /** A service worker is found twice, by the browser and in its page: it goes on only when both have let it go. */
  async #take(target: BrowserTarget): Promise<void> {
    const { session, kind } = target;
    if (!WITH_OTHERS.has(kind) && !ALONE.has(kind)) return;
    this.#targets.add(target);
    session.onGone(() => this.#targets.delete(target));
    this.prepare(target);
    if (WITH_OTHERS.has(kind)) await this.#follow(session);
    await session.send('Runtime.runIfWaitingForDebugger');
  }
}

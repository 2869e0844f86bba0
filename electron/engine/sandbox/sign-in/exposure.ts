import type { Clock } from '../../base/clock';
import { withLimit } from '../../base/limits';
import { withoutFailing } from '../../base/may-fail';
import { CLEAR_FUNCTION, FILL_FUNCTION, SEND_FUNCTION, STATE_FUNCTION } from './fill-source';
import type { FoundForm } from './form-search';
import type { Refusal } from './refusals';
import type { SignInValues } from './sign-in-form';

/**
 * The longest that a value may stand in a page that does nothing with it, in milliseconds. A site that signs in answers
 * within it, or has at least taken the value: what it does with it later needs the fields no more.
 */
export const EXPOSURE_LIMIT_MS = 2000;
/** Of that, for emptying the fields: a busy page, one that has to be interrupted, and the end of its process. */
const CLEARING_MS = 600;
/** Once; what has been interrupted gets the rest of the time. */
const CLEAR_LIMIT_MS = 150;
/** For the end of a process. */
const END_MS = 40;
const STATE_LIMIT_MS = 150;
const POLL_MS = 20;
/** Another step counts when it stays for so long: while it asks its server a page often shows neither. */
const STEADY_MS = 200;

type Sent = 'sent' | 'not-yet' | 'spoiled';
export type Filled = { readonly kind: Sent } | { readonly kind: 'refused'; readonly why: Refusal };
/** What STATE_FUNCTION answers. */
type State = { readonly holds: boolean; readonly asks: boolean; readonly goesOn: boolean };

const UNANSWERED = 'whoever does not answer is asked again, or emptied';

/** One filling: from the first value in the page to the last. */
export class Exposure {
  readonly #begunAt: number;
  readonly #until: number;
  readonly #gone: Promise<void>;
  #goneAt: number | null = null;

  constructor(
    private readonly found: FoundForm,
    private readonly clock: Clock,
  ) {
    this.#begunAt = clock.monotonicMs();
    this.#until = this.#begunAt + EXPOSURE_LIMIT_MS - CLEARING_MS;
    this.#gone = new Promise((resolve) => {
      found.document.onGone(() => {
        this.#goneAt ??= clock.monotonicMs();
        resolve();
      });
    });
  }

  /** `spoiled`: something was filled, and the rest can't be; also when nobody can tell. */
  async fill(values: SignInValues, signal: AbortSignal): Promise<Filled> {
    const spoiled: Filled = { kind: 'spoiled' };
    // The one place where secrets are text, as the protocol has no other way; nothing keeps it.
    const texts = {
      userName: values.userName?.toString('utf8') ?? null,
      password: values.password?.toString('utf8') ?? null,
      code: values.code?.toString('utf8') ?? null,
    };
    const options = { limitMs: this.#leftMs, signal };
    const args = [this.found.plan, texts, EXPOSURE_LIMIT_MS - CLEARING_MS];
    const answer = await this.#ask<Filled>(FILL_FUNCTION, args, options);
    return answer ?? spoiled;
  }

  /** Whether another document or another step has come. */
  async untilGoneOn(kind: Sent, signal: AbortSignal): Promise<boolean> {
    const { document } = this.found;
    let isSent = kind === 'sent';
    let steadySince: number | null = null;
    while (kind !== 'spoiled' && !document.isGone && this.#leftMs > 0 && !signal.aborted) {
      if (!isSent) {
        const options = { limitMs: Math.min(STATE_LIMIT_MS, this.#leftMs), signal };
        const sent = await this.#ask<{ kind: Sent }>(SEND_FUNCTION, [this.found.plan], options);
        if (sent?.kind === 'spoiled') break;
        isSent = sent?.kind === 'sent';
      }
      const options = { limitMs: Math.min(STATE_LIMIT_MS, this.#leftMs), signal };
      const state = await this.#ask<State>(STATE_FUNCTION, [this.found.plan], options);
      const hasGoneOn = isSent && state !== null && (state.goesOn || !state.asks);
      steadySince = hasGoneOn ? (steadySince ?? this.clock.monotonicMs()) : null;
      if (steadySince !== null && this.clock.monotonicMs() - steadySince >= STEADY_MS) return true;
      const pause = withoutFailing(
        this.clock.sleep(POLL_MS, signal),
        undefined,
        'the loop sees that it was stopped',
      );
      await Promise.race([pause, this.#gone]);
    }
    return document.isGone;
  }

  /**
   * Leaves no secret in any field, whatever it takes; answers for how many milliseconds one can have stood there. `isTold`:
   * the page is to empty its own state too.
   */
  async end(isTold: boolean): Promise<number> {
    const { document } = this.found;
    // It has asked for another document, and can't be told anything before that has come: it empties itself by then.
    if (document.isLeaving && !document.isGone) return EXPOSURE_LIMIT_MS;
    const tryOnce = async (limitMs: number) => {
      const options = { limitMs, signal: new AbortController().signal };
      const isDone =
        document.isGone || (await this.#ask<boolean>(CLEAR_FUNCTION, [isTold], options)) === true;
      return isDone || document.isGone;
    };
    const again = async () => {
      await document.interrupt();
      return tryOnce(this.#begunAt + EXPOSURE_LIMIT_MS - END_MS - this.clock.monotonicMs());
    };
    const isEmpty = (await tryOnce(CLEAR_LIMIT_MS)) || (await again());
    if (!isEmpty) await document.end();
    return Math.ceil((this.#goneAt ?? this.clock.monotonicMs()) - this.#begunAt);
  }

  /** Until the fields are to be emptied. */
  get #leftMs(): number {
    return this.#until - this.clock.monotonicMs();
  }

  /** The answer; null when there is none in time, the document is gone or it is stopped. */
  #ask<T>(
    functionDeclaration: string,
    args: readonly unknown[],
    { limitMs, signal }: { readonly limitMs: number; readonly signal: AbortSignal },
  ): Promise<T | null> {
    const { document, handle } = this.found;
    const answer = withoutFailing(document.run<T>(handle, functionDeclaration, args), null, UNANSWERED);
    const first = Promise.race([orStopped(answer, signal), this.#gone.then(() => null)]);
    return withLimit(first, Math.max(0, limitMs), null);
  }
}

/** The answer, or null as soon as `signal` aborts. */
function orStopped<T>(answer: Promise<T>, signal: AbortSignal): Promise<T | null> {
  return new Promise((resolve) => {
    const stop = () => resolve(null);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    void answer.then(resolve).finally(() => signal.removeEventListener('abort', stop));
  });
}

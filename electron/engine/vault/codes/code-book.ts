import { AirlockError } from '../../../../shared/airlock-error';
import type { Clock } from '../../base/clock';

/** A code with less time left is not begun with: typing, sending and the site's own clock take some. */
export const MIN_LEFT_MS = 5000;
/** Periods that anybody waits for a code. Whoever comes later has asked too often. */
const MOST_PERIODS = 2;
const REMEMBERED = 50;

/**
 * Which codes were given out, so that none is twice (RFC 6238, 5.2). Periods are read from the wall clock each time
 * anew, since it may jump; a period that it comes back to is remembered.
 */
export class CodeBook {
  readonly #given = new Map<string, readonly number[]>();

  constructor(private readonly clock: Clock) {}

  /**
   * Waits for a period of the entry's codes that has 5 s left or more and of which none was given out, and claims it.
   * The answer is RFC 6238's T. Rejects with `conflict` when it would wait for more than two, and with `cancelled`.
   */
  async claim(id: string, periodSeconds: number, signal?: AbortSignal): Promise<number> {
    const periodMs = periodSeconds * 1000;
    const lastMs = this.clock.monotonicMs() + MOST_PERIODS * periodMs;
    for (;;) {
      const nowMs = this.clock.wallMs();
      const counter = Math.floor(nowMs / periodMs);
      const leftMs = (counter + 1) * periodMs - nowMs;
      const given = this.#given.get(id) ?? [];
      if (leftMs >= MIN_LEFT_MS && !given.includes(counter)) {
        this.#given.set(id, [...given, counter].slice(-REMEMBERED));
        return counter;
      }
      if (this.clock.monotonicMs() + leftMs > lastMs) {
        throw new AirlockError(
          'conflict',
          'Too many one-time codes were asked for, one is made in each period. Try again in a minute.',
        );
      }
      await this.clock.sleep(leftMs, signal);
    }
  }
  /** Whether a claimed period is still the one that it is by the clock. */
  isNow(counter: number, periodSeconds: number): boolean {
    return Math.floor(this.clock.wallMs() / (periodSeconds * 1000)) === counter;
  }
}

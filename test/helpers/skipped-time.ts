import { type Clock, systemClock } from '../../electron/engine/base/clock';
import { cancelled } from '../../electron/engine/base/limits';

/** From here on a wait is over when the test says so, in milliseconds. */
const LONG_MS = 60_000;

type Sleeper = { readonly dueMs: number; readonly wake: () => void };

/** Time that passes as it does, and of which a test skips what it does not want to wait for. */
export class SkippedTime implements Clock {
  #skippedMs = 0;
  readonly #sleepers = new Set<Sleeper>();

  /** How many long waits are under way. */
  get sleeping(): number {
    return this.#sleepers.size;
  }

  /** So much later long waits that are over by then end. */
  skip(ms: number): void {
    this.#skippedMs += ms;
    for (const sleeper of [...this.#sleepers]) if (sleeper.dueMs <= this.monotonicMs()) sleeper.wake();
  }

  wallMs(): number {
    return systemClock.wallMs() + this.#skippedMs;
  }

  monotonicMs(): number {
    return systemClock.monotonicMs() + this.#skippedMs;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (ms < LONG_MS) return systemClock.sleep(ms, signal);
    return new Promise((resolve, reject) => {
      const end = (settle: () => void) => () => {
        this.#sleepers.delete(sleeper);
        settle();
      };
      const sleeper = { dueMs: this.monotonicMs() + ms, wake: end(resolve) };
      this.#sleepers.add(sleeper);
      const cancel = end(() => reject(cancelled('The wait')));
      if (signal?.aborted) cancel();
      signal?.addEventListener('abort', cancel, { once: true });
    });
  }
}

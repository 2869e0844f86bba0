import type { Clock } from '../../electron/engine/base/clock';
import { cancelled } from '../../electron/engine/base/limits';

type Sleeper = { readonly wakeAt: number; wake(): void };

/** A clock that stands still until a test moves it. */
export class ManualClock implements Clock {
  #now = 0;
  #sleepers: Sleeper[] = [];

  constructor(private readonly wallStartMs = Date.UTC(2026, 0, 1)) {}

  wallMs(): number {
    return this.wallStartMs + this.#now;
  }

  monotonicMs(): number {
    return this.#now;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(cancelled('The wait'));
        return;
      }
      const cancel = () => reject(cancelled('The wait'));
      const wake = () => {
        signal?.removeEventListener('abort', cancel);
        resolve();
      };
      this.#sleepers.push({ wakeAt: this.#now + ms, wake });
      signal?.addEventListener('abort', cancel, { once: true });
    });
  }

  get sleeping(): number {
    return this.#sleepers.length;
  }

  advance(ms: number): void {
    this.#now += ms;
    const due = this.#sleepers.filter(({ wakeAt }) => wakeAt <= this.#now);
    this.#sleepers = this.#sleepers.filter(({ wakeAt }) => wakeAt > this.#now);
    for (const sleeper of due) sleeper.wake();
  }
}

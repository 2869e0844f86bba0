import type { Clock } from '../../electron/engine/base/clock';
import { cancelled } from '../../electron/engine/base/limits';

/** What only a time limit waits for, in milliseconds. */
const LONG_MS = 300_000;

/** Time that passes as it does, but for long waits, which are over when the test says so. */
export class HeldTime implements Clock {
  readonly #held = new Set<() => void>();

  constructor(private readonly clock: Clock) {}

  /** How many long waits are under way. */
  get running(): number {
    return this.#held.size;
  }

  /** They are over. */
  runOut(): void {
    for (const over of this.#held) over();
  }

  wallMs(): number {
    return this.clock.wallMs();
  }

  monotonicMs(): number {
    return this.clock.monotonicMs();
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (ms < LONG_MS) return this.clock.sleep(ms, signal);
    return new Promise((resolve, reject) => {
      this.#held.add(resolve);
      signal?.addEventListener('abort', () => {
        this.#held.delete(resolve);
        reject(cancelled('The wait'));
      });
    });
  }
}

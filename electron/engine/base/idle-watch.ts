import type { Clock } from './clock';
import { mayFail } from './may-fail';

/** Notices when nothing has been heard of something for too long. */
export class IdleWatch {
  readonly #idle = new AbortController();
  readonly #over = new AbortController();
  #heardMs: number;

  /** `limitMs`: how long silence may last, in milliseconds. */
  constructor(
    private readonly clock: Clock,
    private readonly limitMs: number,
  ) {
    this.#heardMs = clock.monotonicMs();
    mayFail(this.#watch(), 'the watch ends with what it watches');
  }

  /** Aborts once there has been silence for too long. */
  get signal(): AbortSignal {
    return this.#idle.signal;
  }

  /** Something was heard. */
  touch(): void {
    this.#heardMs = this.clock.monotonicMs();
  }

  /** Whatever comes from here on, or does not, is of no interest. */
  end(): void {
    this.#over.abort();
  }

  async #watch(): Promise<void> {
    for (;;) {
      const leftMs = this.#heardMs + this.limitMs - this.clock.monotonicMs();
      if (leftMs <= 0) return this.#idle.abort();
      await this.clock.sleep(leftMs, this.#over.signal);
    }
  }
}

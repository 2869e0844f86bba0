import { cancelled, orAborted } from '../base/clock';

/**
 * Pause, resume and stop of one run. Everything that is about to act awaits `ready()` first, and once more right before
 * the effect: while paused nothing passes, and after a stop it rejects with `cancelled`.
 */
export class RunControl {
  readonly #abort = new AbortController();
  #resumed: Promise<void> | null = null;
  #resume: (() => void) | null = null;

  /** Aborts when the run is stopped, for whatever reason. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  get isPaused(): boolean {
    return this.#resumed !== null;
  }

  pause(): void {
    this.#resumed ??= new Promise((resolve) => {
      this.#resume = resolve;
    });
  }

  resume(): void {
    this.#resume?.();
    this.#resume = null;
    this.#resumed = null;
  }

  stop(): void {
    this.#abort.abort();
  }

  async ready(): Promise<void> {
    while (this.#resumed !== null && !this.signal.aborted) {
      await orAborted(this.#resumed, this.signal, 'The run');
    }
    if (this.signal.aborted) throw cancelled('The run');
  }
}

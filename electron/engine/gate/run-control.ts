import { cancelled, orAborted } from '../base/limits';

/**
 * Pause, resume and stop of one run. Everything that is about to act awaits `ready()` first, and once more right before
 * the effect: while paused nothing passes, and after a stop it rejects with `cancelled`.
 */
export class RunControl {
  readonly #abort = new AbortController();
  #resumed: Promise<void> | null = null;
  #resume: (() => void) | null = null;
  #holds = 0;
  #released: Promise<void> | null = null;
  #release: (() => void) | null = null;

  /** Aborts when the run is stopped, for whatever reason. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  get isPaused(): boolean {
    return this.#resumed !== null || this.#released !== null;
  }

  /** Lets nothing pass until the returned function is called. Apart from the operator's pause; several may hold. */
  hold(): () => void {
    this.#holds += 1;
    this.#released ??= new Promise((resolve) => {
      this.#release = resolve;
    });
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      this.#holds -= 1;
      if (this.#holds > 0) return;
      this.#release?.();
      this.#released = null;
    };
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
    while (!this.signal.aborted) {
      const waits = this.#resumed ?? this.#released;
      if (waits === null) return;
      await orAborted(waits, this.signal, 'The run');
    }
    throw cancelled('The run');
  }
}

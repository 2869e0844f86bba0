import { cancelled, orAborted } from '../base/limits';

/**
 * Pause, resume and stop of one run. Everything that is about to act awaits `ready()` first: while paused nothing passes,
 * and after a stop it rejects with `cancelled`. Right before the effect it is asked once more, with nothing to
 * wait for in between.
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

  /** Whether anything keeps actions from passing: the operator's pause, or a hold. */
  get isPaused(): boolean {
    return this.isHalted || this.#released !== null;
  }

  /** Whether the operator has paused it or taken over. */
  get isHalted(): boolean {
    return this.#resumed !== null;
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

  /** `why` is what everybody who waits for the run is told: the signal's reason. */
  stop(why = 'The run was stopped.'): void {
    this.#abort.abort(why);
  }

  /** Settles when nothing holds it, whether or not it is paused. Rejects with `cancelled` after a stop. */
  async released(): Promise<void> {
    while (this.#released !== null) await orAborted(this.#released, this.signal, 'The run');
    if (this.signal.aborted) throw cancelled('The run');
  }

  /** Settles when actions may pass. Rejects with `cancelled` after a stop. */
  async ready(): Promise<void> {
    while (!this.signal.aborted) {
      const waits = this.#resumed ?? this.#released;
      if (waits === null) return;
      await orAborted(waits, this.signal, 'The run');
    }
    throw cancelled('The run');
  }
}

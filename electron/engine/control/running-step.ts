/** A step that the gate has let through. */
export type PermittedStep = {
  /** Counts the calls of a run from 1. */
  readonly step: number;
  readonly toolUseId: string;
};

/**
 * Which step of a run is being carried out, by the gate's own word. What the sandbox does belongs to it until the next
 * one begins; what was denied has no effects.
 */
export class RunningStep {
  #latest: PermittedStep | null = null;

  /** To be called by the gate alone, when the intent is on disk. */
  begin(step: PermittedStep): void {
    this.#latest = step;
  }

  /** Null before the first. */
  get latest(): PermittedStep | null {
    return this.#latest;
  }

  /** Its number; 0 before the first. */
  get number(): number {
    return this.#latest?.step ?? 0;
  }
}

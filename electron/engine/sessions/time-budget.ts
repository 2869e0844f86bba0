import type { Clock } from '../base/clock';
import { later } from '../base/later';

/** Counts the time in which the agent works and calls `onSpent` once when the budget is used up. Monotonic. */
export class TimeBudget {
  #leftMs: number;
  #runningSince: number | null = null;
  #callOff: () => void = () => {};

  constructor(
    budgetMs: number,
    private readonly clock: Clock,
    private readonly onSpent: () => void,
  ) {
    this.#leftMs = budgetMs;
  }

  run(): void {
    if (this.#runningSince !== null) return;
    this.#runningSince = this.clock.monotonicMs();
    this.#callOff = later(this.clock, this.#leftMs, this.onSpent);
  }

  halt(): void {
    if (this.#runningSince === null) return;
    this.#callOff();
    this.#leftMs = Math.max(0, this.#leftMs - (this.clock.monotonicMs() - this.#runningSince));
    this.#runningSince = null;
  }
}

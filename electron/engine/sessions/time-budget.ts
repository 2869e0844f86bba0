import type { Clock } from '../base/clock';

/** Counts the time in which the agent works and calls `onSpent` once when the budget is used up. Monotonic. */
export class TimeBudget {
  #leftMs: number;
  #runningSince: number | null = null;
  #timer: NodeJS.Timeout | undefined;

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
    this.#timer = setTimeout(this.onSpent, this.#leftMs);
  }

  halt(): void {
    if (this.#runningSince === null) return;
    clearTimeout(this.#timer);
    this.#leftMs = Math.max(0, this.#leftMs - (this.clock.monotonicMs() - this.#runningSince));
    this.#runningSince = null;
  }
}

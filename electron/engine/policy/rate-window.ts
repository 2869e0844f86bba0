/** Counts events over any 60 seconds (a sliding window, not a bucket), on the monotonic clock. */
export class RateWindow {
  readonly #times: number[] = [];

  constructor(readonly windowMs: number = 60_000) {}

  add(nowMs: number): void {
    this.#times.push(nowMs);
  }

  count(nowMs: number): number {
    while (this.#times[0] !== undefined && nowMs - this.#times[0] >= this.windowMs) this.#times.shift();
    return this.#times.length;
  }
}

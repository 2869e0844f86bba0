const PERIOD_MS = 1500;
const MOST_MISSES = 3;

export type Pulse = { readonly name: string; ping(): Promise<void> };

/**
 * Asks every part of a sandbox for a sign of life every 1.5 s. One that misses three in a row (within 6 s) is lost: streams into
 * a paused container stay open and silent, so nothing else would tell.
 */
export class Heartbeat {
  readonly #misses = new Map<string, number>();
  readonly #timer: NodeJS.Timeout;

  constructor(
    private readonly pulses: () => readonly Pulse[],
    private readonly onLost: (name: string) => void,
    periodMs: number = PERIOD_MS,
  ) {
    this.#timer = setInterval(() => this.#beat(periodMs), periodMs);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #beat(limitMs: number): void {
    for (const pulse of this.pulses()) {
      const misses = (this.#misses.get(pulse.name) ?? 0) + 1;
      // Counted as missed until it answers, so that an answer which never comes counts with each beat.
      this.#misses.set(pulse.name, misses);
      if (misses === MOST_MISSES + 1) this.onLost(pulse.name);
      const sent = performance.now();
      pulse.ping().then(
        () => {
          if (performance.now() - sent <= limitMs) this.#misses.set(pulse.name, 0);
        },
        () => undefined,
      );
    }
  }
}

import type { Clock } from '../base/clock';
import { mayFail, withoutFailing } from '../base/may-fail';

const PERIOD_MS = 1500;
const MOST_MISSES = 3;

export type Pulse = { readonly name: string; ping(): Promise<void> };

export type HeartbeatDeps = {
  readonly pulses: () => readonly Pulse[];
  readonly onLost: (name: string) => void;
  readonly clock: Clock;
};

/**
 * Asks every part of a sandbox for a sign of life every 1.5 s. One that misses three in a row (within 6 s) is lost: streams into
 * a paused container stay open and silent, so nothing else would tell.
 */
export class Heartbeat {
  #beating: AbortController | null = null;

  constructor(private readonly deps: HeartbeatDeps) {}

  /** Begins to ask, with nothing missed: what was silent before is told of again if it still is. */
  start(): void {
    this.stop();
    this.#beating = new AbortController();
    void this.#beat(this.#beating.signal);
  }

  stop(): void {
    this.#beating?.abort();
    this.#beating = null;
  }

  async #beat(signal: AbortSignal): Promise<void> {
    const misses = new Map<string, number>();
    for (;;) {
      await withoutFailing(this.deps.clock.sleep(PERIOD_MS, signal), undefined, 'it is stopped');
      if (signal.aborted) return;
      for (const pulse of this.deps.pulses()) this.#ask(pulse, misses);
    }
  }

  #ask(pulse: Pulse, misses: Map<string, number>): void {
    const { clock, onLost } = this.deps;
    const { name } = pulse;
    const missed = (misses.get(name) ?? 0) + 1;
    // Counted as missed until it answers, so that an answer which never comes counts with each beat.
    misses.set(name, missed);
    if (missed === MOST_MISSES + 1) onLost(name);
    const sent = clock.monotonicMs();
    const answered = pulse.ping().then(() => {
      if (clock.monotonicMs() - sent <= PERIOD_MS) misses.set(name, 0);
    });
    mayFail(answered, 'it has been counted as missed');
  }
}

import type { SessionRecord } from '../agent/session-record';
import type { Clock } from '../base/clock';

export type EgressDecision = {
  readonly host: string;
  readonly port: number;
  readonly verdict: 'allowed' | 'denied';
  readonly address: string | null;
  readonly reason: string;
};

const REPEAT_AFTER_MS = 60_000;
const MOST_REMEMBERED = 2000;

/** Writes egress decisions into the record: each host, port, verdict and reason once a minute, so a page can't flood it. */
export class EgressRecorder {
  readonly #seen = new Map<string, number>();

  constructor(
    private readonly record: SessionRecord,
    private readonly clock: Clock,
  ) {}

  note(decision: EgressDecision): void {
    const { host, port, verdict, address, reason } = decision;
    const key = JSON.stringify([host, port, verdict, reason]);
    const now = this.clock.monotonicMs();
    const last = this.#seen.get(key);
    if (last !== undefined && now - last < REPEAT_AFTER_MS) return;
    if (this.#seen.size >= MOST_REMEMBERED) this.#seen.clear();
    this.#seen.set(key, now);
    const isAllowed = verdict === 'allowed';
    const unknown = { connection: null, rule: '', page: null, repeats: 0 };
    const detail = { ...unknown, host: host.slice(0, 300), port, verdict, address, reason };
    // A record that can't be written stops the session through its next action; nothing waits for this line.
    void this.record
      .append({ kind: 'egress', permitted: isAllowed, denial_reason: isAllowed ? null : reason, detail })
      .catch(() => undefined);
  }
}

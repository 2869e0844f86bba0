import type { AuditDraft } from '../../../shared/domain/audit-entry';
import { shortLabel } from '../../../shared/text/visible-text';
import type { Clock } from '../base/clock';
import { mayFail } from '../base/may-fail';
import type { EgressClosed, EgressDecision } from '../egress/egress-events';
import type { SessionRecord } from '../record/session-record';
import type { RefusedNavigation } from '../sandbox/requests/navigation-guard';

const REPEAT_AFTER_MS = 60_000;
const MOST_REMEMBERED = 2000;
const MAX_URL = 500;
const MAX_HOST = 300;

type Repeated = { writtenMs: number; repeats: number };

/**
 * Writes what a session's network did into its record. Every connection that was let through has its lines; the same
 * refusal is written once a minute, with how often it came, so that a page can't flood the record.
 */
export class NetworkRecorder {
  readonly #refusals = new Map<string, Repeated>();

  constructor(
    private readonly record: Pick<SessionRecord, 'append'>,
    private readonly clock: Clock,
  ) {}

  /** Settles when the line of an allowed connection is on disk; rejects when it can't be. A refusal waits for nothing. */
  async decided(decision: EgressDecision): Promise<void> {
    const { connection, port, verdict, address, reason, rule, step } = decision;
    const host = decision.host.slice(0, MAX_HOST);
    const page = decision.page?.slice(0, MAX_URL) ?? null;
    const isAllowed = verdict === 'allowed';
    const repeats = isAllowed ? 0 : this.#repeatsOf([host, port, reason]);
    if (repeats === null) return;
    const draft: AuditDraft = {
      kind: 'egress',
      step,
      permitted: isAllowed,
      denial_reason: isAllowed ? null : reason,
      detail: { connection, host, port, verdict, address, reason, rule, page, repeats },
    };
    if (isAllowed) await this.record.append(draft);
    else this.#write(draft);
  }

  closed(closed: EgressClosed): void {
    this.#write({ kind: 'egress-closed', detail: { ...closed, host: closed.host.slice(0, MAX_HOST) } });
  }

  refusedNavigation({ url, host, reason }: RefusedNavigation, step: number, page: string | null): void {
    const where = host?.slice(0, MAX_HOST) ?? null;
    if (this.#repeatsOf(['document', where ?? shortLabel(url, 60), reason]) === null) return;
    this.#write({
      kind: 'navigation-refused',
      step,
      permitted: false,
      denial_reason: reason,
      detail: { url: url.slice(0, MAX_URL), host: where, page: page?.slice(0, MAX_URL) ?? null, reason },
    });
  }

  /** How often the same was left out since it was last written; null when it is to be left out again. */
  #repeatsOf(what: readonly unknown[]): number | null {
    const key = JSON.stringify(what);
    const now = this.clock.monotonicMs();
    const known = this.#refusals.get(key);
    if (known !== undefined && now - known.writtenMs < REPEAT_AFTER_MS) {
      known.repeats += 1;
      return null;
    }
    if (this.#refusals.size >= MOST_REMEMBERED) this.#refusals.clear();
    this.#refusals.set(key, { writtenMs: now, repeats: 0 });
    return known?.repeats ?? 0;
  }

  #write(draft: AuditDraft): void {
    mayFail(
      this.record.append(draft),
      "a record that can't be written stops the session through its next action",
    );
  }
}

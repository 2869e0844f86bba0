import type { AuditDraft } from '../../../shared/domain/audit-entry';
import { shortLabel } from '../../../shared/text/visible-text';
import type { Clock } from '../base/clock';
import { mayFail } from '../base/may-fail';
import type { EgressClosed, EgressDecision } from '../egress/egress-events';
import type { SessionRecord } from '../record/session-record';
import type { WrongCertificate } from '../sandbox/browser/certificates';
import type { RefusedNavigation } from '../sandbox/requests/navigation-guard';

const REPEAT_AFTER_MS = 60_000;
const MOST_REMEMBERED = 2000;
const MAX_URL = 500;
const MAX_HOST = 300;

/** A refusal as a line of the record; `repeats` of the same are told by it and have no line of their own. */
type RefusalLine = (repeats: number) => AuditDraft;
/** The same refusals since one was last written, and the newest of them. */
type LeftOut = { readonly writtenMs: number; count: number; newest: RefusalLine };

/**
 * Writes what a session's network did into its record. Every connection that was let through has its lines; the same
 * refusal is written once a minute, with how often it came, so that a page can't flood the record. None goes uncounted.
 */
export class NetworkRecorder {
  /** By what was refused and why; the one that was written longest ago first. */
  readonly #refusals = new Map<string, LeftOut>();

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
    const line: RefusalLine = (repeats) => ({
      kind: 'egress',
      step,
      permitted: isAllowed,
      denial_reason: isAllowed ? null : reason,
      detail: { connection, host, port, verdict, address, reason, rule, page, repeats },
    });
    if (isAllowed) await this.record.append(line(0));
    else this.#refused([host, port, reason], line);
  }

  closed(closed: EgressClosed): void {
    this.#write({ kind: 'egress-closed', detail: { ...closed, host: closed.host.slice(0, MAX_HOST) } });
  }

  refusedNavigation(refused: RefusedNavigation, step: number, at: string | null): void {
    const { reason } = refused;
    const host = refused.host?.slice(0, MAX_HOST) ?? null;
    const url = refused.url.slice(0, MAX_URL);
    const page = at?.slice(0, MAX_URL) ?? null;
    this.#refused(['document', host ?? shortLabel(refused.url, 60), reason], (repeats) => ({
      kind: 'navigation-refused',
      step,
      permitted: false,
      denial_reason: reason,
      detail: { url, host, page, reason, repeats },
    }));
  }

  refusedCertificate({ host, port, error, reason }: WrongCertificate, step: number, at: string | null): void {
    const detail = {
      host: host.slice(0, MAX_HOST),
      port,
      error,
      reason,
      page: at?.slice(0, MAX_URL) ?? null,
    };
    this.#refused(['certificate', detail.host, port, reason], (repeats) => ({
      kind: 'certificate-refused',
      step,
      permitted: false,
      denial_reason: reason,
      detail: { ...detail, repeats },
    }));
  }

  /** Writes what was left out until now. To be called before the record ends. */
  writeLeftOut(): void {
    for (const left of this.#refusals.values()) this.#writeNewest(left);
    this.#refusals.clear();
  }

  #refused(what: readonly unknown[], line: RefusalLine): void {
    const key = JSON.stringify(what);
    const now = this.clock.monotonicMs();
    const known = this.#refusals.get(key);
    if (known !== undefined && now - known.writtenMs < REPEAT_AFTER_MS) {
      known.count += 1;
      known.newest = line;
      return;
    }
    this.#refusals.delete(key);
    if (this.#refusals.size >= MOST_REMEMBERED) this.#forgetOldest();
    this.#refusals.set(key, { writtenMs: now, count: 0, newest: line });
    this.#write(line(known?.count ?? 0));
  }

  #forgetOldest(): void {
    const [oldest] = this.#refusals;
    if (oldest === undefined) return;
    const [key, left] = oldest;
    this.#refusals.delete(key);
    this.#writeNewest(left);
  }

  /** One line for all that were left out: it stands for the newest and counts the others. */
  #writeNewest({ count, newest }: LeftOut): void {
    if (count > 0) this.#write(newest(count - 1));
  }

  #write(draft: AuditDraft): void {
    mayFail(
      this.record.append(draft),
      "a record that can't be written stops the session through its next action",
    );
  }
}

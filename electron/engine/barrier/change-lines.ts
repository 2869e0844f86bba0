import type { AuditDraft, EntryOf } from '../../../shared/domain/audit-entry';
import type { Change, ChangeCause } from '../../../shared/domain/change';
import type { Clock } from '../base/clock';
import { mayFail } from '../base/may-fail';
import type { SessionRecord } from '../record/session-record';
import { kindOf } from './kind-of';

/** One request that would change something, and what was said of it. */
export type JudgedChange = Pick<
  EntryOf<'change-judged'>['detail'],
  'changeId' | 'page' | 'digest' | 'sentBefore' | 'verdict' | 'rule' | 'why' | 'grantId'
> & { readonly change: Change; readonly cause: ChangeCause };

type Repeated = {
  readonly changeId: string;
  readonly verdict: 'allow' | 'deny';
  written: number;
  left: number;
};

/** So many of a kind, let go or refused by the same rule, have lines of their own; those after them are counted. */
const WRITTEN_EACH = 3;
const COUNTED_FOR_MS = 30_000;
const MOST_KINDS = 500;
const WHY_DROPPED = "a run that can't be recorded acts no more anyway";

/** The lines that a run's changes have in its record. A page that sends without end can't flood it, and none goes uncounted. */
export class ChangeLines {
  readonly #repeated = new Map<string, Repeated>();
  #countedSinceMs: number | null = null;

  constructor(
    private readonly deps: { readonly record: Pick<SessionRecord, 'append'>; readonly clock: Clock },
  ) {}

  /** On disk when it answers. False where the same was written so often that it is only counted. Rejects with `audit-failed`. */
  async judged(judged: JudgedChange): Promise<boolean> {
    if (!this.#isNew(judged)) {
      this.#writeCountsInTime();
      return false;
    }
    const { cause, verdict, why } = judged;
    await this.deps.record.append({
      kind: 'change-judged',
      step: stepOf(cause),
      permitted: verdict === 'ask' ? null : verdict === 'allow',
      denial_reason: verdict === 'deny' ? why : null,
      detail: judged,
    });
    return true;
  }

  /** On disk when it answers. Rejects with `audit-failed`. */
  async sent(changeId: string, cause: ChangeCause): Promise<void> {
    await this.deps.record.append({ kind: 'change-sent', step: stepOf(cause), detail: { changeId } });
  }

  ended(detail: EntryOf<'change-ended'>['detail'], cause: ChangeCause): void {
    this.#write({ kind: 'change-ended', step: stepOf(cause), detail });
  }

  /** What an action leads to is told from what went on before it. */
  beginStep(): void {
    this.writeCounts();
    this.#repeated.clear();
  }

  /** Writes how often what was only counted came. To be called before the record ends. */
  writeCounts(): void {
    this.#countedSinceMs = null;
    for (const repeated of this.#repeated.values()) {
      const { changeId, verdict, left: times } = repeated;
      if (times === 0) continue;
      repeated.left = 0;
      this.#write({ kind: 'change-repeated', detail: { changeId, verdict, times } });
    }
  }

  #isNew({ changeId, change, cause, verdict, rule }: JudgedChange): boolean {
    if (verdict === 'ask' || cause.kind === 'operator') return true;
    const key = JSON.stringify([kindOf(change), verdict, rule]);
    const known = this.#repeated.get(key);
    if (known === undefined) {
      if (this.#repeated.size >= MOST_KINDS) this.beginStep();
      this.#repeated.set(key, { changeId, verdict, written: 1, left: 0 });
      return true;
    }
    if (known.written < WRITTEN_EACH) {
      known.written += 1;
      return true;
    }
    known.left += 1;
    return false;
  }

  #writeCountsInTime(): void {
    const now = this.deps.clock.monotonicMs();
    this.#countedSinceMs ??= now;
    if (now - this.#countedSinceMs >= COUNTED_FOR_MS) this.writeCounts();
  }

  #write(draft: AuditDraft): void {
    mayFail(this.deps.record.append(draft), WHY_DROPPED);
  }
}

function stepOf(cause: ChangeCause): number | null {
  return cause.kind === 'step' ? cause.step : null;
}

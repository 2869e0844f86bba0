import type { AuditEntry, EntryOf } from '../domain/audit-entry';
import { NO_CHANGES } from '../domain/session';
import { type ChangeLines, outcomeOf, type RecordedChange, wasKept, wasSent } from './recorded-change';
import { type StepApproval, showApproval } from './run-steps';

/** What a run altered, and what it was kept from altering. */
export type RecordedChanges = {
  /** In the order in which they were judged. */
  readonly all: readonly RecordedChange[];
  /** Those of every step that had any, by the step's number. */
  readonly bySteps: ReadonlyMap<number, readonly RecordedChange[]>;
  /** Requests that were sent, each repetition counted, as it is in what was denied; one that may have arrived counts. */
  readonly sent: number;
  readonly denied: number;
};

type Draft = Omit<ChangeLines, 'judged'> & {
  readonly judged: EntryOf<'change-judged'> | null;
  /** As it was last shown; null since it has changed. */
  readonly shown: RecordedChange | null;
};

type Asked = { readonly changeId: string; readonly requested: EntryOf<'approval-requested'> };

const UNREAD: Draft = {
  judged: null,
  approvals: [],
  isSent: false,
  ended: null,
  repeats: NO_CHANGES,
  shown: null,
};

/**
 * Reads the lines of a record into what it says of each change. Lines of one change may come in any order; one that nothing
 * says what it would do is not shown. What has not changed stays the same object.
 */
export class ChangeReader {
  readonly #drafts = new Map<string, Draft>();
  readonly #asked = new Map<string, Asked>();
  #isOver = false;
  #changes: RecordedChanges | null = null;
  #bySteps: RecordedChanges['bySteps'] = new Map();

  read(entry: AuditEntry): void {
    switch (entry.kind) {
      case 'change-judged':
        this.#judge(entry);
        break;
      case 'approval-requested':
        this.#ask(entry);
        break;
      case 'approval-settled':
        this.#settle(entry);
        break;
      case 'change-sent':
        this.#note(entry.detail.changeId, { isSent: true });
        break;
      case 'change-ended':
        this.#note(entry.detail.changeId, { ended: entry.detail });
        break;
      case 'change-repeated':
        this.#repeat(entry.detail);
        break;
      case 'session-ended':
        this.#end();
        break;
      default:
    }
  }

  /** The same object until something of it changes, as are its parts. */
  get changes(): RecordedChanges {
    this.#changes ??= this.#show();
    return this.#changes;
  }

  /** What was judged once is not judged again: another line of the same name would hide what was approved. */
  #judge(entry: EntryOf<'change-judged'>): void {
    const { changeId } = entry.detail;
    if (this.#draft(changeId).judged === null) this.#note(changeId, { judged: entry });
  }

  #ask(entry: EntryOf<'approval-requested'>): void {
    const { about, approvalId, bound } = entry.detail;
    const { changeId } = bound;
    if (about !== 'change' || typeof changeId !== 'string') return;
    this.#asked.set(approvalId, { changeId, requested: entry });
    this.#putApproval(changeId, showApproval({ requested: entry, settled: null, toolUseId: null }));
  }

  /** An answer to what was never asked answers nothing. */
  #settle(entry: EntryOf<'approval-settled'>): void {
    const asked = this.#asked.get(entry.detail.approvalId);
    if (asked === undefined) return;
    const { changeId, requested } = asked;
    this.#putApproval(changeId, showApproval({ requested, settled: entry, toolUseId: null }));
  }

  #putApproval(changeId: string, approval: StepApproval): void {
    const { approvals } = this.#draft(changeId);
    const isKnown = approvals.some(({ approvalId }) => approvalId === approval.approvalId);
    this.#note(changeId, {
      approvals: isKnown
        ? approvals.map((known) => (known.approvalId === approval.approvalId ? approval : known))
        : [...approvals, approval],
    });
  }

  #repeat({ changeId, verdict, times }: EntryOf<'change-repeated'>['detail']): void {
    const { sent, denied } = this.#draft(changeId).repeats;
    const more = Math.max(0, times);
    const repeats = verdict === 'allow' ? { sent: sent + more, denied } : { sent, denied: denied + more };
    this.#note(changeId, { repeats });
  }

  #end(): void {
    this.#isOver = true;
    for (const [id, draft] of this.#drafts) {
      const { judged, shown } = draft;
      const isSame = judged === null || shown?.outcome === outcomeOf({ ...draft, judged }, true);
      if (!isSame) this.#note(id, {});
    }
  }

  #draft(changeId: string): Draft {
    return this.#drafts.get(changeId) ?? UNREAD;
  }

  #note(changeId: string, change: Partial<Draft>): void {
    this.#drafts.set(changeId, { ...this.#draft(changeId), ...change, shown: null });
    this.#changes = null;
  }

  #show(): RecordedChanges {
    const all: RecordedChange[] = [];
    let { sent, denied } = NO_CHANGES;
    for (const [id, draft] of this.#drafts) {
      const { judged } = draft;
      if (judged === null) continue;
      const shown = draft.shown ?? show({ ...draft, judged }, this.#isOver);
      if (draft.shown === null) this.#drafts.set(id, { ...draft, shown });
      all.push(shown);
      sent += draft.repeats.sent + (wasSent(shown) ? 1 : 0);
      denied += draft.repeats.denied + (wasKept(shown) ? 1 : 0);
    }
    all.sort((a, b) => a.seq - b.seq);
    this.#bySteps = groupBySteps(all, this.#bySteps);
    return { all, bySteps: this.#bySteps, sent, denied };
  }
}

type BySteps = RecordedChanges['bySteps'];

/** A group without a change stays the same list as before. */
function groupBySteps(all: readonly RecordedChange[], before: BySteps): BySteps {
  const groups = new Map<number, RecordedChange[]>();
  for (const change of all) {
    if (change.step === null) continue;
    const group = groups.get(change.step);
    if (group === undefined) groups.set(change.step, [change]);
    else group.push(change);
  }
  return new Map([...groups].map(([step, group]) => [step, sameOr(before.get(step), group)]));
}

function sameOr(
  before: readonly RecordedChange[] | undefined,
  now: readonly RecordedChange[],
): readonly RecordedChange[] {
  const isSame = before?.length === now.length && now.every((change, index) => change === before[index]);
  return isSame && before !== undefined ? before : now;
}

function show(lines: ChangeLines, isOver: boolean): RecordedChange {
  const { judged, approvals, ended, repeats } = lines;
  const { changeId, change, cause, page, sentBefore, verdict, rule, why, grantId } = judged.detail;
  return {
    id: changeId,
    seq: judged.seq,
    timestamp: judged.timestamp,
    step: cause.kind === 'step' ? cause.step : null,
    cause,
    change,
    page,
    sentBefore,
    verdict,
    rule,
    why,
    grantId,
    approvals,
    outcome: outcomeOf(lines, isOver),
    status: ended?.status ?? null,
    repeats: repeats.sent + repeats.denied,
  };
}

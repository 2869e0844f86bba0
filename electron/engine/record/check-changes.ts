import type { AuditEntry } from '../../../shared/domain/audit-entry';

/** What a record has said of one change so far. */
type Told = { isAllowed: boolean; isSent: boolean; isEnded: boolean; readonly step: number | null };

/** Reads the lines about changes in their order: what was allowed, what was sent, what came of it. */
class ToldChanges {
  readonly byId = new Map<string, Told>();
  /** Which change an approval is about. */
  readonly #asked = new Map<string, string>();

  read(entry: AuditEntry): void {
    switch (entry.kind) {
      case 'change-judged': {
        const { changeId, verdict } = entry.detail;
        const { step } = entry;
        this.byId.set(changeId, { isAllowed: verdict === 'allow', isSent: false, isEnded: false, step });
        break;
      }
      case 'approval-requested': {
        const { about, approvalId, bound } = entry.detail;
        if (about === 'change' && typeof bound.changeId === 'string')
          this.#asked.set(approvalId, bound.changeId);
        break;
      }
      case 'approval-settled': {
        const told = this.byId.get(this.#asked.get(entry.detail.approvalId) ?? '');
        if (told !== undefined && entry.permitted === true) told.isAllowed = true;
        break;
      }
      case 'change-sent':
        this.#note(entry.detail.changeId, 'isSent');
        break;
      case 'change-ended':
        this.#note(entry.detail.changeId, 'isEnded');
        break;
      default:
    }
  }

  #note(changeId: string, what: 'isSent' | 'isEnded'): void {
    const told = this.byId.get(changeId);
    if (told !== undefined) told[what] = true;
  }
}

/** What is wrong with the changes of a record: one that was sent and nothing had allowed, or a second time. Pure. */
export function checkChanges(entries: readonly AuditEntry[]): string[] {
  const told = new ToldChanges();
  const problems: string[] = [];
  for (const entry of entries) {
    if (entry.kind === 'change-sent') {
      const change = told.byId.get(entry.detail.changeId);
      if (change === undefined || !change.isAllowed)
        problems.push(`entry ${entry.seq}: a change was sent that nothing had allowed`);
      if (change?.isSent === true) problems.push(`entry ${entry.seq}: a change was sent a second time`);
    }
    if (entry.kind === 'change-ended' && entry.detail.end === 'answered') {
      if (told.byId.get(entry.detail.changeId)?.isSent !== true)
        problems.push(`entry ${entry.seq}: a change was answered that had not been sent`);
    }
    told.read(entry);
  }
  return problems;
}

/** Changes that were sent, or were about to be, and of which a record does not say what came of them. Pure. */
export function openChanges(
  entries: readonly AuditEntry[],
): readonly { readonly changeId: string; readonly step: number | null }[] {
  const told = new ToldChanges();
  for (const entry of entries) told.read(entry);
  return [...told.byId].flatMap(([changeId, { isSent, isEnded, step }]) =>
    isSent && !isEnded ? [{ changeId, step }] : [],
  );
}

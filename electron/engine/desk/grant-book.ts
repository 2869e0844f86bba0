import { AirlockError } from '../../../shared/airlock-error';
import type { Action } from '../../../shared/domain/action';
import type { AuditDraft } from '../../../shared/domain/audit-entry';
import type { Change } from '../../../shared/domain/change';
import type { AnyScope, Grant } from '../../../shared/domain/grant';
import { highestLevel, type RiskFinding } from '../../../shared/domain/risk';
import type { Target } from '../../../shared/domain/target';
import type { Clock } from '../base/clock';
import { Emitter } from '../base/emitter';
import { createId } from '../base/ids';
import { coversChange } from './change-scope';
import { isCovered } from './grant-scope';

export type GrantBookDeps = {
  readonly sessionId: string;
  readonly clock: Clock;
  readonly record: { append(draft: AuditDraft): Promise<unknown> };
};

/** What the operator has approved for the rest of one run. Lives in memory only: nothing outlives the run. */
export class GrantBook {
  readonly changed = new Emitter<readonly Grant[]>();
  readonly #grants = new Map<string, Grant>();

  constructor(private readonly deps: GrantBookDeps) {}

  /** Those in force, oldest first. */
  list(): readonly Grant[] {
    return [...this.#grants.values()].filter((grant) => !this.#isOver(grant));
  }

  /** On disk when it answers, and only then in force. */
  async make(scope: AnyScope, findings: readonly RiskFinding[], by: string): Promise<Grant> {
    const { sessionId, clock, record } = this.deps;
    const id = createId();
    const createdAt = clock.wallMs();
    await record.append({ kind: 'grant', detail: { grantId: id, change: 'made', scope, by } });
    const grant: Grant = {
      id,
      sessionId,
      scope,
      by,
      createdAt,
      uses: 0,
      categories: [...new Set(findings.map(({ category }) => category))],
      level: highestLevel(findings),
      expiresAt: scope.minutes === null ? null : createdAt + scope.minutes * 60_000,
    };
    this.#grants.set(id, grant);
    this.changed.emit(this.list());
    return grant;
  }

  /** The grant that covers an action now; null when none does. */
  covering(action: Action, targets: readonly Target[], findings: readonly RiskFinding[]): Grant | null {
    return this.list().find((grant) => isCovered(grant, action, targets, findings)) ?? null;
  }

  /** The grant that covers a change now; null when none does. */
  coveringChange(change: Change): Grant | null {
    return this.list().find((grant) => coversChange(grant, change)) ?? null;
  }

  /** Counts one use; the last one ends it. False, and nothing counted, when it is no longer in force. */
  async use({ id }: Grant): Promise<boolean> {
    const grant = this.#grants.get(id);
    if (grant === undefined || this.#isOver(grant)) return false;
    const uses = grant.uses + 1;
    this.#grants.set(id, { ...grant, uses });
    if (uses >= grant.scope.maxUses) await this.#end(grant, 'used-up', 'console');
    this.changed.emit(this.list());
    return true;
  }

  /** Takes one back; from the moment of the call it covers nothing. Rejects with `not-found`. */
  async withdraw(id: string, by: string): Promise<void> {
    const grant = this.#grants.get(id);
    if (grant === undefined)
      throw new AirlockError('not-found', 'This approval for the run is no longer in force.');
    await this.#end(grant, 'withdrawn', by);
    this.changed.emit(this.list());
  }

  /** The run is over. */
  clear(): void {
    if (this.#grants.size === 0) return;
    this.#grants.clear();
    this.changed.emit([]);
  }

  async #end(grant: Grant, change: 'withdrawn' | 'used-up', by: string): Promise<void> {
    this.#grants.delete(grant.id);
    await this.deps.record.append({
      kind: 'grant',
      detail: { grantId: grant.id, change, scope: grant.scope, by },
    });
  }

  #isOver({ expiresAt }: Grant): boolean {
    return expiresAt !== null && this.deps.clock.wallMs() >= expiresAt;
  }
}

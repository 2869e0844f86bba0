import type { Approval } from '../../shared/domain/approval';
import type { Preferences } from '../../shared/domain/preferences';
import { RISK_LEVELS } from '../../shared/domain/risk';

/** From this many on, what waits of one run stands in the list as one group. */
const GROUP_FROM = 4;

export type ApprovalGroup = {
  readonly sessionId: string;
  readonly task: string;
  readonly approvals: readonly Approval[];
  /** Shown as one line until it is opened. */
  readonly isBatch: boolean;
};

/** What waits and was not put aside, in the order in which it is offered. Equal ones stay oldest first. */
export function offerApprovals(
  pending: readonly Approval[],
  aside: ReadonlySet<string>,
  order: Preferences['order'],
): readonly Approval[] {
  const offered = pending.filter(({ id }) => !aside.has(id));
  if (order === 'oldest') return offered;
  return offered.sort((a, b) => RISK_LEVELS.indexOf(b.level) - RISK_LEVELS.indexOf(a.level));
}

/**
 * The same with neighbours of one run together: the list reads in the order in which they are offered. Grouping saves
 * reading; each is still decided by itself.
 */
export function groupApprovals(ordered: readonly Approval[]): readonly ApprovalGroup[] {
  const groups: Approval[][] = [];
  for (const approval of ordered) {
    const group = groups.at(-1);
    if (group?.[0]?.sessionId === approval.sessionId) group.push(approval);
    else groups.push([approval]);
  }
  return groups.map((approvals) => ({
    sessionId: approvals[0]?.sessionId ?? '',
    approvals,
    task: approvals[0]?.task ?? '',
    isBatch: approvals.length >= GROUP_FROM,
  }));
}

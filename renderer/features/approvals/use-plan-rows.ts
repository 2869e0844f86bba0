import { useMemo } from 'react';
import type { Approval } from '../../../shared/domain/approval';
import { type PlanRow, rowsOf, usePlanDrafts } from '../../forms/plan-drafts';

/** The steps of a proposed plan as the operator has them now; null for all else. */
export function usePlanRows(approval: Approval): readonly PlanRow[] | null {
  const proposed = approval.kind === 'question' ? approval.plan : null;
  const kept = usePlanDrafts(({ plans }) => plans[approval.id]);
  const first = useMemo(() => (proposed === null ? null : rowsOf(proposed.steps)), [proposed]);
  return proposed === null ? null : (kept ?? first);
}

import { create } from 'zustand';
import { AirlockError } from '../../shared/airlock-error';
import type { Approval, ApprovalDecision, SettledApproval } from '../../shared/domain/approval';
import { airlock, errorMessage } from '../client/airlock-client';
import { LOADING, type LoadState, READY } from './load-state';
import { notify } from './notices-store';

export type Verdict = 'approve' | 'deny';
export type Deciding =
  | { readonly kind: 'sending'; readonly verdict: Verdict }
  | { readonly kind: 'failed'; readonly message: string; readonly isSettled: boolean };

export type ApprovalsState = {
  /** Everything that waits, oldest first. */
  readonly pending: readonly Approval[];
  /** The one on the card. A newer one never takes its place. */
  readonly focusedId: string | null;
  readonly deciding: Readonly<Record<string, Deciding>>;
  readonly load: LoadState;
};

export const useApprovals = create<ApprovalsState>(() => ({
  pending: [],
  focusedId: null,
  deciding: {},
  load: LOADING,
}));

export async function loadApprovals(): Promise<void> {
  try {
    const listed = await airlock().call('approvals:list');
    // An announcement that came meanwhile is newer than this answer.
    if (useApprovals.getState().load.kind !== 'ready') receiveApprovals(listed);
  } catch (error) {
    useApprovals.setState({ load: { kind: 'failed', message: errorMessage(error) } });
  }
}

export function receiveApprovals(pending: readonly Approval[]): void {
  const before = useApprovals.getState();
  reportLapsed(before, pending);
  useApprovals.setState({
    pending,
    focusedId: nextFocus(before, pending),
    deciding: Object.fromEntries(
      Object.entries(before.deciding).filter(([id]) => pending.some((approval) => approval.id === id)),
    ),
    load: READY,
  });
}

/** The focused one while it waits; when it is gone, the one that has moved into its place. */
function nextFocus(before: ApprovalsState, pending: readonly Approval[]): string | null {
  if (pending.some((approval) => approval.id === before.focusedId)) return before.focusedId;
  const gone = before.pending.findIndex((approval) => approval.id === before.focusedId);
  const later = before.pending.slice(gone + 1).find((old) => pending.some(({ id }) => id === old.id));
  return later?.id ?? pending[0]?.id ?? null;
}

/** Says so when the card that the operator was reading went away without a decision of theirs. */
function reportLapsed(before: ApprovalsState, pending: readonly Approval[]): void {
  const focused = before.pending.find((approval) => approval.id === before.focusedId);
  if (focused === undefined || pending.some((approval) => approval.id === focused.id)) return;
  if (before.deciding[focused.id]?.kind === 'sending') return;
  const why = Date.now() >= focused.expiresAt ? 'No answer in time: it was denied' : 'Withdrawn';
  notify('attention', `${why}. ${focused.sentence}`);
}

export function focusApproval(id: string): void {
  useApprovals.setState((state) => (state.pending.some((a) => a.id === id) ? { focusedId: id } : state));
}

/** Moves the card to the next or the previous pending approval, without wrapping. */
export function stepApproval(offset: 1 | -1): void {
  const { pending, focusedId } = useApprovals.getState();
  const next = pending[pending.findIndex((approval) => approval.id === focusedId) + offset];
  if (next !== undefined) focusApproval(next.id);
}

/** Sends the operator's decision. The card leaves only when the engine says it is settled. */
export async function decideApproval(
  id: string,
  decision: Omit<ApprovalDecision, 'approvalId'>,
): Promise<void> {
  const { pending, deciding } = useApprovals.getState();
  if (deciding[id]?.kind === 'sending' || !pending.some((approval) => approval.id === id)) return;
  setDeciding(id, { kind: 'sending', verdict: decision.verdict });
  try {
    reportSettled(await airlock().call('approvals:decide', { approvalId: id, ...decision }));
  } catch (error) {
    const isSettled =
      error instanceof AirlockError && (error.code === 'conflict' || error.code === 'not-found');
    setDeciding(id, { kind: 'failed', message: errorMessage(error), isSettled });
  }
}

function setDeciding(id: string, deciding: Deciding): void {
  useApprovals.setState((state) => ({ deciding: { ...state.deciding, [id]: deciding } }));
}

const OUTCOME_WORDS: Record<SettledApproval['outcome'], string> = {
  approved: 'Approved. It runs if nothing about it has changed.',
  denied: 'Denied. The agent was told why.',
  expired: 'It had expired: the action was denied.',
  cancelled: 'The session had ended: nothing was done.',
  void: 'The screen had changed: nothing was done, it will be asked again.',
};

function reportSettled(settled: SettledApproval): void {
  const tone = settled.outcome === 'approved' ? 'allowed' : 'denied';
  notify(tone, OUTCOME_WORDS[settled.outcome]);
}

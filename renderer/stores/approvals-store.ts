import { create } from 'zustand';
import { AirlockError } from '../../shared/airlock-error';
import type { Approval, ApprovalDecision, SettledApproval } from '../../shared/domain/approval';
import { isEnded } from '../../shared/domain/session';
import { airlock } from '../client/airlock-client';
import { errorMessage } from '../words/error-message';
import { offerApprovals } from './approval-order';
import { type BroughtBy, followCard } from './live-follow';
import { LOADING, type LoadState, READY } from './load-state';
import { dropNotices, type NoticeTone, notify, notifyDone } from './notices-store';
import { usePreferences } from './preferences-store';
import { useSessions } from './sessions-store';

export type Verdict = 'approve' | 'deny';
export type Deciding =
  | { readonly kind: 'sending'; readonly verdict: Verdict }
  | { readonly kind: 'failed'; readonly message: string; readonly isSettled: boolean };

export type ApprovalsState = {
  /** Everything that waits, oldest first. */
  readonly pending: readonly Approval[];
  /** The one on the card. A newer one never takes its place. */
  readonly focusedId: string | null;
  /** Put aside without a decision; their time runs on. */
  readonly aside: ReadonlySet<string>;
  /** The card takes the place of the view beside it. */
  readonly isZoomed: boolean;
  readonly deciding: Readonly<Record<string, Deciding>>;
  readonly load: LoadState;
};

export const useApprovals = create<ApprovalsState>(() => ({
  pending: [],
  focusedId: null,
  aside: new Set(),
  isZoomed: false,
  deciding: {},
  load: LOADING,
}));

/** What is offered now, in the operator's order. */
function offered({ pending, aside }: ApprovalsState): readonly Approval[] {
  return offerApprovals(pending, aside, usePreferences.getState().preferences.order);
}

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
  for (const { id, sessionId } of pending)
    if (!before.pending.some((known) => known.id === id)) dropNotices(sessionId);
  reportLapsed(before, pending);
  const aside = new Set([...before.aside].filter((id) => pending.some((approval) => approval.id === id)));
  const focusedId = nextFocus(before, { ...before, pending, aside });
  useApprovals.setState({
    pending,
    aside,
    focusedId,
    deciding: Object.fromEntries(
      Object.entries(before.deciding).filter(([id]) => pending.some((approval) => approval.id === id)),
    ),
    load: READY,
  });
  if (focusedId !== before.focusedId) cameToFront('console');
}

/** Whatever is on the card now was not there before. */
function cameToFront(by: BroughtBy): void {
  const { pending, focusedId } = useApprovals.getState();
  const front = pending.find(({ id }) => id === focusedId);
  if (front !== undefined) followCard(front.sessionId, by);
}

/** The focused one while it waits; when it is gone, the one that has moved into its place. */
function nextFocus(before: ApprovalsState, now: ApprovalsState): string | null {
  const next = offered(now);
  const isOffered = (id: string | null) => next.some((approval) => approval.id === id);
  if (isOffered(before.focusedId)) return before.focusedId;
  const was = offered(before);
  const gone = was.findIndex(({ id }) => id === before.focusedId);
  const later = was.slice(gone + 1).find(({ id }) => isOffered(id));
  return later?.id ?? next[0]?.id ?? null;
}

const LAPSED: Partial<Readonly<Record<Approval['kind'], string>>> = {
  change: 'it was denied, and nothing was sent',
  halt: 'the run stays paused',
  question: 'the run has ended',
};

/** Says so when the card that the operator was reading went away without a decision of theirs. */
function reportLapsed(before: ApprovalsState, pending: readonly Approval[]): void {
  const focused = before.pending.find((approval) => approval.id === before.focusedId);
  if (focused === undefined || pending.some((approval) => approval.id === focused.id)) return;
  if (before.deciding[focused.id]?.kind === 'sending') return;
  const lapsed = LAPSED[focused.kind] ?? 'it was denied';
  const why = Date.now() >= focused.expiresAt ? `No answer in time: ${lapsed}` : withdrawnWords(focused);
  notify('attention', `${why}. ${focused.sentence}`, focused.sessionId);
}

/** A page may stop wanting what it asked for; while its run goes on nothing else takes a change back. */
function withdrawnWords({ kind, sessionId }: Approval): string {
  if (kind !== 'change') return 'Withdrawn';
  const session = useSessions.getState().sessions.find(({ id }) => id === sessionId);
  const isOn = session !== undefined && !isEnded(session.state);
  return isOn ? 'The page gave up: nothing was sent' : 'Withdrawn: nothing was sent';
}

/** Also takes up one that was put aside. */
export function focusApproval(id: string): void {
  useApprovals.setState((state) => {
    if (!state.pending.some((approval) => approval.id === id)) return state;
    const aside = new Set(state.aside);
    aside.delete(id);
    return { focusedId: id, aside };
  });
  cameToFront('operator');
}

/** Puts one aside: it stays pending, its time runs on, and the next one is offered. Can be undone. */
export function putAside(id: string): void {
  useApprovals.setState((state) => {
    const aside = new Set(state.aside).add(id);
    return { aside, focusedId: nextFocus(state, { ...state, aside }) };
  });
  cameToFront('operator');
  const { pending } = useApprovals.getState();
  const sentence = pending.find((approval) => approval.id === id)?.sentence ?? '';
  notifyDone(`Put aside. ${sentence}`, () => takeUp(id));
}

function takeUp(id: string): void {
  if (useApprovals.getState().pending.some((approval) => approval.id === id)) focusApproval(id);
  else notify('neutral', 'It no longer waits: there is nothing to put back.');
}

/** Offers everything again that was put aside. */
export function takeUpAll(): void {
  const before = useApprovals.getState();
  const aside = new Set<string>();
  const focusedId = nextFocus(before, { ...before, aside });
  useApprovals.setState({ aside, focusedId });
  if (focusedId !== before.focusedId) cameToFront('operator');
}

export function toggleZoom(): void {
  useApprovals.setState(({ isZoomed }) => ({ isZoomed: !isZoomed }));
}

/** Moves the card to the next or the previous one that is offered, without wrapping. */
export function stepApproval(offset: 1 | -1): void {
  const state = useApprovals.getState();
  const all = offered(state);
  const next = all[all.findIndex(({ id }) => id === state.focusedId) + offset];
  if (next !== undefined) focusApproval(next.id);
}

/** Puts the one on the card that is offered in this place, from 1; none where there is none. */
export function chooseApproval(place: number): void {
  const chosen = offered(useApprovals.getState())[place - 1];
  if (chosen !== undefined) focusApproval(chosen.id);
}

/** What an operator decides of the approval that is on the card. */
export type Answering = Omit<ApprovalDecision, 'approvalId' | 'digest'>;

/** Sends the operator's decision. The card leaves only when the engine says it is settled. */
export async function decideApproval(id: string, answer: Answering): Promise<void> {
  const { pending, deciding } = useApprovals.getState();
  const approval = pending.find((candidate) => candidate.id === id);
  if (deciding[id]?.kind === 'sending' || approval === undefined) return;
  setDeciding(id, { kind: 'sending', verdict: answer.verdict });
  try {
    const { digest, kind, sessionId } = approval;
    const settled = await airlock().call('approvals:decide', { approvalId: id, digest, ...answer });
    const { tone, text } = toldOf(kind, settled, answer.then);
    notify(tone, text, sessionId);
  } catch (error) {
    const isSettled =
      error instanceof AirlockError && (error.code === 'conflict' || error.code === 'not-found');
    setDeciding(id, { kind: 'failed', message: errorMessage(error), isSettled });
  }
}

function setDeciding(id: string, deciding: Deciding): void {
  useApprovals.setState((state) => ({ deciding: { ...state.deciding, [id]: deciding } }));
}

type Told = { readonly tone: NoticeTone; readonly text: string };

/** Of an answer alone: what comes of an approved action is told by its step. */
const SETTLED_WORDS: Record<SettledApproval['outcome'], string> = {
  approved: 'Your approval was sent. The action is done if nothing about it has changed.',
  edited: 'Your change was sent. It goes through the gate once more.',
  denied: 'Denied. The agent was told why.',
  expired: 'No answer in time: it had been denied.',
  cancelled: 'The session had ended: nothing was done.',
  void: 'The screen had changed: nothing was done, it will be asked again.',
};

function settledWords({ outcome }: SettledApproval): Told {
  const tone = outcome === 'approved' || outcome === 'edited' ? 'neutral' : 'denied';
  return { tone, text: SETTLED_WORDS[outcome] };
}

const THEN_WORDS = {
  'go-on': 'It stays paused.',
  stop: 'The run is stopped.',
  'take-over': 'You have the mouse and the keyboard.',
} as const;

function toldOf(kind: Approval['kind'], settled: SettledApproval, then: Answering['then']): Told {
  if (kind === 'halt') return haltWords(settled, then);
  if (kind === 'change') return changeWords(settled);
  return kind === 'question' ? questionWords(settled, then) : settledWords(settled);
}

const CHANGE_WORDS: Partial<Readonly<Record<SettledApproval['outcome'], string>>> = {
  approved: 'Your approval was sent. The request leaves now if the page still wants it.',
  denied: 'Denied. Nothing was sent, and the agent was told why.',
  expired: 'No answer in time: nothing was sent.',
  cancelled: 'It no longer waited: nothing was sent.',
};

function changeWords(settled: SettledApproval): Told {
  const { tone, text } = settledWords(settled);
  return { tone, text: CHANGE_WORDS[settled.outcome] ?? text };
}

function questionWords({ outcome, plan }: SettledApproval, then: Answering['then']): Told {
  if (plan !== null) return { tone: 'neutral', text: 'The plan is approved: the agent goes on with it.' };
  if (outcome === 'approved') return { tone: 'neutral', text: 'Your answer was sent to the agent.' };
  const text = then === 'stop' ? 'The run is stopped.' : 'The run ends.';
  return { tone: 'attention', text };
}

function haltWords({ outcome }: SettledApproval, then: Answering['then'] = 'go-on'): Told {
  return outcome === 'approved'
    ? { tone: 'neutral', text: 'The run goes on.' }
    : { tone: 'attention', text: THEN_WORDS[then] };
}

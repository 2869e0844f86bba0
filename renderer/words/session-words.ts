import { isEnded, type Session, type SessionState } from '../../shared/domain/session';
import type { RunStep } from '../../shared/record/run-steps';
import type { Command } from '../stores/sessions-store';
import { stepSentence } from './step-sentence';

export type StateTone = 'busy' | 'attention' | 'calm' | 'allowed' | 'denied';

const LABELS: Record<SessionState, string> = {
  queued: 'Waiting for room',
  preparing: 'Preparing',
  running: 'Working',
  'waiting-for-approval': 'Waiting for you',
  'waiting-for-answer': 'The agent asks you',
  paused: 'Paused',
  'taken-over': 'You have control',
  finished: 'Finished',
  stopped: 'Stopped',
  failed: 'Failed',
  interrupted: 'Interrupted',
};

const TONES: Record<SessionState, StateTone> = {
  queued: 'calm',
  preparing: 'busy',
  running: 'busy',
  'waiting-for-approval': 'attention',
  'waiting-for-answer': 'attention',
  paused: 'calm',
  'taken-over': 'attention',
  // Whether the task is done is not known; that the agent has ended is.
  finished: 'calm',
  stopped: 'calm',
  failed: 'denied',
  interrupted: 'denied',
};

const COMMAND_LABELS: Record<Command, string> = {
  pause: 'Pausing…',
  resume: 'Resuming…',
  stop: 'Stopping…',
  'take-over': 'Taking over…',
  'hand-back': 'Handing back…',
};

export function hasPausedItself({ state, stateBy }: Pick<Session, 'state' | 'stateBy'>): boolean {
  return state === 'paused' && stateBy === 'console';
}

export function stateLabel(state: SessionState): string {
  return LABELS[state];
}

/** A run that paused by itself needs the operator; one that the operator paused does not. */
export function stateTone(session: Pick<Session, 'state' | 'stateBy'>): StateTone {
  return hasPausedItself(session) ? 'attention' : TONES[session.state];
}

/** Where a session stands in the queue for room on an engine. */
export function queueWords(place: number | null): string {
  return place === null ? LABELS.queued : `${LABELS.queued}: place ${place} in the queue`;
}

/** The state of a session in plain words, with what it is doing right now when that is known. */
export function sessionStateWords(
  session: Session,
  command: Command | undefined,
  lastStep: RunStep | undefined,
): string {
  if (command !== undefined && !isEnded(session.state)) return COMMAND_LABELS[command];
  if (session.state === 'queued') return queueWords(session.queuePlace);
  if (session.state === 'preparing') return session.stateReason || 'Preparing the sandbox';
  if (session.state !== 'running') return LABELS[session.state];
  if (lastStep?.status !== 'running' && lastStep?.status !== 'judged') return 'Working: thinking';
  const { doing, quoted, rest } = stepSentence(lastStep.action, lastStep.target);
  const what = quoted === null ? rest : `“${quoted}”`;
  return `Working: ${doing}${what === '' ? '' : ` ${what}`}`;
}

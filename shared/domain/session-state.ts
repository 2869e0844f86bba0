import type { SessionState } from './session';

const WAITING: readonly SessionState[] = ['waiting-for-approval', 'waiting-for-answer'];
const ENDINGS: readonly SessionState[] = ['finished', 'stopped', 'failed', 'interrupted'];

const TRANSITIONS: Readonly<Record<SessionState, readonly SessionState[]>> = {
  queued: ['preparing', ...ENDINGS],
  preparing: ['queued', 'running', 'paused', ...ENDINGS],
  running: [...WAITING, 'paused', 'taken-over', ...ENDINGS],
  'waiting-for-approval': ['running', 'waiting-for-answer', 'paused', 'taken-over', ...ENDINGS],
  'waiting-for-answer': ['running', 'waiting-for-approval', 'paused', 'taken-over', ...ENDINGS],
  paused: ['running', ...WAITING, 'taken-over', 'preparing', ...ENDINGS],
  'taken-over': ['running', ...WAITING, 'paused', ...ENDINGS],
  finished: [],
  stopped: [],
  failed: [],
  interrupted: [],
};

/** The session's state machine. An ended session stays ended. */
export function canChange(from: SessionState, to: SessionState): boolean {
  return TRANSITIONS[from].includes(to);
}

/** Whether the agent itself is at work: only this time counts against the time limit. */
export function isWorking(state: SessionState): boolean {
  return state === 'preparing' || state === 'running';
}

/** Whether the agent waits for a word of the operator. */
export function isWaiting(state: SessionState): boolean {
  return WAITING.includes(state);
}

/** Whether the operator has halted the agent: it does nothing until they let it go on. */
export function isHalted(state: SessionState): boolean {
  return state === 'paused' || state === 'taken-over';
}

/** Whether the operator can pause the agent: it is at work, or waits for them. */
export function canPause(state: SessionState): boolean {
  return state === 'running' || isWaiting(state);
}

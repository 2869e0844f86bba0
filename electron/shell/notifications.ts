import type { BrowserWindow } from 'electron';
import type { Approval } from '../../shared/domain/approval';
import type { Preferences } from '../../shared/domain/preferences';
import type { Session } from '../../shared/domain/session';
import type { RunNames } from './run-names';

/** What a click leads to: a run, and the card that it waits with. */
export type Shown = { readonly sessionId: string; readonly approvalId: string | null };

/** What is shown outside the console. */
export type Call = {
  readonly title: string;
  readonly body: string;
  readonly onClick: (() => void) | null;
};

type NotifierDeps = {
  readonly window: () => Pick<BrowserWindow, 'isFocused' | 'flashFrame'> | null;
  readonly call: (call: Call) => void;
  /** Says on the app's own icon how many wait. */
  readonly badge: (count: number) => void;
  /** Brings the window to the front, or opens it, and shows that. */
  readonly show: (what: Shown) => void;
  readonly preferences: () => Preferences;
  readonly names: Pick<RunNames, 'of'>;
};

/**
 * Calls the operator back when something waits, has paused itself, has failed or is over while the console is not in front,
 * also when its window is closed. Says which run and which risk, never what a page says: a notification is shown outside the
 * console, over other windows and on lock screens.
 */
export class Notifier {
  readonly #announced = new Set<string>();
  readonly #states = new Map<string, Session['state']>();
  #waiting: readonly Approval[] = [];

  constructor(private readonly deps: NotifierDeps) {}

  approvals(pending: readonly Approval[]): void {
    this.deps.badge(pending.length);
    this.#waiting = pending;
    for (const approval of pending) {
      if (this.#announced.has(approval.id)) continue;
      this.#announced.add(approval.id);
      const { sessionId, id, kind } = approval;
      const what = waitingWords(approval);
      const title = kind === 'question' ? 'Airlock: a question' : 'Airlock: approval needed';
      this.#call(title, `${this.deps.names.of(sessionId)}: ${what}`, { sessionId, approvalId: id });
    }
  }

  session({ id, state, stateBy }: Session): void {
    const before = this.#states.get(id);
    this.#states.set(id, state);
    if (before === undefined || before === state) return;
    const what = wordsFor(state, stateBy);
    if (what !== null)
      this.#call(`Airlock: ${what}`, `${this.deps.names.of(id)} ${what}.`, {
        sessionId: id,
        approvalId: null,
      });
  }

  /** The window lost the focus: what waits in it is asked for once more. */
  leftWindow(): void {
    const [first, ...others] = this.#waiting;
    if (first === undefined) return;
    const more = others.length === 0 ? '' : ` and ${others.length} more`;
    const body = `${this.deps.names.of(first.sessionId)}${more}: still waiting for you.`;
    this.#call('Airlock: still waiting', body, { sessionId: first.sessionId, approvalId: first.id });
  }

  announceRunningOn(sessions: number): void {
    if (sessions === 0) return;
    const body = `${sessions} ${sessions === 1 ? 'run goes' : 'runs go'} on. Start Airlock again to see and stop them.`;
    this.deps.call({ title: 'Airlock keeps running', body, onClick: null });
  }

  #call(title: string, body: string, shown: Shown): void {
    const { window, preferences, show, call } = this.deps;
    const current = window();
    if (current?.isFocused() === true || !preferences().notify) return;
    current?.flashFrame(true);
    call({ title, body, onClick: () => show(shown) });
  }
}

/** What a run has come to that an operator who is elsewhere would want to know; null for all else. */
function wordsFor(state: Session['state'], by: string): string | null {
  switch (state) {
    case 'paused':
      return by === 'console' ? 'has paused and needs you' : null;
    case 'failed':
    case 'interrupted':
      return 'has failed';
    case 'finished':
      return 'has ended';
    case 'stopped':
      if (by === 'clock') return 'has ended: nobody answered';
      return by === 'policy' ? 'was stopped by its limits' : null;
    default:
      return null;
  }
}

function waitingWords({ kind, step, level }: Approval): string {
  if (kind === 'question') return 'the agent asks you and waits for your answer.';
  const what = kind === 'change' ? 'a change' : `step ${step}`;
  return `${what} is rated ${level} and waits for your decision.`;
}

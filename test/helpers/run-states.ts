import type { AssistantTurn } from '../../electron/engine/practice/assistant-turn';
import { blocksOf, type MessagesRequest } from '../../electron/engine/practice/messages-request';
import type { Script } from '../../electron/engine/practice/messages-server';
import type { AuditEntry, AuditKind } from '../../shared/domain/audit-entry';
import type { Policy } from '../../shared/domain/policy';
import type { SessionState } from '../../shared/domain/session';
import { RUN_STATES, type RunState } from './endings-table';
import { reply, use } from './make-loop';
import { findControl, newestPicture } from './practice-screen';
import { RESTLESS_HOST } from './restless-site';

/** What is done with a run to bring it into a state. */
export type RunAtHand = {
  untilEntry(kind: AuditKind): Promise<unknown>;
  untilState(state: SessionState): Promise<unknown>;
  pause(): Promise<void>;
  takeOver(): Promise<void>;
  /** Lets the pages in its browser stand still, so that they answer nothing, or go on again. */
  freezePages(signal: 'STOP' | 'CONT'): Promise<void>;
};

/** Sent to the processes of a sandbox's pages. */
export const toPages = (signal: 'STOP' | 'CONT' | 'SEGV'): readonly string[] => [
  '/bin/sh',
  '-c',
  `for p in $(grep -l -a -e '[-]-type=renderer' /proc/[0-9]*/cmdline); do kill -${signal} $(basename $(dirname $p)); done; true`,
];

/** Long enough for every test; the practice host and the restless one may be opened. */
export const STATE_POLICY: Partial<Policy> = {
  timeout_seconds: 600,
  idle_timeout_seconds: 600,
  question_timeout_seconds: 200,
  max_actions_per_minute: 600,
  allowed_hosts: ['billing.practice.test:80', `${RESTLESS_HOST}:80`],
  allowed_key_combos: ['Tab'],
};

const FIRST_PAGE = 'http://billing.practice.test/exports';
const RESTLESS_PAGE = `http://${RESTLESS_HOST}/`;

export function startUrlOf(state: RunState): string {
  return state === 'settling' ? RESTLESS_PAGE : FIRST_PAGE;
}

/** Plays the model for runs whose task is the name of a state: each gets the turns that lead there, and then `next`. */
export class StateModel {
  readonly #scripts = new Map<RunState, Script>();
  readonly #held = new Map(RUN_STATES.map((state) => [state, heldBack()]));

  constructor(
    private readonly next: Script = () => ({ kind: 'silence' }),
    /** How long its actions take. */
    private readonly actingSeconds = 120,
  ) {}

  readonly script: Script = (request) => {
    const state = stateOf(request);
    const known = this.#scripts.get(state);
    if (known !== undefined) return known(request);
    const script = this.#scriptFor(state);
    this.#scripts.set(state, script);
    return script(request);
  };

  /** Lets the answer come that the run in this state waits for. */
  release(state: RunState): void {
    this.#held.get(state)?.release();
  }

  #scriptFor(state: RunState): Script {
    const turns = this.#turnsTo(state, this.#held.get(state)?.until ?? Promise.resolve());
    return (request) => (turns.shift() ?? this.next)(request);
  }

  #turnsTo(state: RunState, held: Promise<void>): Script[] {
    const after =
      (turn: () => AssistantTurn): Script =>
      async () =>
        held.then(turn);
    switch (state) {
      case 'thinking':
      case 'taken over':
        return [async (request) => held.then(() => this.next(request))];
      case 'judging':
        return [after(() => reply(use('left_click', { coordinate: [300, 300] })))];
      case 'settling':
        return [after(() => reply(use('key', { text: 'Tab' })))];
      case 'asked':
        return [
          () => reply(use('ask_operator', { question: 'Which invoice?' }, { toolset_name: undefined })),
        ];
      case 'asking': {
        const turns: Script[] = [];
        const look: Script = (request) => {
          const isFirst = request.messages.length === 1;
          const coordinate = isFirst ? null : findControl(newestPicture(request), 'delete-all');
          if (coordinate !== null) return reply(use('left_click', { coordinate }));
          // A page takes its time to be drawn when many are.
          turns.push(look);
          return reply(use('screenshot', {}));
        };
        turns.push(look);
        return turns;
      }
      default:
        return [() => reply(use('wait', { duration: this.actingSeconds }))];
    }
  }
}

function heldBack() {
  let release: () => void = () => undefined;
  const until = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { until, release };
}

function stateOf({ messages }: MessagesRequest): RunState {
  const task = blocksOf(messages[0]).map(({ text }) => text);
  const state = RUN_STATES.find((one) => task.includes(one));
  if (state === undefined) throw new Error(`no state: ${task.join()}`);
  return state;
}

/** Brings a run, which has just been started, near its state: what then is left to do takes no time. */
export async function approach(state: RunState, run: RunAtHand): Promise<void> {
  switch (state) {
    case 'queued':
    case 'preparing':
      await run.untilState(state);
      break;
    case 'asking':
      await run.untilState('waiting-for-approval');
      break;
    case 'asked':
      await run.untilState('waiting-for-answer');
      break;
    case 'acting':
      await run.untilEntry('action-started');
      break;
    case 'paused':
      await run.untilEntry('action-started');
      await run.pause();
      break;
    default:
      await run.untilEntry('model-requested');
      if (state === 'taken over') await run.takeOver();
      if (state === 'judging') await run.freezePages('STOP');
  }
}

/** The rest of it: states that pass by themselves begin now. */
export async function enter(state: RunState, run: RunAtHand, model: StateModel): Promise<void> {
  if (state !== 'judging' && state !== 'settling') return;
  model.release(state);
  await run.untilEntry(state === 'judging' ? 'model-responded' : 'action-started');
}

const STATES_IN_RECORD: Partial<Record<SessionState, RunState>> = {
  queued: 'queued',
  preparing: 'preparing',
  'waiting-for-approval': 'asking',
  'waiting-for-answer': 'asked',
  paused: 'paused',
  'taken-over': 'taken over',
};

/** The state in which the end met a run, as its record tells it. */
export function stateAtEnd(entries: readonly AuditEntry[]): RunState | null {
  const change = entries.findLast((entry) => entry.kind === 'state-changed');
  if (change?.kind !== 'state-changed') return null;
  const told = STATES_IN_RECORD[change.detail.from];
  if (told !== undefined) return told;
  const step = entries.findLast(({ kind }) =>
    ['model-requested', 'model-responded', 'action-started'].includes(kind),
  );
  if (step?.kind === 'model-requested') return 'thinking';
  if (step?.kind === 'model-responded') return 'judging';
  return step?.action?.member === 'wait' ? 'acting' : 'settling';
}

import type { WayOn } from '../../../shared/domain/way-on';
import type { GuidanceBook } from '../dialogue/guidance-book';
import type { Impasse } from '../dialogue/impasse';
import type { OperatorWords } from '../dialogue/operator-words';
import type { History } from '../history/history';
import { tellSteps } from '../history/tell-steps';
import { wordsOnScreen } from '../history/turn-message';
import type { SessionRecord } from '../record/session-record';
import type { Compaction } from './compaction';
import { deniedText, guidanceText } from './dialogue-driver';
import type { CallOutcome, ModelCall, Turn } from './model-call';
import type { ModelFailure } from './model-failure';
import { type Held, readStop } from './read-stop';

export type NextTurnDeps = {
  readonly call: Pick<ModelCall, 'ask' | 'row'>;
  readonly compaction: Pick<Compaction, 'isDue' | 'make' | 'note'>;
  readonly impasse: Pick<Impasse, 'raise'>;
  readonly guidance: Pick<GuidanceBook, 'hasUnread' | 'take'>;
  readonly words: Pick<OperatorWords, 'takeDenials'>;
  readonly record: Pick<SessionRecord, 'append'>;
  /** Puts the run aside for the operator, with the reason; the next call then waits for the resume. */
  readonly putAside: (reason: string) => Promise<void>;
  /** Keeps the screen of now; answers its name in the record. */
  readonly keepScreen: () => Promise<string>;
  /** What the agent has to be told again where it could have lost it. */
  readonly reminder: () => string;
  /** Account name of whoever is at the console. */
  readonly operator: string;
};

/** A turn that counts. */
export type Taken = { readonly turn: Turn; readonly stop: 'go-on' | 'said' | 'silent' };

const SAY_LESS =
  'Your last answer was longer than fits into one and was thrown away. Think and say less, and ask for one action at a time.';
const DROPPED =
  'Your last turn was left out of this conversation, since you gave no answer after it. What it did is done.';
const LOOK = 'You gave no answer to this conversation as it stood. This is the screen now.';

/** What the operator can do about a request that is refused as it is. */
const WAYS: Readonly<Record<Held['cause'], readonly WayOn[]>> = {
  'cut-off': ['word', 'drop-turn', 'compact'],
  'too-large': ['drop-turn', 'compact'],
  declined: ['word', 'drop-turn', 'compact'],
  odd: [],
};

/** Gets the next turn of a conversation that counts. What can be cured is cured here; for the rest the operator is asked. */
export class NextTurn {
  #number = 0;

  constructor(private readonly deps: NextTurnDeps) {}

  /** Rejects with `cancelled` when stopped, `audit-failed` when the record can't be written. */
  async take(history: History): Promise<Taken> {
    const { call, compaction } = this.deps;
    this.#number += 1;
    const number = this.#number;
    const cured = new Set<Held['cause']>();
    for (;;) {
      if (compaction.isDue(history)) await compaction.make(history, 'room', number);
      const prepare = () => this.#passOn(history);
      const read = readOutcome(await call.ask({ history, purpose: { kind: 'turn' }, number, prepare }));
      if (!('cause' in read)) {
        compaction.note(read.turn);
        return read;
      }
      if (!cured.has(read.cause) && (await this.#cure(history, read, number))) cured.add(read.cause);
      else {
        await this.#askOperator(history, read, number);
        cured.clear();
      }
    }
  }

  /** What the operator has said goes to the agent before it is asked, also where it is asked once more. */
  async #passOn(history: History): Promise<void> {
    const { guidance, words } = this.deps;
    if (!history.isOurTurn) return;
    // To a model that takes no words of the system's the result of its call says as much.
    const denials = words.takeDenials();
    const denied = this.#takesSystem ? denials.map(deniedText) : [];
    const said = guidance.hasUnread ? [guidanceText(await guidance.take())] : [];
    const parts = [...denied, ...said];
    if (parts.length > 0) await history.say(parts.join('\n\n'), this.#takesSystem);
  }

  /** False where there is no cure but to ask. */
  async #cure(history: History, { cause }: Held, number: number): Promise<boolean> {
    if (cause === 'cut-off') await history.say(SAY_LESS, this.#takesSystem);
    else if (cause === 'too-large') await this.deps.compaction.make(history, 'too-large', number);
    else return false;
    return true;
  }

  async #askOperator(history: History, { cause, reason }: Held, number: number): Promise<void> {
    const { impasse, putAside, compaction, guidance } = this.deps;
    // What may well not happen a second time is asked once more.
    if (cause === 'odd') return putAside(reason);
    switch (await impasse.raise(reason, WAYS[cause])) {
      case 'compact':
        return compaction.make(history, 'operator', number);
      case 'drop-turn':
        return this.#dropTurn(history);
      default:
        if (!guidance.hasUnread) await this.#show(history, LOOK);
    }
  }

  async #dropTurn(history: History): Promise<void> {
    const { record, operator, reminder } = this.deps;
    const dropped = history.dropTurn();
    await record.append({ kind: 'turn-dropped', detail: { by: operator, messages: dropped.length } });
    const steps = tellSteps(dropped);
    await this.#show(history, steps === '' ? DROPPED : `${DROPPED}\n${steps}`);
    // Words of the operator's may have stood behind it.
    await history.say(reminder(), this.#takesSystem);
  }

  async #show(history: History, text: string): Promise<void> {
    await history.append(wordsOnScreen(text, await this.deps.keepScreen()));
  }

  get #takesSystem(): boolean {
    return this.deps.call.row.takesSystemMessages;
  }
}

/** What is held up by a failure that comes again; whatever else it is counts as declined. */
const CAUSES: Readonly<Partial<Record<ModelFailure['kind'], Held['cause']>>> = {
  'too-large': 'too-large',
  'too-long': 'cut-off',
};

function readOutcome(outcome: CallOutcome): Taken | Held {
  if (outcome.kind === 'refused') {
    const { kind, message } = outcome.failure;
    return { cause: CAUSES[kind] ?? 'declined', reason: message };
  }
  const { turn } = outcome;
  const stop = readStop(turn);
  return typeof stop === 'string' ? { turn, stop } : stop;
}

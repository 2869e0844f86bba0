import type { BetaContentBlock } from '@anthropic-ai/sdk/resources/beta';
import { allTokens } from '../../../shared/domain/token-usage';
import type { RunControl } from '../control/run-control';
import type { History } from '../history/history';
import { type Extent, isLong } from '../history/room';
import { tellSteps } from '../history/tell-steps';
import { type TurnMessage, wordsOf, wordsOnScreen } from '../history/turn-message';
import type { SessionRecord } from '../record/session-record';
import type { ModelTurn } from './model';
import type { CallOutcome, ModelCall } from './model-call';
import { SUMMARY_REQUEST, startOfRest } from './summary-words';

export type CompactionDeps = {
  readonly call: Pick<ModelCall, 'ask' | 'row' | 'lastBytes'>;
  readonly record: Pick<SessionRecord, 'append'>;
  readonly control: RunControl;
  /** Keeps the screen of now; answers its name in the record. */
  readonly keepScreen: () => Promise<string>;
  /** What the agent has to be told again where it could have lost it. */
  readonly reminder: () => string;
  /** Told when the conversation begins and ends to be summed up. */
  readonly onSummary: (isUnderWay: boolean) => void;
};

/** Why a conversation is summed up; see the record's line. */
export type Why = 'room' | 'too-large' | 'operator';

/** A summary in place of what was said: as a block that the API signed, or in plain words. */
type Summary =
  | { readonly kind: 'signed'; readonly block: BetaContentBlock; readonly text: string }
  | { readonly kind: 'words'; readonly text: string };

/** So many turns are left out of a conversation that is too large to be summed up, one after the other, before none is. */
const MOST_DROPPED = 3;

/**
 * Keeps a conversation within what the model takes: at a calm moment, when everything the agent asked for has its result,
 * what was said is replaced by a summary of it. The task, the rules and the operator's words are said again after it, since
 * a summary may lose them, and the screen of now comes with them.
 */
export class Compaction {
  /** What the newest turn came to; null until there is one after a summary. */
  #newest: Omit<Extent, 'pictures'> | null = null;

  constructor(private readonly deps: CompactionDeps) {}

  /** A turn has been taken. */
  note({ usage }: ModelTurn): void {
    this.#newest = { bytes: this.deps.call.lastBytes, tokens: allTokens(usage) };
  }

  /** Whether a conversation has grown so long that it is to be summed up before the next turn. */
  isDue(history: History): boolean {
    if (this.#newest === null || !history.isOurTurn) return false;
    const { pictures } = history.extent;
    return isLong({ ...this.#newest, pictures }, this.deps.call.row);
  }

  /** Rejects with `cancelled` when stopped, `audit-failed` when the record can't be written. */
  async make(history: History, why: Why, number: number): Promise<void> {
    const { onSummary } = this.deps;
    onSummary(true);
    await this.#make(history, why, number).finally(() => onSummary(false));
  }

  async #make(history: History, why: Why, number: number): Promise<void> {
    const { record, control, keepScreen, reminder, call } = this.deps;
    const { messages, pictures } = history.extent;
    const untold: TurnMessage[] = why === 'too-large' ? [...history.dropTurn()] : [];
    const summary = await this.#summarise(history, untold, number);
    await control.ready();
    const frame = await keepScreen();
    const leftOut = history.beginAnew();
    const steps = tellSteps(summary === null ? [...leftOut, ...untold] : untold);
    const words = summary?.kind === 'words' ? summary.text : null;
    if (summary?.kind === 'signed') await history.append({ role: 'assistant', content: [summary.block] });
    await history.append(wordsOnScreen(startOfRest({ words, steps }), frame));
    await history.say(reminder(), call.row.takesSystemMessages);
    this.#newest = null;
    const summaryBy = summary === null ? 'console' : 'model';
    await record.append({
      kind: 'conversation-compacted',
      screenshot_saved: frame,
      detail: { why, summaryBy, summary: summary?.text ?? steps, messages, pictures },
    });
  }

  /** Null where the model gives none: the console's own account of the steps has to do then. */
  async #summarise(history: History, untold: TurnMessage[], number: number): Promise<Summary | null> {
    if (this.deps.call.row.compaction === 'on-demand') {
      const signed = await this.#askSigned(history, untold, number);
      if (signed !== null) return signed;
    }
    return this.#askInWords(history, number);
  }

  async #askSigned(history: History, untold: TurnMessage[], number: number): Promise<Summary | null> {
    for (let tries = 0; tries < MOST_DROPPED && hasTurns(history); tries += 1) {
      const outcome = await this.#ask(history, 'signed', number);
      if (outcome.kind === 'answered') return signedIn(outcome.turn);
      if (outcome.failure.kind !== 'too-large') return null;
      untold.unshift(...history.dropTurn());
    }
    return null;
  }

  async #askInWords(history: History, number: number): Promise<Summary | null> {
    if (!hasTurns(history)) return null;
    await history.append(wordsOf(SUMMARY_REQUEST));
    const outcome = await this.#ask(history, 'words', number);
    // One that was cut off or declined is no summary, whatever it says.
    if (outcome.kind !== 'answered' || outcome.turn.stopReason !== 'end_turn') return null;
    const text = outcome.turn.words.trim();
    return text === '' ? null : { kind: 'words', text };
  }

  #ask(history: History, form: 'signed' | 'words', number: number): Promise<CallOutcome> {
    const purpose = { kind: 'summary', form } as const;
    return this.deps.call.ask({ history, purpose, number, prepare: async () => undefined });
  }
}

function hasTurns({ extent: { messages } }: History): boolean {
  return messages > 1;
}

/** The API says by an empty summary that it has failed to make one. */
function signedIn({ content, stopReason }: ModelTurn): Summary | null {
  if (stopReason !== 'compaction') return null;
  const block = content.find(({ type }) => type === 'compaction');
  if (block?.type !== 'compaction' || !block.content) return null;
  return { kind: 'signed', block, text: block.content };
}

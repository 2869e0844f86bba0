import type { BetaMessageParam } from '@anthropic-ai/sdk/resources/beta';
import type { LineRange } from '../../../shared/domain/audit-entry';
import type { RecordedMessage } from '../../../shared/domain/recorded-message';
import { toPlainJson } from '../base/plain-json';
import type { PictureSlots } from './picture-slots';
import { requestParams } from './request-params';
import { picturesIn, type TurnMessage, wordsOf } from './turn-message';

/** A message that the next request holds, and which line of the record's messages it is, from 0. */
type Kept = { readonly message: TurnMessage; readonly line: number };

/**
 * What the agent and the console have said to each other, in order. It only grows: a message is on disk before it can be
 * part of a request, and what a request leaves out is left out from its beginning or its end, never from its middle, since
 * newer models bind what they think to everything before it (Messages API, `block_binding`). No picture is kept: a
 * message names the frames of the record that it shows.
 */
export class History {
  #kept: readonly Kept[] = [];
  #lines = 0;
  #cuts = 0;

  constructor(
    private readonly record: {
      /** Stores a message before it is used. Rejects with `audit-failed`. */
      readonly saveMessage: (message: RecordedMessage) => Promise<void>;
    },
  ) {}

  /** Rejects with `audit-failed`, and then the message is no part of it. */
  async append(said: TurnMessage): Promise<void> {
    // As a reader of the record gets it, so that what is sent is what is kept; half a character is no text to the API.
    const message = toPlainJson(said) as TurnMessage;
    await this.record.saveMessage(message);
    this.#kept = [...this.#kept, { message, line: this.#lines }];
    this.#lines += 1;
  }

  /**
   * Says something in the operator's name: as a system message, which no page can make and no content of the screen can
   * look like, where the model takes one, else as a user's (Messages API, `role: "system"` in `messages`, which stands
   * after a user's alone). Rejects as `append` does.
   */
  async say(text: string, takesSystem: boolean): Promise<void> {
    const mayBeSystem = takesSystem && this.#last === 'user';
    await this.append(mayBeSystem ? { role: 'system', content: [{ type: 'text', text }] } : wordsOf(text));
  }

  /** The next request begins with what is appended from here on. The messages left out. */
  beginAnew(): readonly TurnMessage[] {
    const leftOut = this.#kept.map(({ message }) => message);
    this.#kept = [];
    this.#cuts += 1;
    return leftOut;
  }

  /** Leaves the newest answer of the model out, with all that followed it. The messages left out; none where there is none. */
  dropTurn(): readonly TurnMessage[] {
    const from = this.#kept.map(({ message }) => message.role).lastIndexOf('assistant');
    // A summary in front is no turn: nothing would be left of what it sums up.
    if (from < 1) return [];
    const dropped = this.#kept.slice(from);
    this.#kept = this.#kept.slice(0, from);
    this.#cuts += 1;
    return dropped.map(({ message }) => message);
  }

  /** How often something was left out. In between every request holds all of the one before. */
  get cuts(): number {
    return this.#cuts;
  }

  /** Whether something may be said now: after what the console has said, never in a turn of the model that goes on. */
  get isOurTurn(): boolean {
    return this.#last === 'user' || this.#last === 'system';
  }

  get #last(): TurnMessage['role'] | null {
    return this.#kept.at(-1)?.message.role ?? null;
  }

  /** How many messages and pictures the next request holds. */
  get extent(): { readonly messages: number; readonly pictures: number } {
    const pictures = this.#kept.reduce((sum, { message }) => sum + picturesIn(message), 0);
    return { messages: this.#kept.length, pictures };
  }

  /** Which lines of the record's messages make up the next request. */
  get lines(): readonly LineRange[] {
    const ranges: [number, number][] = [];
    for (const { line } of this.#kept) {
      const last = ranges.at(-1);
      if (last !== undefined && last[1] === line - 1) last[1] = line;
      else ranges.push([line, line]);
    }
    return ranges;
  }

  /** The messages as the API takes them, with a slot for the bytes of each picture. */
  asRequest(slots: PictureSlots): readonly BetaMessageParam[] {
    return requestParams(
      this.#kept.map(({ message }) => message),
      slots,
    );
  }
}

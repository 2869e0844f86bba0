import type {
  BetaContentBlockParam,
  BetaImageBlockParam,
  BetaMessageParam,
} from '@anthropic-ai/sdk/resources/beta';
import type { SessionRecord } from '../record/session-record';
import { withCacheBreakpoints } from './cache-breakpoints';
import { type FramePicture, isResult, type TurnBlock, type TurnMessage, wordsOf } from './turn-message';

/**
 * What the agent and the console have said to each other, in order. It only grows: a message is on disk before it can be
 * part of a request.
 */
export class Conversation {
  readonly #messages: TurnMessage[] = [];

  constructor(private readonly record: Pick<SessionRecord, 'saveMessage' | 'readFrame'>) {}

  /** Rejects with `audit-failed`, and then the message is no part of it. */
  async append(message: TurnMessage): Promise<void> {
    await this.record.saveMessage(message);
    this.#messages.push(message);
  }

  /**
   * Says something in the operator's name: as a system message, which no page can make and no content of the screen can
   * look like, where the model takes one, else as a user's (Messages API, `role: "system"` in `messages`). Rejects as
   * `append` does.
   */
  async say(text: string, takesSystem: boolean): Promise<void> {
    await this.append(takesSystem ? { role: 'system', content: [{ type: 'text', text }] } : wordsOf(text));
  }

  /** Whether something may be said now: after what the console has said, never in a turn of the model that goes on. */
  get isOurTurn(): boolean {
    return this.#messages.at(-1)?.role === 'user';
  }

  /** The messages as the API takes them, with the bytes of their pictures. Rejects with `audit-failed`. */
  async asRequest(): Promise<BetaMessageParam[]> {
    return Promise.all(withCacheBreakpoints(this.#messages).map((message) => this.#asParam(message)));
  }

  async #asParam(message: TurnMessage): Promise<BetaMessageParam> {
    if (message.role === 'system') return { role: 'system', content: [...message.content] };
    const { role, content } = message;
    return { role, content: await Promise.all(content.map((block) => this.#blockAsParam(block))) };
  }

  async #blockAsParam(block: TurnBlock): Promise<BetaContentBlockParam> {
    if (!isResult(block)) return block;
    const content = await Promise.all(
      block.content.map((part) => (part.type === 'image' ? this.#pictureAsParam(part) : part)),
    );
    return { ...block, content };
  }

  async #pictureAsParam({ source: { frame } }: FramePicture): Promise<BetaImageBlockParam> {
    const png = await this.record.readFrame(frame);
    const data = png.toString('base64');
    return { type: 'image', source: { type: 'base64', media_type: 'image/png', data } };
  }
}

import type {
  BetaContentBlockParam,
  BetaImageBlockParam,
  BetaMessageParam,
} from '@anthropic-ai/sdk/resources/beta';
import type { SessionRecord } from '../record/session-record';
import { withCacheBreakpoints } from './cache-breakpoints';
import { type FramePicture, isResult, type TurnBlock, type TurnMessage } from './turn-message';

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

  /** The messages as the API takes them, with the bytes of their pictures. Rejects with `audit-failed`. */
  async asRequest(): Promise<BetaMessageParam[]> {
    return Promise.all(withCacheBreakpoints(this.#messages).map((message) => this.#asParam(message)));
  }

  async #asParam({ role, content }: TurnMessage): Promise<BetaMessageParam> {
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

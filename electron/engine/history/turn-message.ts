import type {
  BetaContentBlockParam,
  BetaImageBlockParam,
  BetaTextBlockParam,
  BetaToolResultBlockParam,
} from '@anthropic-ai/sdk/resources/beta';

/** A picture by its name among the record's frames. Its bytes are read when a request is sent, and not kept. */
export type FramePicture = {
  readonly type: 'image';
  readonly source: { readonly type: 'frame'; readonly frame: string };
};

/** What a call came to, as the model reads it. An error holds text only. */
export type CallResult = Omit<BetaToolResultBlockParam, 'content'> & {
  readonly content: readonly (BetaTextBlockParam | FramePicture)[];
};

export type TurnBlock =
  | CallResult
  | FramePicture
  | Exclude<BetaContentBlockParam, BetaToolResultBlockParam | BetaImageBlockParam>;

/** One message of a run's conversation. */
export type TurnMessage =
  | { readonly role: 'user' | 'assistant'; readonly content: readonly TurnBlock[] }
  | { readonly role: 'system'; readonly content: readonly BetaTextBlockParam[] };

/** Words of the operator's, as a message of their own. */
export function wordsOf(text: string): TurnMessage {
  return { role: 'user', content: [{ type: 'text', text }] };
}

/** Words of ours about the run, with the screen that they are said on. */
export function wordsOnScreen(text: string, frame: string): TurnMessage {
  return { role: 'user', content: [{ type: 'text', text }, framePicture(frame)] };
}

export function isResult(block: TurnBlock): block is CallResult {
  return block.type === 'tool_result';
}

export function isPicture(block: { readonly type: string }): block is FramePicture {
  return block.type === 'image';
}

export function framePicture(frame: string): FramePicture {
  return { type: 'image', source: { type: 'frame', frame } };
}

/** How many pictures a message holds. */
export function picturesIn({ content }: TurnMessage): number {
  const blocks: readonly TurnBlock[] = content;
  return blocks
    .flatMap((block): readonly { readonly type: string }[] => (isResult(block) ? block.content : [block]))
    .filter(isPicture).length;
}

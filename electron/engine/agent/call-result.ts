import type { BetaToolResultBlockParam, BetaToolUseBlock } from '@anthropic-ai/sdk/resources/beta';
import { type CallResult, type FramePicture, framePicture } from '../history/turn-message';

/** What the model reads of a call that was not carried out, or not as it should. */
export function errorResult(toolUse: BetaToolUseBlock, text: string): CallResult {
  return { ...textResult(toolUse, text), is_error: true };
}

export function textResult({ id, toolset_name }: BetaToolUseBlock, text: string): CallResult {
  return {
    type: 'tool_result',
    tool_use_id: id,
    toolset_name: toolset_name ?? null,
    content: [textBlock(text)],
  };
}

/** A toolset's result with its pictures by the name of the frame they are. Other content than text is left out. */
export function byFrame(result: BetaToolResultBlockParam, frame: string | null): CallResult {
  const blocks = typeof result.content === 'string' ? [textBlock(result.content)] : (result.content ?? []);
  const content = blocks.flatMap((block): (ReturnType<typeof textBlock> | FramePicture)[] => {
    if (block.type === 'text') return [block];
    return block.type === 'image' && frame !== null ? [framePicture(frame)] : [];
  });
  return { ...result, content };
}

/** The result with something that the agent has to be told before it. */
export function withNote(result: CallResult, note: string): CallResult {
  return { ...result, content: [textBlock(note), ...result.content] };
}

/** The name of the picture in a result; null when there is none. */
export function pictureIn({ content }: CallResult): string | null {
  for (const block of content) if (block.type === 'image') return block.source.frame;
  return null;
}

export function withPicture(result: CallResult, frame: string): CallResult {
  return { ...result, content: [...result.content, framePicture(frame)] };
}

function textBlock(text: string) {
  return { type: 'text' as const, text };
}

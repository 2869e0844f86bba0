import type { Model } from '@anthropic-ai/sdk/resources/messages';

/** The models that take `computer_toolset_20260801`, the suggested one first. */
export const CLAUDE_MODELS = [
  'claude-opus-5-5',
  'claude-sonnet-5-5',
  'claude-haiku-5-5',
] as const satisfies readonly Model[];

export const DEFAULT_MODEL = CLAUDE_MODELS[0];

/** Whether a model reads system messages in the middle of a conversation; one that is not known here may refuse them. */
export function takesSystemMessages(model: string): boolean {
  return model.startsWith('practice-') || (CLAUDE_MODELS as readonly string[]).includes(model);
}

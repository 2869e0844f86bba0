import Anthropic, { APIError } from '@anthropic-ai/sdk';
import type {
  BetaMessage,
  BetaMessageParam,
  MessageCreateParamsNonStreaming,
} from '@anthropic-ai/sdk/resources/beta/messages';
import { PNG } from 'pngjs';
import { onTestFinished } from 'vitest';
import type { AssistantTurn } from '../../electron/engine/practice/assistant-turn';
import type { ContentBlock } from '../../electron/engine/practice/messages-request';
import {
  createPracticeModel,
  type PracticeModelOptions,
} from '../../electron/engine/practice/messages-server';

export type Params = MessageCreateParamsNonStreaming;
export type Block = Exclude<BetaMessageParam['content'], string | undefined>[number];

/** A practice server, and a client of it that tries once. */
export async function openApi(options: PracticeModelOptions = {}): Promise<Anthropic> {
  const server = await createPracticeModel({ wordDelayMs: 0, ...options });
  onTestFinished(() => server.close());
  return new Anthropic({ baseURL: server.baseUrl, apiKey: server.apiKey, maxRetries: 0 });
}

/** Plays turns in order, and an error after the last. */
export const playing = (...turns: readonly AssistantTurn[]): PracticeModelOptions => {
  const left = [...turns];
  return { script: () => left.shift() ?? { kind: 'error', status: 500 } };
};

export const replying = (...content: readonly ContentBlock[]): AssistantTurn => ({ kind: 'reply', content });
export const saying = (text: string): AssistantTurn => replying({ type: 'text', text });

export const callOf = (id: string, name = 'screenshot') => ({
  type: 'tool_use' as const,
  id,
  name,
  toolset_name: 'computer',
  input: {},
});

export const resultOf = (id: string, content: Block[] = []) => ({
  type: 'tool_result' as const,
  tool_use_id: id,
  toolset_name: 'computer',
  content: content as never,
});

/** A request that everything else is a change of. */
export const ASK: Params = {
  model: 'claude-test',
  max_tokens: 16_384,
  system: 'You operate a desktop.',
  tools: [{ type: 'computer_toolset_20260801' }],
  messages: [{ role: 'user', content: 'Export all invoices' }],
};

export const user = (...content: Block[]): BetaMessageParam => ({ role: 'user', content });
export const assistant = (content: readonly object[]): BetaMessageParam => ({
  role: 'assistant',
  content: content as Block[],
});

/** A picture of one colour, in base64; `size` in pixels. */
export function pictureOf(width: number, height: number, grey = 0): string {
  const png = new PNG({ width, height });
  png.data.fill(grey);
  return PNG.sync.write(png, { deflateLevel: 1 }).toString('base64');
}

export const imageOf = (data: string, media_type: 'image/png' | 'image/webp' = 'image/png') => ({
  type: 'image' as const,
  source: { type: 'base64' as const, media_type, data },
});

/** Why a request was refused; throws where it was answered. */
export async function refusalOf(asked: Promise<unknown>): Promise<APIError> {
  const error = await asked.then(
    () => new Error('it was answered'),
    (reason: unknown) => reason,
  );
  if (error instanceof APIError) return error;
  throw error;
}

/** The answer, streamed and put together by the SDK. */
export function streamed(client: Anthropic, params: Params): Promise<BetaMessage> {
  return client.beta.messages.stream(params).finalMessage();
}

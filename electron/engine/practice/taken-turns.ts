import { z } from 'zod';
import { carriedBy } from './api/compaction-block';
import {
  type ApiMessage,
  blocksOf,
  resultBlocks,
  ToolResult,
  toolResultsOf,
  toolUsesOf,
} from './messages-request';

/** One call of a toolset member, as the model would ask for it. */
export type Call = { readonly name: string; readonly input: Readonly<Record<string, unknown>> };

/** A turn that has been taken: what was asked for and what came back. `said`: what followed a turn without calls. */
export type Taken = {
  readonly calls: readonly Call[];
  readonly results: readonly ToolResult[];
  readonly said: string;
};

const Calls = z.array(z.object({ name: z.string(), input: z.record(z.string(), z.unknown()) }));

/** What a scenario needs of the turns that a summary stands for. `open`: the last one, where nothing has followed yet. */
const Carried = z.object({
  task: z.string(),
  taken: z.array(z.object({ calls: Calls, results: z.array(ToolResult), said: z.string() })),
  open: Calls.nullable(),
});
type Carried = z.infer<typeof Carried>;

const NOTHING: Carried = { task: '', taken: [], open: null };

/** How the agent begins after a summary, which holds no picture. It is no turn of its scenario. */
export const LOOK_FIRST = 'I go on from the summary, so I look at the screen first.';

export function wordsIn(message: ApiMessage | undefined): string {
  return blocksOf(message)
    .map((block) => (typeof block.text === 'string' ? block.text : ''))
    .join('');
}

function isLook(message: ApiMessage): boolean {
  return message.role === 'assistant' && wordsIn(message).includes(LOOK_FIRST);
}

/** Whether a conversation goes on from a summary, and the agent has not looked at the screen since. */
export function mustLookFirst(messages: readonly ApiMessage[]): boolean {
  return isSummarised(messages) && !messages.some(isLook);
}

function isSummarised(messages: readonly ApiMessage[]): boolean {
  return blocksOf(messages[0])[0]?.type === 'compaction';
}

function readCarried(messages: readonly ApiMessage[]): Carried {
  const text = isSummarised(messages) ? carriedBy(blocksOf(messages[0])[0]?.encrypted_content) : null;
  return text === null || text === '' ? NOTHING : Carried.parse(JSON.parse(text));
}

/** The turns of a scenario so far, those that a summary stands for included. */
export function takenTurns(messages: readonly ApiMessage[]): readonly Taken[] {
  const { taken, open } = readCarried(messages);
  const rest = isSummarised(messages) ? messages.slice(1) : messages;
  const first = rest[0];
  const closed = open === null || first === undefined ? [] : [tookWith(open, first)];
  const since = rest.flatMap((message, index) => {
    const next = rest[index + 1];
    if (message.role !== 'assistant' || next === undefined || isLook(message)) return [];
    return [tookWith(toolUsesOf(message), next)];
  });
  return [...taken, ...closed, ...since];
}

function tookWith(calls: readonly Call[], next: ApiMessage): Taken {
  return { calls, results: toolResultsOf(next), said: wordsIn(next) };
}

function withoutPictures({ calls, results, said }: Taken): Carried['taken'][number] {
  return {
    calls: calls.map(({ name, input }) => ({ name, input: { ...input } })),
    results: results.map((result) => ({
      type: 'tool_result',
      tool_use_id: result.tool_use_id,
      is_error: result.is_error ?? null,
      content: resultBlocks(result).filter(({ type }) => type === 'text'),
    })),
    said,
  };
}

/** A summary of a conversation: the words of it, and what goes along unseen so that a scenario goes on where it was. */
export type Summary = { readonly text: string; readonly carried: string };

/** The task, as the conversation began with it. */
export function taskOf(messages: readonly ApiMessage[]): string {
  return readCarried(messages).task || wordsIn(messages[0]);
}

/** Summarises a conversation as the scripted agent does. */
export function summarise(messages: readonly ApiMessage[]): Summary {
  const task = taskOf(messages);
  const taken = takenTurns(messages).map(withoutPictures);
  const last = messages.at(-1);
  const open = last?.role === 'assistant' && !isSummarised([last]) ? [...toolUsesOf(last)] : null;
  const carried: Carried = { task, taken, open };
  const names = taken.flatMap(({ calls }) => calls.map(({ name }) => name));
  const done = names.length === 0 ? 'Nothing has been done yet.' : `Done so far: ${names.join(', ')}.`;
  return { text: `The task is: ${task}\n\n${done}`, carried: JSON.stringify(carried) };
}

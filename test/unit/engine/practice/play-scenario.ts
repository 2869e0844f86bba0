import type { ApiMessage, ContentBlock } from '../../../../electron/engine/practice/messages-request';
import type { PracticeControl } from '../../../../electron/engine/practice/practice-colours';
import { nextTurn, type Scenario, type Turn } from '../../../../electron/engine/practice/scripted-agent';
import type { FakeDesktop } from './fake-desktop';

const HALTED = 'Not executed: an earlier computer action in this turn failed.';
const denial = (reason: string) =>
  reason === 'FAIL' ? 'The display went away.' : `ACTION DENIED: ${reason}. Choose a different approach.`;

/** What the console says to a call: a reason denies it. */
export type Gate = (name: string, control: PracticeControl | undefined) => string | null;

async function answerTurn(
  desktop: FakeDesktop,
  turn: Turn,
  gate: Gate,
  operator: string,
): Promise<{ content: ContentBlock[]; batch: string[] }> {
  let isHalted = false;
  const answer = async (
    { name, input }: (typeof turn.calls)[number],
    index: number,
  ): Promise<ContentBlock> => {
    const base = { type: 'tool_result', tool_use_id: `call-${index}`, toolset_name: 'computer' };
    if (isHalted) return { ...base, is_error: true, content: HALTED };
    const point = input.coordinate as readonly [number, number] | undefined;
    const reason = gate(name, point === undefined ? undefined : desktop.controlAt(point));
    if (reason !== null) {
      isHalted = true;
      return { ...base, is_error: true, content: [{ type: 'text', text: denial(reason) }] };
    }
    if ((name === 'left_click' || name === 'use_passkey') && point !== undefined) desktop.click(point);
    if (name.startsWith('fill_')) desktop.fill();
    if (name === 'type') desktop.typed.push(String(input.text));
    if (name === 'ask_operator') return { ...base, content: `The operator answers:\n${operator}` };
    if (name !== 'screenshot' && name !== 'zoom') return { ...base, content: 'ok' };
    const data = name === 'zoom' ? 'not a screenshot' : await desktop.screenshot();
    return {
      ...base,
      content: [{ type: 'image', source: { type: 'base64', media_type: 'image/webp', data } }],
    };
  };
  const content: ContentBlock[] = [];
  for (const [index, call] of turn.calls.entries()) content.push(await answer(call, index));
  return { content, batch: turn.calls.map((call) => call.name) };
}

type PlayChanges = {
  /** What the operator answers. */
  readonly operator?: string;
  /** What the conversation is from here on: after what the console said, and after a turn without calls. */
  readonly goOn?: (messages: ApiMessage[]) => ApiMessage[];
};

/** Plays a scenario to its end on the desktop and gives back the turns and the closing words. */
export async function play(
  scenario: () => Scenario,
  desktop: FakeDesktop,
  gate: Gate = () => null,
  { operator = 'Yes.', goOn = (messages) => messages }: PlayChanges = {},
) {
  let messages: ApiMessage[] = [{ role: 'user', content: 'the task' }];
  const batches: string[][] = [];
  for (let turns = 0; turns < 30; turns += 1) {
    const turn = nextTurn(scenario, messages);
    if (turn.outcome !== undefined) return { batches, closing: turn.words, outcome: turn.outcome };
    if (turn.calls.length === 0) {
      batches.push([]);
      messages.push({ role: 'assistant', content: turn.words });
      messages = goOn(messages);
      messages.push({ role: 'user', content: `The operator answers:\n${operator}` });
      continue;
    }
    const uses = turn.calls.map(({ name, input }, index) => ({
      type: 'tool_use',
      id: `call-${index}`,
      name,
      toolset_name: 'computer',
      input,
    }));
    messages.push({ role: 'assistant', content: [{ type: 'text', text: turn.words }, ...uses] });
    const { content, batch } = await answerTurn(desktop, turn, gate, operator);
    batches.push(batch);
    messages.push({ role: 'user', content });
    messages = goOn(messages);
  }
  throw new Error('The scenario did not end');
}

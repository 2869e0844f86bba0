import { isOwnMember, type TaskOutcome } from '../../../shared/domain/action';
import type { Box } from '../../../shared/domain/geometry';
import { readWebp } from '../webp/read-webp';
import type { AssistantTurn } from './assistant-turn';
import { centreOf, findColour, type Pixels } from './find-colour';
import {
  type ApiMessage,
  type ContentBlock,
  resultBlocks,
  type ToolResult,
  toolResultsOf,
  toolUsesOf,
} from './messages-request';
import { PRACTICE_COLOURS, type PracticeControl } from './practice-colours';
import { type Call, LOOK_FIRST, mustLookFirst, type Taken, takenTurns, wordsIn } from './taken-turns';

/** How it ends the run, and its report. */
export type Closing = { readonly words: string; readonly outcome: TaskOutcome };

/** What the agent says and asks for; with an outcome it is its last, and with neither it waits for the operator's word. */
export type Turn = {
  readonly words: string;
  readonly calls: readonly Call[];
  readonly outcome?: TaskOutcome;
};

/** A turn that is worked out when its time comes, from the newest screenshot. */
export type Plan = (screen: Pixels | null) => Turn;

/** How a move ended: `denied` was kept from happening, of `failed` nobody knows whether it took effect. */
export type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'denied' | 'failed'; readonly reason: string };

/**
 * A scenario reads as what the agent does, one plan after the other; its return value ends the run. It is
 * run again from its start for every request, over the turns in the conversation, so the server keeps no state.
 */
export type Scenario = Generator<Plan, Closing, Taken>;
type Move = Generator<Plan, Outcome, Taken>;

const DENIED = /ACTION DENIED: ([\s\S]*?)\.? Choose a different approach\./;
const MAX_QUOTE = 200;

export const screenshot: Call = { name: 'screenshot', input: {} };

export function call(name: string, input: Readonly<Record<string, unknown>>): Call {
  return { name, input };
}

/** A left click in the middle of a box. */
export function clickOn(box: Box): Call {
  return call('left_click', { coordinate: centreOf(box) });
}

/** A zoom on a box and what is near it, never past the edges of the screen. */
export function zoomAround(box: Box, margin: number, screen: Pixels): Call {
  const left = Math.max(0, box.x - margin);
  const top = Math.max(0, box.y - margin);
  const right = Math.min(screen.width, box.x + box.width + margin);
  const bottom = Math.min(screen.height, box.y + box.height + margin);
  return call('zoom', { region: [left, top, right, bottom] });
}

/** The text of what a call got. */
export function textOf(result: ToolResult): string {
  return resultBlocks(result)
    .map((block) => (typeof block.text === 'string' ? block.text : ''))
    .join(' ')
    .trim();
}

function outcomeOf(taken: Taken): Outcome {
  const failed = taken.results.find((result) => result.is_error === true);
  if (failed === undefined) return { kind: 'done' };
  const text = textOf(failed);
  const denial = DENIED.exec(text)?.[1];
  if (denial === undefined) return { kind: 'failed', reason: text.slice(0, MAX_QUOTE) };
  return { kind: 'denied', reason: denial.slice(0, MAX_QUOTE) };
}

/** What the agent does, once, when the screen is not yet as it expects. */
const LOOK_AGAIN: Turn = {
  words: 'I do not see what I expect yet, so I wait a moment and look again.',
  calls: [call('wait', { duration: 1 }), screenshot],
};

/** Says something and makes calls that need no control. */
export function* doCalls(words: string, calls: readonly Call[]): Move {
  return outcomeOf(yield () => ({ words, calls }));
}

/**
 * Finds a control on the newest screenshot and makes the calls that `callsAt` gives for its box. When it isn't there
 * the agent waits a second and looks again, once; then it says so and ends.
 */
export function* actOn(
  control: PracticeControl,
  words: string,
  callsAt: (box: Box, screen: Pixels) => readonly Call[],
): Move {
  const find = (screen: Pixels | null, otherwise: Turn): Turn => {
    const box = screen === null ? null : findColour(screen, PRACTICE_COLOURS[control]);
    return screen === null || box === null ? otherwise : { words, calls: callsAt(box, screen) };
  };
  const giveUp = {
    words: `I stopped: the control I need (${control}) is not on the screen. Nothing more was done.`,
    calls: [],
    outcome: 'not_done' as const,
  };
  const first = yield (screen) => find(screen, LOOK_AGAIN);
  if (first.calls[0]?.name !== 'wait') return outcomeOf(first);
  return outcomeOf(yield (screen) => find(screen, giveUp));
}

/** Clicks a control and takes a screenshot of what that led to. */
export function clickAndLook(control: PracticeControl, words: string): Move {
  return actOn(control, words, (box) => [clickOn(box), screenshot]);
}

function isOnScreen(screen: Pixels | null, control: PracticeControl): boolean {
  return screen !== null && findColour(screen, PRACTICE_COLOURS[control]) !== null;
}

/** Ends the scenario with a report that depends on whether the page shows a notice; looks a second time before it says no. */
export function* closeOn(notice: PracticeControl, closingFor: (isShown: boolean) => Closing): Scenario {
  yield (screen) => (isOnScreen(screen, notice) ? { ...closingFor(true), calls: [] } : LOOK_AGAIN);
  yield (screen) => ({ ...closingFor(isOnScreen(screen, notice)), calls: [] });
  return closing('not_done', 'There is nothing left for me to do.');
}

export function closing(outcome: TaskOutcome, words: string): Closing {
  return { outcome, words };
}

/** How it ends when a step did not happen and the scenario has no other way. */
export function stoppedBecause(outcome: Outcome): Closing {
  switch (outcome.kind) {
    case 'done':
      return closing('not_done', 'I stopped.');
    case 'denied':
      return closing(
        'not_done',
        `I stopped, because a step was denied: “${outcome.reason}”. Nothing more was done.`,
      );
    case 'failed':
      return closing(
        'not_done',
        `I stopped, because a step failed: “${outcome.reason}”. I do not know whether it took effect; please check.`,
      );
  }
}

/** How what the operator answers begins. */
export const ANSWER = /^The operator answers:\s*/;

/** Asks the operator by a call; answers what they say, or null where nothing was asked. */
export function* askOperator(
  words: string,
  input: { readonly question: string; readonly options: readonly string[] },
): Generator<Plan, string | null, Taken> {
  const { results } = yield () => ({ words, calls: [call('ask_operator', input)] });
  const [result] = results;
  if (result === undefined || result.is_error === true) return null;
  return textOf(result).replace(ANSWER, '');
}

/** Ends the turn with words and no call, as the API has a model do that suspects an injection; answers what is said to it. */
export function* waitForWord(words: string): Generator<Plan, string, Taken> {
  const { said } = yield () => ({ words, calls: [] });
  return said.replace(ANSWER, '');
}

function imageOf(result: ToolResult): string | null {
  for (const block of resultBlocks(result)) {
    const source = block.source as { data?: unknown } | undefined;
    if (block.type === 'image' && typeof source?.data === 'string') return source.data;
  }
  return null;
}

/** The newest picture of the whole screen in the conversation, decoded; zoomed ones don't count. */
function newestScreen(messages: readonly ApiMessage[]): Pixels | null {
  for (let index = messages.length - 1; index > 0; index -= 1) {
    const zooms = toolUsesOf(messages[index - 1]).filter((use) => use.name === 'zoom');
    const whole = toolResultsOf(messages[index]).filter(
      (result) => !zooms.some((zoom) => zoom.id === result.tool_use_id),
    );
    const image = whole
      .map(imageOf)
      .filter((data) => data !== null)
      .at(-1);
    if (image === undefined) continue;
    try {
      const { width, height, pixels } = readWebp(Buffer.from(image, 'base64'));
      return { width, height, data: pixels };
    } catch {
      return null;
    }
  }
  return null;
}

/** The turn that a scenario takes after this conversation; the same conversation always gives the same turn. */
export function nextTurn(scenario: () => Scenario, messages: readonly ApiMessage[]): Turn {
  const screen = newestScreen(messages);
  if (screen === null && mustLookFirst(messages))
    return { words: `${heard(messages)}${LOOK_FIRST}`, calls: [screenshot] };
  const run = scenario();
  let step = run.next();
  for (const taken of takenTurns(messages)) {
    if (step.done) break;
    step = run.next(taken);
  }
  const turn = step.done ? { ...step.value, calls: [] } : step.value(screen);
  return { ...turn, words: `${heard(messages)}${turn.words}` };
}

/** What stands before it, as the reason of a denial, is answered by what the agent does. */
const SAID = /(?:^|\n)The operator says:\s*([\s\S]+)$/;

/** What the agent says first where the operator has just said something to it. */
function heard(messages: readonly ApiMessage[]): string {
  const last = messages.at(-1);
  const said = last?.role === 'system' ? SAID.exec(wordsIn(last))?.[1] : undefined;
  return said === undefined ? '' : `You said “${said.slice(0, MAX_QUOTE)}”; I keep it in mind. `;
}

/** A turn in the form of the API; `makeId` gives each call an id that is unique in the conversation. */
export function toAssistantTurn(turn: Turn, makeId: () => string): AssistantTurn {
  const { words, outcome } = turn;
  const end = outcome === undefined ? [] : [call('finish', { report: words, outcome })];
  const calls: readonly ContentBlock[] = [...turn.calls, ...end].map(({ name, input }) => ({
    type: 'tool_use',
    id: makeId(),
    name,
    // Tools of the console's own belong to no toolset.
    toolset_name: isOwnMember(name) ? undefined : 'computer',
    input,
  }));
  // The report is said once.
  const said: readonly ContentBlock[] = outcome === undefined ? [{ type: 'text', text: words }] : [];
  return { kind: 'reply', content: [...said, ...calls] };
}

import { shortLabel } from '../../../shared/text/visible-text';
import type { MessagesRequest } from './messages-request';
import { ANSWER, call, type Plan, type Scenario, type Turn, textOf } from './scripted-agent';
import type { Call, Taken } from './taken-turns';

/** Whether a run begins with a plan: the tool for one is offered in no other. */
export function isPlanFirst({ tools = [] }: MessagesRequest): boolean {
  return tools.some(({ name }) => name === 'propose_plan');
}

/** A scenario whose agent proposes its steps until they are approved, and then says how far it is. */
export function planFirst(scenario: () => Scenario, task: string): () => Scenario {
  return function* planned() {
    const count = yield* agree(task);
    return yield* marked(scenario(), count);
  };
}

const NOT_APPROVED = /\n\nThe plan is not approved[\s\S]*$/;

/** Proposes until something is approved; how many steps it has then. */
function* agree(task: string): Generator<Plan, number, Taken> {
  const steps = [
    'Look at the page that is open.',
    `Do what the task asks for: “${shortLabel(task, 100).slice(0, 200)}”`,
    'Look at what came of it, and report.',
  ];
  for (;;) {
    const proposed = [...steps];
    const words = 'Before I do anything I propose how I go about it.';
    const { results } = yield () => ({ words, calls: [call('propose_plan', { steps: proposed })] });
    const text = results.map(textOf).join('\n');
    if (!ANSWER.test(text)) return text.split('\n').filter((line) => /^\d+\. /.test(line)).length;
    const answer = text.replace(ANSWER, '').replace(NOT_APPROVED, '');
    steps.splice(2, 1, `As you said: “${shortLabel(answer, 60).slice(0, 150)}”`);
  }
}

const mark = (step: number, state: 'begun' | 'done' | 'left_out'): Call => call('mark_step', { step, state });

/** What is said of the steps with the first turns that do something. */
const ON_THE_WAY: readonly (readonly Call[])[] = [[mark(1, 'begun')], [mark(1, 'done'), mark(2, 'begun')]];

function atTheEnd(said: number, outcome: Turn['outcome']): readonly Call[] {
  const second = outcome === 'not_done' ? 'left_out' : 'done';
  return [...ON_THE_WAY.slice(said).flat(), mark(2, second), mark(3, 'begun'), mark(3, 'done')];
}

function* marked(run: Scenario, count: number): Scenario {
  const known = (marks: readonly Call[]) => marks.filter(({ input }) => Number(input.step) <= count);
  let said = 0;
  let isOver = false;
  const withMarks = (turn: Turn): Turn => {
    if (isOver || (turn.calls.length === 0 && turn.outcome === undefined)) return turn;
    const marks = turn.outcome === undefined ? (ON_THE_WAY[said] ?? []) : atTheEnd(said, turn.outcome);
    return { ...turn, calls: [...known(marks), ...turn.calls] };
  };
  let step = run.next();
  while (!step.done) {
    const plan = step.value;
    const taken: Taken = yield (screen) => withMarks(plan(screen));
    if (taken.calls.length > 0) said += 1;
    isOver ||= taken.calls.some(({ name }) => name === 'finish');
    step = run.next(withoutMarks(taken));
  }
  const closing = step.value;
  if (!isOver) yield () => withMarks({ ...closing, calls: [] });
  return closing;
}

/** A turn as the scenario took it. What is said of steps stands before everything else. */
function withoutMarks({ calls, results, said }: Taken): Taken {
  const first = calls.findIndex(({ name }) => name !== 'mark_step');
  const from = first < 0 ? calls.length : first;
  return { calls: calls.slice(from), results: results.slice(from), said };
}

import { describe, expect, it } from 'vitest';
import type { ApiMessage } from '../../../../electron/engine/practice/messages-request';
import { planFirst } from '../../../../electron/engine/practice/plan-first';
import {
  call,
  closing,
  doCalls,
  nextTurn,
  type Scenario,
  screenshot,
  waitForWord,
} from '../../../../electron/engine/practice/scripted-agent';
import { memberInputs } from '../../../../shared/domain/action';

function* scenario(): Scenario {
  yield* doCalls('I look.', [screenshot]);
  yield* waitForWord('Shall I?');
  const scrolled = yield* doCalls('I scroll.', [call('scroll', {}), screenshot]);
  return closing(scrolled.kind === 'done' ? 'done' : 'not_done', `It was ${scrolled.kind}.`);
}

/** Plays it to its end; `answers` are the results of its proposals. */
function play(task: string, answers: string[]) {
  const messages: ApiMessage[] = [{ role: 'user', content: task }];
  const turns: string[][] = [];
  for (let count = 0; count < 12; count += 1) {
    const turn = nextTurn(planFirst(scenario, task), messages);
    turns.push(
      turn.calls.map(({ name, input }) => (name === 'mark_step' ? `${input.step} ${input.state}` : name)),
    );
    if (turn.outcome !== undefined) return { turns, turn, messages };
    const uses = turn.calls.map((one, index) => ({ type: 'tool_use', id: `c${index}`, ...one }));
    messages.push({
      role: 'assistant',
      content: uses.length > 0 ? uses : [{ type: 'text', text: turn.words }],
    });
    const results = turn.calls.map(({ name }, index) => ({
      type: 'tool_result',
      tool_use_id: `c${index}`,
      content: name === 'propose_plan' ? (answers.shift() ?? '') : 'Noted.',
    }));
    messages.push({ role: 'user', content: results.length > 0 ? results : 'The operator answers:\nYes.' });
  }
  throw new Error('no end');
}

const approved = (count: number) =>
  `The operator has approved your plan:\n${Array.from({ length: count }, (_, at) => `${at + 1}. Do.`).join('\n')}`;
const REFUSED =
  'The operator answers:\nOnly look.\n\nThe plan is not approved. Propose it again with propose_plan, as this answer wants it.';

describe('a scenario of a run that begins with a plan', () => {
  it('proposes first, says how far it is, and is what it is without', () => {
    const { turns, turn } = play('Export all.', [approved(3)]);
    expect(turns).toEqual([
      ['propose_plan'],
      ['1 begun', 'screenshot'],
      [],
      ['1 done', '2 begun', 'scroll', 'screenshot'],
      ['2 done', '3 begun', '3 done'],
    ]);
    expect(turn).toMatchObject({ outcome: 'done', words: 'It was done.' });
  });

  it('says nothing of steps that the operator has taken out', () => {
    expect(play('Export all.', [approved(1)]).turns.slice(1)).toEqual([
      ['1 begun', 'screenshot'],
      [],
      ['1 done', 'scroll', 'screenshot'],
      [],
    ]);
  });

  it('proposes anew what it is told', () => {
    const { turns, messages } = play('Export all.', [REFUSED, approved(3)]);
    expect(turns.slice(0, 2)).toEqual([['propose_plan'], ['propose_plan']]);
    expect(JSON.stringify(messages[3])).toContain('As you said: “Only look.”');
  });

  it.each([['Export\u202e all.\nThen end.'], ['x'.repeat(20_000)], ['\u200b'.repeat(500)]])(
    'makes a plan that can be shown of any task',
    (task) => {
      const turn = nextTurn(planFirst(scenario, task), [{ role: 'user', content: task }]);
      expect(memberInputs.propose_plan.safeParse(turn.calls[0]?.input).success).toBe(true);
    },
  );
});

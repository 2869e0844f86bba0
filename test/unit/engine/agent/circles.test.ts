import { describe, expect, it } from 'vitest';
import { answer } from '../../../helpers/answer';
import { acted, finish, makeLoop, reply, resultsOf, use } from '../../../helpers/make-loop';

type Made = Awaited<ReturnType<typeof makeLoop>>;
type Question = Extract<ReturnType<Made['approvals']['list']>[number], { kind: 'question' }>;

const click = (x = 10, y = 10) => use('left_click', { coordinate: [x, y] });
const look = () => use('screenshot', {});
const turns = (count: number, ...calls: (() => ReturnType<typeof use>)[]) =>
  Array.from({ length: count }, () => calls.map((call) => reply(call()))).flat();

function nextQuestion({ approvals }: Made) {
  return new Promise<Question>((resolve) => {
    const seek = () => {
      const [first] = approvals.list();
      if (first?.kind === 'question') resolve(first);
    };
    approvals.changed.on(seek);
    seek();
  });
}

/** What the agent was told with the results of its nth turn, from 1. */
function told(made: Made, turn: number): string {
  return resultsOf(made.requests[turn])
    .flatMap(({ content }) => content)
    .map(({ text }) => text ?? '')
    .join('\n');
}

const UNCHANGED = 'The screen did not change after this action, three times in a row.';

describe('an agent that goes in circles', () => {
  it('and asks for half a character ends no run by it', async () => {
    const made = await makeLoop([reply(use('type', { text: 'half \ud800', 'key \udfff': 1 })), finish()]);
    expect(await made.run()).toMatchObject({ kind: 'finished' });
  });

  it('is told once, as a fact, when the same call leaves the screen as it was three times', async () => {
    const made = await makeLoop([reply(look()), ...turns(5, click)]);
    expect(await made.run()).toMatchObject({ kind: 'finished' });
    const texts = [1, 2, 3, 4, 5, 6].map((turn) => told(made, turn).includes(UNCHANGED));
    expect(texts).toEqual([false, false, false, true, false, false]);
    expect(made.record.find('circle-noticed').map(({ detail }) => detail)).toEqual([
      { times: 3, members: ['left_click'] },
    ]);
  });

  it('is told with the right call of a turn of several', async () => {
    const made = await makeLoop([reply(look()), reply(click(), click(), click(), click())]);
    await made.run();
    const results = resultsOf(made.requests[2]).map(({ content }) => JSON.stringify(content));
    expect(results.map((content) => content.includes(UNCHANGED))).toEqual([false, false, true, false]);
  });

  it('is told of a round of two calls', async () => {
    const made = await makeLoop([reply(look()), ...turns(3, click, () => click(20, 20))]);
    await made.run();
    expect(told(made, 7)).toContain('The last 2 actions led through the same screens, three times in a row.');
  });

  it('waits for the operator after six, whose word goes to it, and what it had planned is left out', async () => {
    const made = await makeLoop([reply(look()), ...turns(5, click), reply(click(), click(99, 99))]);
    const end = made.run();
    const question = await nextQuestion(made);
    expect(question).toMatchObject({
      asked: 'console',
      sentence: 'The agent seems to go in circles.',
      words: 'It made the same call six times in a row, and the screen did not change: left click.',
      options: [],
    });
    answer(made.approvals, {
      approvalId: question.id,
      verdict: 'approve',
      reason: '',
      answer: 'Try Exports.',
    });
    expect(await end).toMatchObject({ kind: 'finished' });
    const [heard, left] = resultsOf(made.requests[7]);
    expect(JSON.stringify(heard?.content)).toContain('The operator answers:\\nTry Exports.');
    expect([left?.is_error, JSON.stringify(left?.content)]).toEqual([
      true,
      expect.stringContaining('Not executed: the operator has said something meanwhile.'),
    ]);
    expect(acted(made.record).filter(({ action }) => action?.member === 'left_click')).toHaveLength(6);
  });

  it('is counted anew after the operator’s word', async () => {
    const made = await makeLoop([reply(look()), ...turns(11, click)]);
    const end = made.run();
    const { id } = await nextQuestion(made);
    answer(made.approvals, { approvalId: id, verdict: 'approve', reason: '', answer: 'Go on.' });
    expect(await end).toMatchObject({ kind: 'finished' });
    expect(made.record.find('circle-noticed').map(({ detail }) => detail.times)).toEqual([3, 6, 3]);
  });

  it('ends when the operator says that the task is done, with no report of the agent’s', async () => {
    const made = await makeLoop([reply(look()), ...turns(6, click)]);
    const end = made.run();
    const { id } = await nextQuestion(made);
    answer(made.approvals, { approvalId: id, verdict: 'deny', reason: '' });
    expect(await end).toEqual({ kind: 'finished', claim: { by: 'ada', outcome: 'done', report: '' } });
    expect(made.requests).toHaveLength(7);
  });

  it('stops when it is stopped, and leaves nothing open', async () => {
    const made = await makeLoop([reply(look()), ...turns(6, click)]);
    const end = made.run();
    await nextQuestion(made);
    made.control.stop();
    expect([await end, made.approvals.list()]).toEqual(['cancelled', []]);
  });

  it('is asked about where it looks six times at a screen that stays as it is, and not told before', async () => {
    const made = await makeLoop([reply(look()), ...turns(6, look)]);
    const end = made.run();
    const { id, words } = await nextQuestion(made);
    expect(words).toContain('six times in a row');
    answer(made.approvals, { approvalId: id, verdict: 'deny', reason: '' });
    await end;
    expect(made.record.find('circle-noticed').map(({ detail }) => detail.times)).toEqual([6]);
  });

  it('is asked about where it makes a call again and again that is denied', async () => {
    const made = await makeLoop([reply(look()), ...turns(6, () => click(9999, 9999))]);
    const end = made.run();
    const { id } = await nextQuestion(made);
    answer(made.approvals, { approvalId: id, verdict: 'deny', reason: '' });
    await end;
    expect(told(made, 4)).toContain(UNCHANGED);
  });

  it('is none when it clicks a pixel beside each time, or asks the operator in between', async () => {
    const ask = () => use('ask_operator', { question: 'And now?' }, { toolset_name: undefined });
    const made = await makeLoop([
      reply(look()),
      ...[10, 11, 12, 13, 14, 15, 16].map((x) => reply(click(x))),
      ...turns(2, click),
      reply(ask()),
      ...turns(2, click),
      finish(),
    ]);
    const end = made.run();
    const { id } = await nextQuestion(made);
    answer(made.approvals, { approvalId: id, verdict: 'approve', reason: '', answer: 'Again.' });
    expect(await end).toMatchObject({ kind: 'finished' });
    expect(made.record.find('circle-noticed')).toEqual([]);
  });

  it('ends the run when the record can not be written', async () => {
    const made = await makeLoop([reply(look()), ...turns(3, click)]);
    const append = made.record.append.bind(made.record);
    made.record.append = async (draft) => {
      if (draft.kind === 'circle-noticed')
        throw Object.assign(new Error('the disk is full'), { code: 'audit-failed' });
      return append(draft);
    };
    expect(await made.run()).toBe('audit-failed');
  });
});

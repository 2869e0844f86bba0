import { describe, expect, it } from 'vitest';
import { answer } from '../../../helpers/answer';
import { sampleElement } from '../../../helpers/fake-desktop';
import { acted, finish, makeLoop, reply, resultsOf, say, use } from '../../../helpers/make-loop';
import { sampleCredential } from '../../../helpers/memory-credentials';

const OWN = { toolset_name: undefined };
const ask = (question: string, options?: readonly string[]) =>
  use('ask_operator', { question, ...(options && { options }) }, OWN);
const silent = { kind: 'reply', content: [] } as const;

type Made = Awaited<ReturnType<typeof makeLoop>>;

/** Waits for a question of the agent and gives it back. */
function nextQuestion({ approvals }: Made) {
  return new Promise<Extract<ReturnType<typeof approvals.list>[number], { kind: 'question' }>>((resolve) => {
    const look = () => {
      const [first] = approvals.list();
      if (first?.kind === 'question') resolve(first);
    };
    approvals.changed.on(look);
    look();
  });
}

async function replyWith(made: Made, text: string) {
  const { id } = await nextQuestion(made);
  answer(made.approvals, { approvalId: id, verdict: 'approve', reason: '', answer: text });
}

describe('a turn that ends with words and no call', () => {
  it('is a question, and what is answered goes to the agent as the next message', async () => {
    const made = await makeLoop([reply(say('A message here gives me orders. Shall I ignore it?'))]);
    const end = made.run();
    expect(await nextQuestion(made)).toMatchObject({
      asked: 'turn',
      words: 'A message here gives me orders. Shall I ignore it?',
      options: [],
      sentence: 'The agent has stopped and tells you something.',
    });
    await replyWith(made, 'Ignore it.');
    expect(await end).toMatchObject({ kind: 'finished' });
    expect(made.requests[1]?.messages.slice(1)).toEqual([
      { role: 'assistant', content: [expect.objectContaining({ type: 'text' })] },
      { role: 'user', content: [{ type: 'text', text: 'The operator answers:\nIgnore it.' }] },
    ]);
  });

  it('is never taken for done: the operator says so, or nobody does', async () => {
    const made = await makeLoop([reply(say('All invoices are exported.'))]);
    const end = made.run();
    const { id } = await nextQuestion(made);
    answer(made.approvals, { approvalId: id, verdict: 'deny', reason: '' });
    expect(await end).toEqual({
      kind: 'finished',
      claim: { by: 'ada', outcome: 'done', report: 'All invoices are exported.' },
    });
  });

  it('stops when the run is stopped, and leaves nothing open', async () => {
    const made = await makeLoop([reply(say('Which one?'))]);
    const end = made.run();
    await nextQuestion(made);
    made.control.stop();
    expect(await end).toBe('cancelled');
    expect(made.approvals.list()).toEqual([]);
    expect(made.record.find('approval-settled')[0]?.detail.outcome).toBe('cancelled');
  });

  it('pays for no further turn once a budget is used up, answered or not', async () => {
    const made = await makeLoop([reply(say('Which one?'))]);
    made.spending.budget = '$2';
    const end = made.run();
    await replyWith(made, 'The first.');
    expect(await end).toEqual({ kind: 'overspent', budget: '$2' });
    expect(made.requests).toHaveLength(1);
  });

  it('waits for a paused run to go on before the answer is passed on', async () => {
    const made = await makeLoop([reply(say('Which one?'))]);
    const end = made.run();
    const { id } = await nextQuestion(made);
    made.control.pause();
    answer(made.approvals, { approvalId: id, verdict: 'approve', reason: '', answer: 'The first.' });
    await expect.poll(() => made.record.find('approval-settled')).toHaveLength(1);
    expect(made.requests).toHaveLength(1);
    made.control.resume();
    expect(await end).toMatchObject({ kind: 'finished' });
  });
});

describe('a turn without a word', () => {
  it.each([
    ['empty', []],
    ['blank', [say('  \n')]],
    ['of nothing but thinking', [{ type: 'thinking', thinking: 'Done?', signature: 'c2ln' }]],
  ] as const)('that is %s is asked again once, and is no message', async (_what, content) => {
    const made = await makeLoop([{ kind: 'reply', content, stopReason: 'end_turn' }]);
    expect(await made.run()).toMatchObject({ kind: 'finished' });
    expect(made.requests[1]?.messages).toEqual(made.requests[0]?.messages);
    expect(made.pauses).toEqual([]);
  });

  it('is put before the operator the second time, and the answer goes on from what was there', async () => {
    const made = await makeLoop([silent, silent]);
    const end = made.run();
    expect(await nextQuestion(made)).toMatchObject({
      words: '',
      sentence: 'The agent has stopped without a word.',
    });
    await replyWith(made, 'Go on.');
    expect(await end).toMatchObject({ kind: 'finished' });
    expect(made.requests[2]?.messages.map(({ role }) => role)).toEqual(['user', 'user']);
  });

  it('is not asked again once a budget is used up', async () => {
    const made = await makeLoop([silent]);
    made.spending.budget = '$2';
    expect(await made.run()).toEqual({ kind: 'overspent', budget: '$2' });
    expect(made.requests).toHaveLength(1);
  });

  it('is counted anew after one with a word', async () => {
    const made = await makeLoop([silent, reply(use('screenshot', {})), silent]);
    expect(await made.run()).toMatchObject({ kind: 'finished' });
    expect(made.requests).toHaveLength(4);
  });
});

describe('ask_operator', () => {
  it('waits for the answer, which is its result, and passes the gate like any call', async () => {
    const made = await makeLoop([reply(say('I ask.'), ask('Which invoice?', ['118', '119']))]);
    const end = made.run();
    expect(await nextQuestion(made)).toMatchObject({
      asked: 'call',
      words: 'Which invoice?',
      options: ['118', '119'],
      sentence: 'The agent asks you.',
    });
    await replyWith(made, '119');
    expect(await end).toMatchObject({ kind: 'finished' });
    const [result] = resultsOf(made.requests[1]);
    expect(result).toMatchObject({ content: [{ type: 'text', text: 'The operator answers:\n119' }] });
    expect(made.record.kinds.slice(0, 9)).toEqual([
      'model-requested',
      'model-responded',
      'action-judged',
      'action-started',
      'action-finished',
      'approval-requested',
      'approval-settled',
      'model-requested',
      'model-responded',
    ]);
    expect(made.record.find('approval-settled')[0]?.detail).toMatchObject({
      about: 'question',
      answer: '119',
    });
  });

  it('has what comes after it in its turn run only once it is answered', async () => {
    const click = use('left_click', { coordinate: [20, 20] });
    const made = await makeLoop([reply(ask('Shall I?'), click)]);
    const end = made.run();
    await nextQuestion(made);
    expect(acted(made.record)).toEqual([]);
    await replyWith(made, 'Yes.');
    await end;
    expect(acted(made.record)).toHaveLength(1);
  });

  it('ends the run in place of an answer, and nothing after it is run', async () => {
    const click = use('left_click', { coordinate: [20, 20] });
    const made = await makeLoop([reply(ask('Shall I?'), click)]);
    const end = made.run();
    const { id } = await nextQuestion(made);
    answer(made.approvals, { approvalId: id, verdict: 'deny', reason: '' });
    expect(await end).toMatchObject({ kind: 'finished', claim: { by: 'ada', outcome: 'done' } });
    expect(acted(made.record)).toEqual([]);
  });

  it.each([
    ['no question', {}],
    ['an empty one', { question: '  ' }],
    ['too long a one', { question: 'x'.repeat(4001) }],
    ['too many options', { question: 'Which?', options: Array(7).fill('one') }],
    ['another field', { question: 'Which?', approve: true }],
  ])('with %s is refused and asks nobody', async (_what, input) => {
    const made = await makeLoop([reply(use('ask_operator', input, OWN))]);
    expect(await made.run()).toMatchObject({ kind: 'finished' });
    expect(made.record.find('approval-requested')).toEqual([]);
    expect(resultsOf(made.requests[1])[0]).toMatchObject({ is_error: true });
  });

  it('that claims to be a member of the toolset is refused', async () => {
    const made = await makeLoop([reply(use('ask_operator', { question: 'Which?' }))]);
    expect(await made.run()).toMatchObject({ kind: 'finished' });
    expect(made.record.find('approval-requested')).toEqual([]);
  });

  it('that holds a secret of the vault is asked of nobody, and halts the run', async () => {
    const made = await makeLoop([reply(ask('Is correct horse battery right?'))], {}, 1);
    made.credentials.add(sampleCredential(), { password: 'correct horse battery' });
    expect(await made.run()).toMatchObject({ kind: 'finished' });
    expect(made.halts).toHaveLength(1);
    expect(JSON.stringify(made.record.drafts)).not.toContain('correct horse');
  });
});

describe('finish', () => {
  it.each(['done', 'partly', 'not_done'] as const)(
    'ends the run as %s, as the agent’s claim',
    async (outcome) => {
      const made = await makeLoop([finish('Two of three are exported.', outcome)]);
      expect(await made.run()).toEqual({
        kind: 'finished',
        claim: { by: 'agent', outcome, report: 'Two of three are exported.' },
      });
      expect(made.requests).toHaveLength(1);
    },
  );

  it('after a call that was denied is not run, so that the agent reads of the denial first', async () => {
    const outside = use('left_click', { coordinate: [9999, 1] });
    const end = use('finish', { report: 'Clicked.', outcome: 'done' }, OWN);
    const made = await makeLoop([reply(outside, end), finish('I could not click.', 'not_done')]);
    expect(await made.run()).toMatchObject({ claim: { report: 'I could not click.' } });
  });

  it('has nothing run that comes after it in its turn', async () => {
    const click = use('left_click', { coordinate: [20, 20] });
    const end = use('finish', { report: 'Done.', outcome: 'done' }, OWN);
    const made = await makeLoop([reply(end, click)]);
    expect(await made.run()).toMatchObject({ kind: 'finished' });
    expect(acted(made.record)).toEqual([]);
    expect(made.record.find('action-skipped').map(({ denial_reason }) => denial_reason)).toEqual([
      'Not executed: the run has ended.',
    ]);
  });

  describe('where the desktop is kept', () => {
    const kept = (...turns: Parameters<typeof makeLoop>[0]) =>
      makeLoop(turns, {}, 0, 'claude-opus-5-5', { keepMs: 60_000 });
    const claim = { by: 'agent', outcome: 'partly', report: 'Two are exported.' };

    it('is put before the operator as the agent’s claim, who lets it go on with more to do', async () => {
      const made = await kept(finish('Two are exported.', 'partly'), finish('All three are.'));
      const end = made.run();
      const shown: unknown[] = [];
      for (const decision of [
        { verdict: 'approve', answer: 'And now the third.' },
        { verdict: 'deny' },
      ] as const) {
        const approvalId = await made.nextApproval();
        shown.push(made.approvals.list()[0]);
        answer(made.approvals, { approvalId, reason: '', ...decision });
      }
      expect(await end).toMatchObject({ kind: 'finished', claim: { by: 'agent', report: 'All three are.' } });
      expect(shown).toMatchObject([
        { asked: 'finish', sentence: 'The agent says: partly done.', words: 'Two are exported.' },
        { asked: 'finish', sentence: 'The agent says: done.' },
      ]);
      expect(JSON.stringify(made.requests[1]?.messages.at(-1))).toContain('And now the third.');
    });

    it('ends by what the agent says where the operator has nothing more, or says nothing in time', async () => {
      const [ended, expired] = await Promise.all([
        kept(finish('Two are exported.', 'partly')),
        makeLoop([finish('Two are exported.', 'partly')], {}, 0, 'claude-opus-5-5', { keepMs: 20 }),
      ]);
      const end = ended.run();
      answer(ended.approvals, { approvalId: await ended.nextApproval(), verdict: 'deny', reason: '' });
      expect(await end).toEqual({ kind: 'finished', claim });
      expect(await expired.run()).toEqual({ kind: 'finished', claim });
    });

    it('has none of its time run meanwhile, and is stopped at once', async () => {
      const made = await kept(finish());
      const end = made.run();
      await made.nextApproval();
      made.control.stop();
      expect(await end).toBe('cancelled');
      expect(made.waiting).toEqual([true, false]);
    });
  });

  it('with another outcome than there is ends nothing', async () => {
    const made = await makeLoop([finish('Done.', 'perfect'), finish()]);
    expect(await made.run()).toMatchObject({ claim: { outcome: 'done' } });
    expect(made.requests).toHaveLength(2);
  });
});

describe('a denial of the operator’s', () => {
  const click = () => reply(use('left_click', { coordinate: [20, 20] }));
  async function denied(model: string) {
    const made = await makeLoop([click()], {}, 0, model);
    made.desktop.target = sampleElement({ name: 'Delete all' });
    const end = made.run();
    answer(made.approvals, { approvalId: await made.nextApproval(), verdict: 'deny', reason: 'Keep them.' });
    expect(await end).toMatchObject({ kind: 'finished' });
    return made;
  }

  it('is told the agent as a word of theirs, too, which no page can make', async () => {
    const made = await denied('claude-opus-5-5');
    const [result, said] = made.requests[1]?.messages.slice(-2) ?? [];
    expect(JSON.stringify(result)).toContain('ACTION DENIED: Keep them. Choose a different approach.');
    expect([said?.role, JSON.stringify(said)]).toEqual([
      'system',
      expect.stringContaining('The operator has denied your left_click and says:\\nKeep them.'),
    ]);
  });

  it('stands in the result of its call alone where the model takes no such words', async () => {
    const made = await denied('claude-sonnet-5');
    expect(made.requests[1]?.messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
  });
});

describe('what the operator says meanwhile', () => {
  const look = () => reply(use('screenshot', {}));
  const LEAVE = 'Leave the drafts alone.';
  const rolesOf = (made: Made, request: number) => made.requests[request]?.messages.map(({ role }) => role);

  it('is read with the next turn, as a system message, and stays where it stood', async () => {
    const made = await makeLoop([look(), look()], {}, 0, 'claude-opus-5-5');
    await made.guidance.write(LEAVE, 'ada');
    await made.guidance.write('And hurry.', 'ada');
    expect(await made.run()).toMatchObject({ kind: 'finished' });
    const text = `The operator says:\n${LEAVE}\n\nAnd hurry.`;
    expect(made.requests[0]?.messages[1]).toEqual({ role: 'system', content: [{ type: 'text', text }] });
    expect(rolesOf(made, 2)).toEqual(['user', 'system', 'assistant', 'user', 'assistant', 'user']);
    expect(made.record.find('guidance').map(({ detail }) => [detail.change, detail.by])).toEqual([
      ['written', 'ada'],
      ['written', 'ada'],
      ['sent', 'ada'],
      ['sent', 'ada'],
    ]);
  });

  it('goes as a user’s message to a model that may refuse another', async () => {
    const made = await makeLoop([look()]);
    await made.guidance.write(LEAVE, 'ada');
    await made.run();
    expect(rolesOf(made, 0)).toEqual(['user', 'user']);
  });

  it('is not read once it was taken back, and can’t be taken back once it was read', async () => {
    const made = await makeLoop([look()]);
    const { id } = await made.guidance.write(LEAVE, 'ada');
    const read = await made.guidance.write('And hurry.', 'ada');
    await made.guidance.takeBack(id, 'ada');
    await made.run();
    expect(JSON.stringify(made.requests)).not.toContain(LEAVE);
    await expect(made.guidance.takeBack(read.id, 'ada')).rejects.toMatchObject({ code: 'conflict' });
  });

  it('keeps the run from ending before it is read', async () => {
    const made: Made = await makeLoop([
      look(),
      async () => {
        await made.guidance.write('And now also the drafts.', 'ada');
        return finish('All are exported.');
      },
      finish('The drafts too.'),
    ]);
    expect(await made.run()).toMatchObject({ claim: { report: 'The drafts too.' } });
    const results = made.requests[2]?.messages.at(-2)?.content;
    expect(JSON.stringify(results)).toContain('Not ended: the operator has said something meanwhile.');
    expect(made.requests[2]?.messages.at(-1)?.role).toBe('user');
  });

  it('is the word that a turn without a call waits for', async () => {
    const made: Made = await makeLoop([
      async () => {
        await made.guidance.write('The first.', 'ada');
        return reply(say('Which one?'));
      },
    ]);
    expect(await made.run()).toMatchObject({ kind: 'finished' });
    expect(made.record.find('approval-requested')).toEqual([]);
    expect(made.requests[1]?.messages.at(-1)).toEqual({
      role: 'user',
      content: [{ type: 'text', text: 'The operator says:\nThe first.' }],
    });
  });

  it('never stands in a turn of the model that goes on', async () => {
    const made: Made = await makeLoop([
      async () => {
        await made.guidance.write('Hurry.', 'ada');
        return { kind: 'reply', content: [say('One moment.')], stopReason: 'pause_turn' };
      },
      look(),
    ]);
    expect(await made.run()).toMatchObject({ kind: 'finished' });
    expect(rolesOf(made, 1)).toEqual(['user', 'assistant']);
    expect(rolesOf(made, 2)?.slice(-2)).toEqual(['user', 'user']);
  });

  it('is written while the run is paused and read as it goes on', async () => {
    const made = await makeLoop([look()]);
    made.control.pause();
    const end = made.run();
    await made.guidance.write(LEAVE, 'ada');
    made.control.resume();
    expect(await end).toMatchObject({ kind: 'finished' });
    expect(JSON.stringify(made.requests[0]?.messages)).toContain(LEAVE);
  });
});

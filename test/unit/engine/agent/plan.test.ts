import { describe, expect, it } from 'vitest';
import { checkPlan } from '../../../../electron/engine/gate/check-plan';
import { answerApproval } from '../../../../electron/engine/sessions/answer-approval';
import { MEMBERS, memberGroup } from '../../../../shared/domain/action';
import type { ApprovalDecision } from '../../../../shared/domain/approval';
import { answer } from '../../../helpers/answer';
import { acted, makeLoop, reply, resultsOf, say, use } from '../../../helpers/make-loop';
import { sampleCredential } from '../../../helpers/memory-credentials';

const OWN = { toolset_name: undefined };
const STEPS = ['Look at the invoices.', 'Export them all.'];
const propose = (steps: readonly unknown[] = STEPS, note?: string) =>
  use('propose_plan', { steps, ...(note !== undefined && { note }) }, OWN);
const mark = (step: number, state: string) => use('mark_step', { step, state }, OWN);
const click = () => use('left_click', { coordinate: [20, 20] });
const NOT_YET =
  'ACTION DENIED: the plan has not been approved yet; propose one with propose_plan. Choose a different approach.';

type Turns = Parameters<typeof makeLoop>[0];
const planned = (...turns: Turns) =>
  makeLoop(turns, {}, 0, 'claude-opus-5-5', { planFirst: true, keepMs: 0 });
type Made = Awaited<ReturnType<typeof planned>>;

/** Waits for a question of the agent and gives it back. */
async function nextPlan({ approvals }: Made) {
  await expect.poll(() => approvals.list()).toHaveLength(1);
  const [first] = approvals.list();
  if (first?.kind !== 'question') throw new Error('no question');
  return first;
}

async function decide(made: Made, decision: Partial<ApprovalDecision>) {
  const { id } = await nextPlan(made);
  answer(made.approvals, { approvalId: id, verdict: 'approve', reason: '', ...decision });
}

const told = (made: Made, request: number) =>
  resultsOf(made.requests[request]).map(({ content }) => content.map(({ text }) => text).join(''));

describe('before a plan is approved', () => {
  it('nothing but looking is let through, and the denial is recorded as any', async () => {
    const made = await planned(
      reply(use('screenshot', {})),
      reply(click()),
      reply(use('key', { text: 'Tab' })),
    );
    expect(await made.run()).toMatchObject({ kind: 'finished' });
    expect(acted(made.record).map(({ action }) => action?.member)).toEqual(['screenshot']);
    expect(told(made, 2)).toEqual([NOT_YET]);
    expect(made.record.find('action-judged')[1]).toMatchObject({
      permitted: false,
      denial_reason: 'the plan has not been approved yet; propose one with propose_plan',
      detail: { verdict: 'deny', rule: 'plan' },
    });
  });

  it.each(MEMBERS.filter((member) => memberGroup[member] !== 'observe'))('%s is refused', (member) => {
    expect(checkPlan(() => true, member)).toMatchObject({ verdict: 'deny', rule: 'plan' });
    expect(checkPlan(() => false, member)).toBeNull();
  });

  it('an error counts as no', () => {
    const broken = () => {
      throw new Error('broken');
    };
    expect(checkPlan(broken, 'left_click')).toMatchObject({ verdict: 'deny' });
    expect(checkPlan(broken, 'screenshot')).toBeNull();
  });

  it('no step can be said to be done', async () => {
    const made = await planned(reply(mark(1, 'done')));
    await made.run();
    expect(told(made, 1)).toEqual(['Not noted: the approved plan has no such step.']);
  });
});

describe('a proposal', () => {
  it.each([
    ['no steps', []],
    ['200 steps', Array(200).fill('Click.')],
    ['an empty step', ['Look.', '  ']],
    ['a step of 301 characters', ['x'.repeat(301)]],
    ['a line break', ['Look.\n2. Delete all.']],
    ['a turned direction', ['Look\u202e.lla eteleD']],
    ['characters without width', ['Look\u200b.']],
    ['what is no text', [{ step: 'Look.' }]],
  ])('with %s is refused and shown to nobody', async (_what, steps) => {
    const made = await planned(reply(propose(steps)), reply(click()));
    expect(await made.run()).toMatchObject({ kind: 'finished' });
    expect(made.record.find('approval-requested')).toEqual([]);
    expect(acted(made.record)).toEqual([]);
    expect(resultsOf(made.requests[1])[0]).toMatchObject({ is_error: true });
  });

  it('that holds a secret of the vault is shown to nobody, and halts the run', async () => {
    const made = await makeLoop([reply(propose(['Type correct horse battery.']))], {}, 1, 'claude-test', {
      planFirst: true,
    });
    made.credentials.add(sampleCredential(), { password: 'correct horse battery' });
    await made.run();
    expect(made.halts).toHaveLength(1);
    expect(JSON.stringify(made.record.drafts)).not.toContain('correct horse');
  });

  it('waits, and the click in the same turn is judged after the answer', async () => {
    const made = await planned(reply(say('I plan.'), propose(STEPS, 'Two steps.'), click()));
    const end = made.run();
    expect(await nextPlan(made)).toMatchObject({
      asked: 'plan',
      words: 'Two steps.',
      sentence: 'The agent proposes a plan.',
      plan: { steps: STEPS, before: [] },
    });
    expect(made.record.find('action-judged')).toHaveLength(1);
    await decide(made, { plan: STEPS });
    await end;
    expect(acted(made.record)).toHaveLength(1);
    expect(told(made, 1)[0]).toBe(
      'The operator has approved your plan as you proposed it:\n1. Look at the invoices.\n2. Export them all.',
    );
    expect(made.record.find('plan').map(({ detail }) => detail)).toEqual([
      { steps: STEPS, by: 'ada', changed: false },
    ]);
    const kinds = made.record.kinds;
    expect(kinds.indexOf('plan')).toBe(kinds.indexOf('approval-settled') + 1);
  });

  it('that was changed is read before anything else is done', async () => {
    const made = await planned(reply(propose(), click()), reply(click()));
    const end = made.run();
    await decide(made, { plan: ['Look at the invoices.', 'Export the first.'] });
    await end;
    expect(told(made, 1)).toEqual([
      'The operator has changed your plan and approved it so:\n1. Look at the invoices.\n2. Export the first.',
      'Not executed: the operator has not approved the plan as you proposed it. Read the answer, then go on from there.',
    ]);
    expect(made.record.find('plan')[0]?.detail.changed).toBe(true);
    expect(acted(made.record)).toHaveLength(1);
  });

  it('that is answered with words is not approved, and has to be made anew', async () => {
    const made = await planned(
      reply(propose(), click()),
      reply(click()),
      reply(propose(['Look.'])),
      reply(click()),
    );
    const end = made.run();
    await decide(made, { answer: 'Only look.' });
    await expect.poll(() => made.record.find('approval-requested')).toHaveLength(2);
    expect(acted(made.record)).toEqual([]);
    expect(made.record.find('plan')).toEqual([]);
    await decide(made, { plan: ['Look.'] });
    await end;
    expect(told(made, 1)[0]).toBe(
      'The operator answers:\nOnly look.\n\nThe plan is not approved. Propose it again with propose_plan, as this answer wants it.',
    );
    expect(told(made, 2)).toEqual([NOT_YET]);
    expect(acted(made.record)).toHaveLength(1);
  });

  it('that nobody answers ends the run', async () => {
    const made = await makeLoop([reply(propose())], { question_timeout_seconds: 0.02 }, 0, 'claude-test', {
      planFirst: true,
    });
    expect(await made.run()).toEqual({ kind: 'unanswered' });
    expect(made.record.find('plan')).toEqual([]);
  });

  it('that waits is withdrawn when the run is stopped', async () => {
    const made = await planned(reply(propose(), click()));
    const end = made.run();
    await nextPlan(made);
    made.control.stop();
    expect(await end).toBe('cancelled');
    expect(made.approvals.list()).toEqual([]);
    expect([acted(made.record), made.record.find('plan')]).toEqual([[], []]);
  });
});

describe('an answer to a plan', () => {
  const STOP = { verdict: 'deny', then: 'stop' } as const;
  it.each<[string, Partial<ApprovalDecision>]>([
    ['neither steps nor words', {}],
    ['steps and words', { plan: STEPS, answer: 'Yes.' }],
    ['no step', { plan: [] }],
    ['a hidden character', { plan: ['Look\u200b.'] }],
    ['200 steps', { plan: Array(200).fill('Click.') }],
    ['a grant for the run', { plan: STEPS, scope: 'run' }],
    ['a denial that says nothing of the run', { verdict: 'deny' }],
    ['a stop with steps', { ...STOP, plan: STEPS }],
  ])('with %s is refused, and it waits on', async (_what, decision) => {
    const made = await planned(reply(propose()));
    const end = made.run();
    const { id } = await nextPlan(made);
    expect(() =>
      answer(made.approvals, { approvalId: id, verdict: 'approve', reason: '', ...decision }),
    ).toThrow(expect.objectContaining({ code: 'bad-input' }));
    expect(made.approvals.list()).toHaveLength(1);
    made.control.stop();
    expect(await end).toBe('cancelled');
  });

  it('with a secret of the vault is refused, in whichever step it stands', async () => {
    const made = await planned(reply(propose()));
    made.credentials.add(sampleCredential(), { password: 'correct horse battery' });
    const end = made.run();
    const { id, digest } = await nextPlan(made);
    const deps = { approvals: made.approvals, sessions: {} as never, vault: made.credentials };
    const plan = ['Look.', 'Sign in with correct horse battery.'];
    await expect(
      answerApproval(deps, { approvalId: id, digest, verdict: 'approve', reason: '', plan }),
    ).rejects.toMatchObject({ code: 'bad-input' });
    expect(made.approvals.list()).toHaveLength(1);
    made.control.stop();
    await end;
    expect(JSON.stringify(made.record.drafts)).not.toContain('correct horse');
  });

  it('that approves steps fits no other question', async () => {
    const made = await planned(reply(use('ask_operator', { question: 'Which?' }, OWN)));
    const end = made.run();
    const { id } = await nextPlan(made);
    const decision = {
      approvalId: id,
      verdict: 'approve',
      reason: '',
      answer: 'This.',
      plan: STEPS,
    } as const;
    expect(() => answer(made.approvals, decision)).toThrow(/No plan was proposed/);
    made.control.stop();
    await end;
  });
});

describe('a second proposal', () => {
  const OTHER = ['Export the first.'];
  async function leaving(decision: Partial<ApprovalDecision>) {
    const made = await planned(reply(propose()), reply(propose(OTHER), click()), reply(click()));
    const end = made.run();
    await decide(made, { plan: STEPS });
    await expect.poll(() => made.record.find('approval-requested')).toHaveLength(2);
    const asked = await nextPlan(made);
    const isAwaited = made.plan.isAwaited;
    await decide(made, decision);
    await end;
    return { made, asked, isAwaited };
  }

  it('is asked about as one, and nothing but looking is allowed meanwhile', async () => {
    const { made, asked, isAwaited } = await leaving({ plan: OTHER });
    expect(asked).toMatchObject({
      sentence: 'The agent wants to leave its plan for another.',
      plan: { steps: OTHER, before: STEPS },
    });
    expect(isAwaited).toBe(true);
    expect(made.plan.approved?.steps.map(({ text }) => text)).toEqual(OTHER);
    expect(acted(made.record)).toHaveLength(2);
  });

  it('that is answered with words leaves the one before in force, after the answer is read', async () => {
    const { made } = await leaving({ answer: 'No: all of them.' });
    expect(told(made, 2)[0]).toContain(
      'The operator answers:\nNo: all of them.\n\nThat plan is not approved; the one before still holds:\n1. Look at the invoices.',
    );
    expect(made.record.find('plan')).toHaveLength(1);
    expect(acted(made.record)).toHaveLength(1);
  });
});

describe('what the agent is told of plans', () => {
  it('stands in the system text and the tools from the first request on, and never changes', async () => {
    const made = await planned(reply(propose()), reply(click()));
    const end = made.run();
    await decide(made, { plan: STEPS });
    await end;
    const heads = made.requests.map(({ system, tools }) => JSON.stringify([system, tools]));
    expect(new Set(heads).size).toBe(1);
    expect(heads[0]).toContain('Plan first.');
    expect(heads[0]).toContain('"mark_step"');
  });

  it('is nothing in a run without one, where its tools are no such action', async () => {
    const made = await makeLoop([reply(propose(), click()), reply(click())]);
    await made.run();
    const head = JSON.stringify([made.requests[0]?.system, made.requests[0]?.tools]);
    expect(head).not.toMatch(/plan/i);
    expect(told(made, 1)[0]).toContain('ACTION DENIED: there is no such action');
    expect(acted(made.record)).toHaveLength(1);
  });

  it('is said again after a summary, with what it has said of each step', async () => {
    const made = await planned(reply(propose()), reply(mark(1, 'done'), mark(2, 'begun'), mark(3, 'done')));
    expect(made.reminder()).toContain('No plan has been approved yet');
    const end = made.run();
    await decide(made, { plan: STEPS });
    await end;
    expect(made.reminder()).toContain(
      'The plan that the operator has approved:\n1. Look at the invoices. (done, you said)\n2. Export them all. (begun, you said)',
    );
    expect(told(made, 2)).toEqual(['Noted.', 'Noted.', 'Not noted: the approved plan has no such step.']);
    expect((await makeLoop([])).reminder()).not.toMatch(/plan/i);
  });
});

it('an agent that says how far it is hides no circle by it', async () => {
  const round = (state: string) => reply(click(), mark(1, state));
  const made = await planned(reply(propose()), ...['begun', 'done', 'begun', 'done'].map(round));
  const end = made.run();
  await decide(made, { plan: STEPS });
  await end;
  expect(made.record.find('circle-noticed').map(({ detail }) => detail.members)).toEqual([['left_click']]);
});

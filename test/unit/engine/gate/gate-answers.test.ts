import { describe, expect, it } from 'vitest';
import { Batch } from '../../../../electron/engine/gate/batch';
import type { ActionApproval, ApprovalDecision } from '../../../../shared/domain/approval';
import { answer } from '../../../helpers/answer';
import { sampleElement } from '../../../helpers/fake-desktop';
import { makeGate } from '../../../helpers/make-gate';

const POST = sampleElement({ name: 'Delete draft', text: 'Delete draft', fingerprint: 'loader:7' });
const FIELD = sampleElement({
  role: 'textbox',
  tag: 'textarea',
  name: 'Comment',
  text: '',
  fingerprint: 'loader:8',
});
const click = (toolUseId = 't1') => ({
  toolUseId,
  member: 'left_click',
  input: { coordinate: [20, 20] },
});
const typing = (text: string, toolUseId = 't1') => ({ toolUseId, member: 'type', input: { text } });

type Made = Awaited<ReturnType<typeof makeGate>>;

async function asked({ approvals, nextApproval }: Made): Promise<ActionApproval> {
  const id = await nextApproval();
  return approvals.list().find((approval) => approval.id === id) as ActionApproval;
}

const settle = (made: Made, approval: ActionApproval, decision: Partial<ApprovalDecision>) =>
  answer(made.approvals, { approvalId: approval.id, verdict: 'approve', reason: '', ...decision });

describe('approving for the run', () => {
  const widest = (approval: ActionApproval) => approval.grantable;

  async function granted(changes: Partial<NonNullable<ActionApproval['grantable']>> = {}) {
    const made = await makeGate();
    made.desktop.target = POST;
    const ruling = made.admit(click());
    const approval = await asked(made);
    const scope = widest(approval);
    if (scope === null) throw new Error('it can not be approved for the run');
    settle(made, approval, { scope: 'run', grant: { ...scope, ...changes } });
    expect((await ruling).verdict).toBe('allowed');
    return made;
  }

  it('lets the same thing through without asking, and writes down by which grant', async () => {
    const made = await granted();
    expect((await made.admit(click('t2'))).verdict).toBe('allowed');
    expect(made.approvals.list()).toEqual([]);
    const [grant] = made.grants.list();
    expect(grant).toMatchObject({ uses: 1, scope: { name: 'Delete draft', role: 'button' } });
    expect(made.record.find('action-judged').at(-1)?.detail).toMatchObject({
      verdict: 'allow',
      rule: 'grant',
      grantId: grant?.id,
    });
  });

  it('spends one use for one action, also when the run is paused between judging and letting through', async () => {
    const made = await granted();
    const append = made.record.append.bind(made.record);
    made.record.append = async (draft) => {
      if (draft.kind === 'action-judged' && made.record.find('action-judged').length === 1) {
        made.control.pause();
        setImmediate(() => made.control.resume());
      }
      return append(draft);
    };
    expect((await made.admit(click('t2'))).verdict).toBe('allowed');
    expect(made.record.find('action-judged')).toHaveLength(3);
    expect(made.grants.list()).toMatchObject([{ uses: 1 }]);
  });

  it('asks when the grant is withdrawn between judging and letting through', async () => {
    const made = await granted();
    const append = made.record.append.bind(made.record);
    made.record.append = async (draft) => {
      const entry = await append(draft);
      const [grant] = made.grants.list();
      if (draft.kind === 'action-judged' && grant) await made.grants.withdraw(grant.id, 'ada');
      return entry;
    };
    const ruling = made.admit(click('t2'));
    settle(made, await asked(made), { verdict: 'deny', reason: 'no more' });
    expect(await ruling).toEqual({ verdict: 'denied', reason: 'no more' });
  });

  for (const [what, changes] of [
    ['another name', { name: 'Delete all drafts', text: 'Delete all drafts' }],
    ['another port', { url: 'https://app.example.com:8443/', host: 'app.example.com:8443' }],
    ['plain HTTP', { url: 'http://app.example.com/' }],
    ['a host below', { url: 'https://evil.app.example.com/' }],
    ['a frame of another site', { frameUrl: 'https://ads.test/', host: 'ads.test' }],
    ['another role', { role: 'link' }],
  ] as const) {
    it(`does not cover ${what}`, async () => {
      const made = await granted();
      made.desktop.target = { ...POST, ...changes };
      void made.admit(click('t2')).catch(() => undefined);
      expect((await asked(made)).kind).toBe('action');
    });
  }

  it('ends after as many uses as were given', async () => {
    const made = await granted({ maxUses: 1 });
    await made.admit(click('t2'));
    expect(made.grants.list()).toEqual([]);
    void made.admit(click('t3')).catch(() => undefined);
    expect((await asked(made)).sentence).toContain('Delete draft');
    expect(made.record.find('grant').map(({ detail }) => detail.change)).toEqual(['made', 'used-up']);
  });

  it('covers nothing from the moment it is withdrawn', async () => {
    const made = await granted();
    const [grant] = made.grants.list();
    await made.grants.withdraw(grant?.id ?? '', 'ada');
    void made.admit(click('t2')).catch(() => undefined);
    await asked(made);
    expect(made.record.find('grant').at(-1)?.detail).toMatchObject({ change: 'withdrawn', by: 'ada' });
  });

  it('is not offered for what is critical, for money, or for something unknown', async () => {
    for (const target of [
      sampleElement({ name: 'Pay now', text: 'Pay now' }),
      { kind: 'unknown', reason: 'no page is in front', url: null, host: null } as const,
    ]) {
      const made = await makeGate();
      made.desktop.target = target;
      void made.admit(click()).catch(() => undefined);
      const approval = await asked(made);
      expect(approval.grantable).toBeNull();
      expect(() => settle(made, approval, { scope: 'run' })).toThrow(/once/);
    }
  });

  it('refuses a scope that is wider than what was offered', async () => {
    const made = await makeGate();
    made.desktop.target = POST;
    void made.admit(click()).catch(() => undefined);
    const approval = await asked(made);
    const scope = widest(approval);
    if (scope === null) throw new Error('not offered');
    for (const change of [{ name: 'Delete all' }, { origin: 'https://evil.test' }, { role: 'link' }]) {
      expect(() => settle(made, approval, { scope: 'run', grant: { ...scope, ...change } })).toThrow(
        /more than/,
      );
    }
  });
});

describe('an edited action', () => {
  it('runs as it was changed, once, and the agent is told', async () => {
    const made = await makeGate({ confirm: 'every' });
    made.desktop.focused = FIELD;
    const ruling = made.admit(typing('Dear Sirs'));
    settle(made, await asked(made), { edit: { text: 'Dear all' } });
    expect(await ruling).toMatchObject({
      verdict: 'allowed',
      permit: {
        action: { member: 'type', input: { text: 'Dear all' } },
        note: expect.stringContaining('Dear all'),
      },
    });
    expect(made.record.find('approval-settled')[0]?.detail).toMatchObject({
      outcome: 'edited',
      edit: { text: 'Dear all' },
    });
    expect(made.record.find('action-started')[0]?.action).toEqual({
      member: 'type',
      input: { text: 'Dear all' },
    });
  });

  it('goes through the gate again: what the policy forbids stays forbidden', async () => {
    const made = await makeGate({
      confirm: 'every',
      blocked_regions: [{ x1: 100, y1: 100, x2: 200, y2: 200 }],
    });
    const ruling = made.admit(click());
    settle(made, await asked(made), { edit: { coordinate: [150, 150] } });
    expect(await ruling).toMatchObject({ verdict: 'denied', reason: expect.stringContaining('blocked') });
    expect(made.record.kinds).not.toContain('action-started');
  });

  it('is asked for again when it hits something else', async () => {
    const made = await makeGate({ confirm: 'every' });
    made.desktop.lookUp = ({ x }) => (x > 100 ? POST : sampleElement());
    const ruling = made.admit(click());
    settle(made, await asked(made), { edit: { coordinate: [150, 20] } });
    const again = await asked(made);
    expect(again).toMatchObject({
      sentence: expect.stringContaining('Delete draft'),
      action: { input: { coordinate: [150, 20] } },
    });
    settle(made, again, { verdict: 'deny', reason: 'no' });
    expect((await ruling).verdict).toBe('denied');
  });

  it('must be an input that the action can have', async () => {
    const made = await makeGate({ confirm: 'every' });
    void made.admit(click()).catch(() => undefined);
    const approval = await asked(made);
    for (const edit of [{}, { coordinate: ['a', 2] }, { coordinate: [1, 2], force: true }].slice(1)) {
      expect(() => settle(made, approval, { edit })).toThrow(/input/);
    }
    expect(made.approvals.list()).toHaveLength(1);
  });
});

describe('a turn of several actions', () => {
  const turn = [click('t1'), click('t2'), click('t3'), click('t4')];

  it('is shown whole, each step with its risk', async () => {
    const made = await makeGate();
    made.desktop.target = POST;
    const batch = made.batch(...turn);
    void made.admit(click('t1'), batch).catch(() => undefined);
    const approval = await asked(made);
    expect(approval.batch.map(({ toolUseId, state, level }) => [toolUseId, state, level])).toEqual([
      ['t1', 'current', 'high'],
      ['t2', 'next', 'high'],
      ['t3', 'next', 'high'],
      ['t4', 'next', 'high'],
    ]);
  });

  for (let upTo = 1; upTo <= 4; upTo += 1) {
    it(`approved up to step ${upTo} runs as far as that and no further`, async () => {
      const made = await makeGate();
      made.desktop.target = POST;
      const batch = made.batch(...turn);
      const first = made.admit(click('t1'), batch);
      settle(made, await asked(made), { upTo: `t${upTo}` });
      expect((await first).verdict).toBe('allowed');
      let ran = 1;
      for (const call of turn.slice(1)) {
        if (batch.haltReason !== null) break;
        expect((await made.admit(call, batch)).verdict).toBe('allowed');
        ran += 1;
      }
      expect(ran).toBe(upTo);
      expect(batch.haltReason).toMatch(/^Not executed/);
      expect(made.approvals.list()).toEqual([]);
    });
  }

  it('asks for a step by itself that is no longer what was shown', async () => {
    const made = await makeGate();
    made.desktop.target = POST;
    const batch = made.batch(...turn);
    const first = made.admit(click('t1'), batch);
    settle(made, await asked(made), { upTo: 't4' });
    await first;
    made.desktop.target = { ...POST, name: 'Delete everything', fingerprint: 'loader:9' };
    void made.admit(click('t2'), batch).catch(() => undefined);
    expect((await asked(made)).sentence).toContain('Delete everything');
  });

  it('ends after a step that the operator changed', async () => {
    const made = await makeGate({ confirm: 'every' });
    made.desktop.focused = FIELD;
    const batch = made.batch(typing('a'), click('t2'));
    const first = made.admit(typing('a'), batch);
    settle(made, await asked(made), { edit: { text: 'b' } });
    await first;
    expect(batch.haltReason).toContain('changed an action');
  });

  it('does not take a step that is not ahead', async () => {
    const made = await makeGate();
    made.desktop.target = POST;
    void made.admit(click('t1'), made.batch(...turn)).catch(() => undefined);
    const approval = await asked(made);
    expect(() => settle(made, approval, { upTo: 't9' })).toThrow(/no such step/);
  });
});

describe('an answer', () => {
  it('counts only for the digest that was shown', async () => {
    const made = await makeGate();
    made.desktop.target = POST;
    void made.admit(click()).catch(() => undefined);
    const { id } = await asked(made);
    const decision = { approvalId: id, digest: 'another', verdict: 'approve', reason: '' } as const;
    expect(() => made.approvals.decide(decision)).toThrow(/changed since you saw it/);
    expect(made.approvals.list()).toHaveLength(1);
  });

  it('to something critical needs the hold', async () => {
    const made = await makeGate();
    made.desktop.target = sampleElement({ name: 'Pay now', text: 'Pay now' });
    void made.admit(click()).catch(() => undefined);
    const approval = await asked(made);
    expect(approval.hold).toBe('It is critical.');
    expect(() => settle(made, approval, { wasHeld: false })).toThrow(/Hold the button/);
  });

  it('that does not come pauses the run where the policy says so, and it is asked again after that', async () => {
    const made = await makeGate({ on_no_answer: 'pause', approval_timeout_seconds: 0.02 });
    made.desktop.target = POST;
    void made.admit(click()).catch(() => undefined);
    const first = await asked(made);
    await new Promise<void>((resolve) => {
      const stop = made.approvals.changed.on((pending) => {
        if (pending.length > 0) return;
        stop();
        resolve();
      });
    });
    expect(made.approvals.list()).toEqual([]);
    const again = asked(made);
    await pausedOnce(made);
    made.control.resume();
    expect((await again).id).not.toBe(first.id);
    expect(made.record.find('approval-settled')[0]?.detail.outcome).toBe('expired');
  });
});

async function pausedOnce({ pauses }: Made): Promise<void> {
  while (pauses.length === 0) await new Promise((resolve) => setImmediate(resolve));
}

describe('what the operator is shown', () => {
  it('is what would be done, to what, why it is asked, and until when', async () => {
    const made = await makeGate();
    made.desktop.target = POST;
    void made.admit(click()).catch(() => undefined);
    const approval = await asked(made);
    expect(approval).toEqual({
      kind: 'action',
      id: expect.any(String),
      sessionId: 's1',
      task: 'task',
      step: 1,
      action: { member: 'left_click', input: { coordinate: [20, 20] } },
      sentence: 'Click the button “Delete draft” on app.example.com.',
      target: POST,
      targets: [POST],
      rule: 'on_risk',
      why: expect.stringContaining('it may delete something'),
      signIn: null,
      mismatch: null,
      batch: [expect.objectContaining({ toolUseId: 't1', state: 'current' })],
      grantable: expect.objectContaining({ name: 'Delete draft' }),
      difference: [],
      acceptable: [],
      point: { x: 20, y: 20 },
      findings: [expect.objectContaining({ category: 'deletion' })],
      level: 'high',
      agentWords: 'I delete the old ones.',
      frame: made.record.find('action-judged')[0]?.screenshot_saved,
      display: { width: 320, height: 200 },
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      createdAt: expect.any(Number),
      expiresAt: approval.createdAt + 120_000,
      hold: null,
    });
    expect(made.record.find('approval-requested')[0]?.detail.bound).toMatchObject({
      id: approval.id,
      session: 's1',
      turn: 1,
      index: 0,
      toolUseId: 't1',
      step: 1,
      action: approval.action,
      policy: expect.stringMatching(/^[0-9a-f]{64}$/),
      rule: 'on_risk',
      targets: [{ name: 'Delete draft' }],
      points: [{ x: 20, y: 20 }],
      frame: approval.frame,
      patches: [expect.stringMatching(/^[0-9a-f]{64}$/)],
      expiresAt: approval.expiresAt,
    });
  });

  it('says that it acts on no element where it does not, and has no place for keys', async () => {
    const made = await makeGate({ confirm: 'every' });
    void made
      .admit({ toolUseId: 't1', member: 'scroll', input: { scroll_direction: 'up', scroll_amount: 1 } })
      .catch(() => undefined);
    expect(await asked(made)).toMatchObject({
      target: { kind: 'unknown', reason: 'it acts on no element', url: null, host: null },
      targets: [],
      point: { x: 160, y: 100 },
    });
    const typed = await makeGate({ confirm: 'every' });
    void typed.admit(typing('a')).catch(() => undefined);
    expect((await asked(typed)).point).toBeNull();
  });

  it('has at most 4000 characters of the model’s words', async () => {
    const made = await makeGate({ confirm: 'every' });
    const batch = new Batch(1, 'w'.repeat(5000), [click()]);
    void made.admit(click(), batch).catch(() => undefined);
    expect((await asked(made)).agentWords).toHaveLength(4000);
  });

  it('has the steps that are done before this one, and those to come as far as they are actions', async () => {
    const made = await makeGate();
    const calls = [
      click('t1'),
      click('t2'),
      click('t3'),
      { toolUseId: 't4', member: 'no_such', input: {} },
      click('t5'),
    ];
    const batch = made.batch(...calls);
    await made.admit(click('t1'), batch);
    made.desktop.target = POST;
    void made.admit(click('t2'), batch).catch(() => undefined);
    const approval = await asked(made);
    expect(approval.batch.map(({ toolUseId, state, verdict }) => [toolUseId, state, verdict])).toEqual([
      ['t1', 'done', 'allow'],
      ['t2', 'current', 'ask'],
      ['t3', 'next', 'ask'],
    ]);
    expect(approval.batch[1]).toEqual({
      toolUseId: 't2',
      action: approval.action,
      sentence: approval.sentence,
      level: 'high',
      findings: approval.findings,
      state: 'current',
      verdict: 'ask',
    });
  });
});

describe('an action that nobody answers for', () => {
  it('is denied with the reason that nobody did', async () => {
    const made = await makeGate({ approval_timeout_seconds: 0.02 });
    made.desktop.target = POST;
    expect(await made.admit(click())).toEqual({ verdict: 'denied', reason: 'nobody answered within 0 s' });
    expect(made.pauses).toEqual([]);
  });

  it('says with the pause how long nobody answered, and what comes next', async () => {
    const made = await makeGate({ on_no_answer: 'pause', approval_timeout_seconds: 0.02 });
    made.desktop.target = POST;
    void made.admit(click()).catch(() => undefined);
    await asked(made);
    await pausedOnce(made);
    expect(made.pauses).toEqual([
      'Paused: nobody answered within 0.02 s. Resume asks again; stop ends the run.',
    ]);
  });
});

describe('a changed action', () => {
  it('says to the operator that they changed it, and to the agent what was done in place of what', async () => {
    const made = await makeGate({ confirm: 'every' });
    made.desktop.lookUp = ({ x }) => (x > 100 ? POST : sampleElement());
    const ruling = made.admit(click());
    settle(made, await asked(made), { edit: { coordinate: [150, 20] } });
    const again = await asked(made);
    expect(again.difference).toEqual(['You changed it.']);
    settle(made, again, {});
    expect(await ruling).toMatchObject({
      verdict: 'allowed',
      permit: {
        wasAsked: true,
        note: 'The operator changed this action before it ran. You asked for {"coordinate":[20,20]}; done was {"coordinate":[150,20]}.',
      },
    });
  });

  it('is looked at once more before it is done, though it was not asked about a second time', async () => {
    const made = await makeGate({ confirm: 'every' });
    made.desktop.focused = FIELD;
    const ruling = made.admit(typing('a'));
    settle(made, await asked(made), { edit: { text: 'b' } });
    expect(await ruling).toMatchObject({ permit: { wasAsked: true, recorded: { input: { text: 'b' } } } });
    expect(made.record.find('action-judged').at(-1)?.detail.rule).toBe('edited');
  });
});

describe('a step that was let go and has been asked about by itself since', () => {
  it('is not let go a second time with what came before it', async () => {
    const made = await makeGate();
    made.desktop.target = POST;
    const batch = made.batch(click('t1'), click('t2'));
    const first = made.admit(click('t1'), batch);
    settle(made, await asked(made), { upTo: 't2' });
    await first;
    made.desktop.target = { ...POST, fingerprint: 'loader:9' };
    void made.admit(click('t2'), batch).catch(() => undefined);
    await asked(made);
    expect(batch.approvedPreview('t2')).toBeNull();
  });
});

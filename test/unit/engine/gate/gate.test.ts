import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../../electron/engine/base/canonical-json';
import { sha256Hex } from '../../../../electron/engine/base/hashing';
import { MEMBERS, memberGroup } from '../../../../shared/domain/action';
import type { ActionApproval } from '../../../../shared/domain/approval';
import { answer } from '../../../helpers/answer';
import { type FakeDesktop, sampleElement } from '../../../helpers/fake-desktop';
import { makeGate } from '../../../helpers/make-gate';

const CLICK = { member: 'left_click', input: { coordinate: [20, 20] } };
const DELETE = sampleElement({ name: 'Delete all', fingerprint: 'loader:7' });

function call(member: string, input: unknown, toolUseId = 't1') {
  return { toolUseId, member, input };
}
const click = () => call(CLICK.member, CLICK.input);

async function paint(desktop: FakeDesktop, x: number, y: number, width: number, height: number) {
  const painted = new Promise<void>((resolve) => {
    desktop.display.onUpdate(resolve);
  });
  desktop.server.paint(x, y, width, height, [255, 0, 0]);
  await painted;
}

describe('the gate', () => {
  for (const [what, member, input] of [
    ['an unknown action', 'format_disk', {}],
    ['a name from the prototype', 'constructor', {}],
    ['a coordinate that is no number', 'left_click', { coordinate: ['1', 2] }],
    ['NaN', 'left_click', { coordinate: [Number.NaN, 2] }],
    ['a fraction of a pixel', 'left_click', { coordinate: [1.5, 2] }],
    ['three coordinates', 'left_click', { coordinate: [1, 2, 3] }],
    ['an unknown field', 'left_click', { coordinate: [1, 2], force: true }],
    ['a negative coordinate', 'left_click', { coordinate: [-1, 2] }],
    ['a coordinate off the screen', 'left_click', { coordinate: [320, 2] }],
    ['a megabyte of text', 'type', { text: 'x'.repeat(1_000_000) }],
    ['a thousand repeats', 'key', { text: 'Return', repeat: 1000 }],
    ['an hour of waiting', 'wait', { duration: 3600 }],
    ['no input', 'type', null],
    ['a list for input', 'type', ['x']],
  ] as const) {
    it(`denies ${what}, and records it`, async () => {
      const { admit, record, desktop } = await makeGate();
      const ruling = await admit(call(member, input));
      expect(ruling.verdict).toBe('denied');
      expect(record.kinds).toEqual(['action-judged']);
      expect(record.drafts[0]).toMatchObject({ permitted: false, step: 1 });
      expect(desktop.server.events).toEqual([]);
    });
  }

  it('writes the intent down before it lets an action through', async () => {
    const { admit, record } = await makeGate();
    expect((await admit(click())).verdict).toBe('allowed');
    expect(record.kinds).toEqual(['action-judged', 'action-started']);
    expect(record.find('action-judged')[0]?.screenshot_saved).toMatch(/^[0-9a-f]{64}$/);
  });

  it('lets a script have its link though the address in it is out of the policy, and records that', async () => {
    const { admit, record, desktop } = await makeGate({ allowed_hosts: ['app.example.com'] });
    desktop.target = sampleElement({
      role: 'link',
      tag: 'a',
      href: 'https://evil.test/?from=app.example.com',
    });
    expect((await admit(click())).verdict).toBe('allowed');
    expect(record.find('action-judged')[0]?.detail.why).toContain(
      'it names the host evil.test, which the browser will not open: the host is not in allowed_hosts',
    );
    desktop.target = sampleElement({ role: 'link', tag: 'a', href: 'https://app.example.com/next' });
    expect((await admit(click())).verdict).toBe('allowed');
    expect(record.find('action-judged')[1]?.detail.why).not.toContain('names');
  });

  it('lets nothing through when the record can not be written', async () => {
    for (const failFrom of [0, 1]) {
      const { admit, record } = await makeGate();
      record.failFrom = failFrom;
      await expect(admit(click())).rejects.toMatchObject({ code: 'audit-failed' });
    }
  });

  it('asks before a risky action and lets it through when approved', async () => {
    const { admit, record, desktop, approvals, nextApproval, waiting } = await makeGate();
    desktop.target = DELETE;
    const ruling = admit(click());
    const approvalId = await nextApproval();
    expect(approvals.list()[0]).toMatchObject({
      sentence: 'Click the button “Delete all” on app.example.com.',
      level: 'high',
      point: { x: 20, y: 20 },
      agentWords: 'I delete the old ones.',
    });
    answer(approvals, { approvalId, verdict: 'approve', reason: '' });
    expect((await ruling).verdict).toBe('allowed');
    expect(record.kinds).toEqual([
      'action-judged',
      'approval-requested',
      'approval-settled',
      'action-started',
    ]);
    expect(waiting).toEqual([true, false]);
  });

  it('gives the operator’s reason when denied, and records who decided', async () => {
    const { admit, record, desktop, approvals, nextApproval } = await makeGate();
    desktop.target = DELETE;
    const ruling = admit(click());
    answer(approvals, { approvalId: await nextApproval(), verdict: 'deny', reason: 'Keep the invoices' });
    expect(await ruling).toEqual({ verdict: 'denied', reason: 'Keep the invoices' });
    expect(record.find('approval-settled')[0]).toMatchObject({
      permitted: false,
      denial_reason: 'Keep the invoices',
      detail: { outcome: 'denied', by: 'ada' },
    });
  });

  for (const [what, changes] of [
    ['another element took its place', { fingerprint: 'loader:8' }],
    ['the label changed', { fingerprint: 'loader:7:Delete everything' }],
    ['the page navigated', { url: 'https://app.example.com/other' }],
    ['the element moved away', { box: { x: 40, y: 10, width: 40, height: 20 } }],
    ['the element was disabled', { isEnabled: false }],
  ] as const) {
    it(`runs nothing on an approval when ${what} meanwhile, and asks again with the difference`, async () => {
      const { admit, record, desktop, approvals, nextApproval } = await makeGate();
      desktop.target = DELETE;
      const ruling = admit(click());
      const approvalId = await nextApproval();
      const before = approvals.list()[0];
      desktop.target = { ...DELETE, ...changes };
      const again = nextApproval();
      answer(approvals, { approvalId, verdict: 'approve', reason: '' });
      expect(await again).not.toBe(approvalId);
      const asked = approvals.list()[0] as ActionApproval;
      expect(asked.difference).toHaveLength(1);
      expect(asked.digest).not.toBe(before?.digest);
      expect(record.find('approval-settled')[0]).toMatchObject({
        permitted: false,
        detail: { outcome: 'void', reason: asked.difference[0] },
      });
      expect(record.kinds).not.toContain('action-started');
      answer(approvals, { approvalId: asked.id, verdict: 'approve', reason: '' });
      expect((await ruling).verdict).toBe('allowed');
      expect(record.kinds.filter((kind) => kind === 'action-started')).toHaveLength(1);
    });
  }

  it('refuses what was approved when the policy no longer permits it', async () => {
    const { admit, desktop, approvals, nextApproval, record, spent } = await makeGate({ max_tokens: 100 });
    desktop.target = DELETE;
    const ruling = admit(click());
    const approvalId = await nextApproval();
    spent.tokens = 100;
    answer(approvals, { approvalId, verdict: 'approve', reason: '' });
    expect(await ruling).toMatchObject({
      verdict: 'denied',
      reason: expect.stringContaining('100 tokens are used up'),
    });
    expect(record.find('action-judged').map(({ detail }) => detail.verdict)).toEqual(['ask', 'deny']);
    expect(record.kinds).not.toContain('action-started');
  });

  it('gives up on a target that changes under every approval', async () => {
    const { admit, desktop, approvals, record } = await makeGate();
    desktop.target = DELETE;
    let changes = 0;
    approvals.changed.on(([first]) => {
      if (first === undefined) return;
      changes += 1;
      desktop.target = { ...DELETE, name: `Delete ${changes}` };
      queueMicrotask(() => answer(approvals, { approvalId: first.id, verdict: 'approve', reason: '' }));
    });
    expect(await admit(click())).toMatchObject({
      verdict: 'denied',
      reason: expect.stringContaining('kept changing'),
    });
    expect(record.kinds).not.toContain('action-started');
    expect(record.find('approval-settled').map(({ detail }) => detail.outcome)).toEqual([
      'void',
      'void',
      'void',
    ]);
  });

  it('binds an approval of something unknown to the pixels around it', async () => {
    const { admit, desktop, approvals, nextApproval } = await makeGate();
    desktop.target = { kind: 'unknown', reason: 'no page is in front', url: null, host: null };
    void admit(click());
    const approvalId = await nextApproval();
    const again = nextApproval();
    await paint(desktop, 20, 20, 16, 16);
    answer(approvals, { approvalId, verdict: 'approve', reason: '' });
    await again;
    expect(approvals.list()[0]).toMatchObject({ difference: [expect.stringContaining('looks different')] });
  });

  it('binds an approval of an element to how it looks, whatever the page says of it', async () => {
    const { admit, desktop, approvals, nextApproval } = await makeGate();
    desktop.target = DELETE;
    void admit(click());
    const approvalId = await nextApproval();
    const again = nextApproval();
    await paint(desktop, 12, 12, 30, 10);
    answer(approvals, { approvalId, verdict: 'approve', reason: '' });
    await again;
    expect(approvals.list()[0]).toMatchObject({ difference: [expect.stringContaining('looks different')] });
  });

  it('looks once more right before the effect', async () => {
    const { admit, desktop, approvals, nextApproval } = await makeGate();
    desktop.target = DELETE;
    const ruling = admit(click());
    answer(approvals, { approvalId: await nextApproval(), verdict: 'approve', reason: '' });
    const allowed = await ruling;
    if (allowed.verdict !== 'allowed') throw new Error(allowed.reason);
    expect(allowed.permit.wasAsked).toBe(true);
    expect(await allowed.permit.look()).toEqual([]);
    desktop.target = { ...DELETE, href: 'https://app.example.com/all' };
    expect(await allowed.permit.look()).toHaveLength(1);
  });

  it('asks about text with half a character, which canonical JSON does not have', async () => {
    const { admit, desktop, approvals, nextApproval } = await makeGate({ confirm: 'every' });
    desktop.focused = sampleElement({ role: 'textbox', name: 'Note \ud800' });
    void admit(call('type', { text: 'a\udc00b' })).catch(() => undefined);
    await nextApproval();
    expect(approvals.list()[0]?.digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it('binds the digest to every part of what was asked for', async () => {
    const seen = new Set<string>();
    for (const changes of [
      {},
      { fingerprint: 'loader:9' },
      { url: 'https://app.example.com/b' },
      { href: 'https://app.example.com/c' },
    ]) {
      const { admit, desktop, approvals, nextApproval, record } = await makeGate({
        allowed_hosts: ['app.example.com'],
      });
      desktop.target = { ...DELETE, ...changes };
      void admit(click()).catch(() => undefined);
      await nextApproval();
      const { digest } = approvals.list()[0] as ActionApproval;
      const requested = record.find('approval-requested')[0]?.detail;
      expect(requested).toMatchObject({ digest });
      expect(sha256Hex(canonicalJson(requested?.bound))).toBe(digest);
      seen.add(digest);
    }
    expect(seen.size).toBe(4);
  });

  it('denies risky actions at once where the policy says so', async () => {
    const { admit, desktop, approvals } = await makeGate({ on_risk: 'deny' });
    desktop.target = DELETE;
    expect(await admit(click())).toMatchObject({ verdict: 'denied' });
    expect(approvals.list()).toEqual([]);
  });

  it('asks before everything but looking where the policy says so', async () => {
    const { admit, approvals } = await makeGate({ confirm: 'every' });
    expect((await admit(call('screenshot', {}))).verdict).toBe('allowed');
    void admit(call('scroll', { scroll_direction: 'down', scroll_amount: 1 }));
    await new Promise<void>((resolve) => approvals.changed.on(() => resolve()));
    expect(approvals.list()).toHaveLength(1);
  });

  it('never lets a bare member through without a ruling: each of them is judged and recorded', async () => {
    const none = { allow_click: false, allow_type: false, allow_key: false, allow_scroll: false };
    for (const member of MEMBERS) {
      const { admit, record } = await makeGate(none);
      const { verdict } = await admit(call(member, {}));
      const isFree = ['screenshot', 'cursor_position', 'list_credentials'].includes(member);
      expect([member, verdict]).toEqual([member, isFree ? 'allowed' : 'denied']);
      expect(memberGroup[member]).toBeDefined();
      expect(record.kinds[0]).toBe('action-judged');
    }
  });

  it('counts actions per minute over the window', async () => {
    const { admit } = await makeGate({ max_actions_per_minute: 2 });
    const verdicts: string[] = [];
    for (let index = 0; index < 3; index += 1) verdicts.push((await admit(call('screenshot', {}))).verdict);
    expect(verdicts).toEqual(['allowed', 'allowed', 'denied']);
  });

  it('lets nothing through while paused, and goes on when resumed', async () => {
    const { admit, control, record } = await makeGate();
    control.pause();
    const ruling = admit(click());
    await new Promise((resolve) => setImmediate(resolve));
    expect(record.kinds).toEqual([]);
    control.resume();
    expect((await ruling).verdict).toBe('allowed');
  });

  it('judges anew what it had judged when the run was paused before it could let it through', async () => {
    const { admit, control, record, desktop } = await makeGate({
      blocked_regions: [{ selector: '.danger' }],
    });
    const append = record.append.bind(record);
    record.append = async (draft) => {
      const entry = await append(draft);
      if (record.kinds.length === 1) control.pause();
      return entry;
    };
    const ruling = admit(click());
    while (!control.isPaused) await new Promise((resolve) => setImmediate(resolve));
    desktop.boxes.set('.danger', [{ x: 0, y: 0, width: 100, height: 100 }]);
    control.resume();
    expect((await ruling).verdict).toBe('denied');
    expect(record.kinds).toEqual(['action-judged', 'action-judged']);
  });

  it('asks nobody, and holds nothing up, when the run is stopped while the question is being written down', async () => {
    const { admit, control, desktop, queue, record, waiting } = await makeGate();
    desktop.target = DELETE;
    const append = record.append.bind(record);
    record.append = async (draft) => {
      if (draft.kind === 'approval-requested') control.stop('Stopped by the operator.');
      return append(draft);
    };
    const shown: number[] = [];
    queue.changed.on((pending) => shown.push(pending.length));
    await expect(admit(click())).rejects.toMatchObject({ code: 'cancelled' });
    expect(shown.every((count) => count === 0)).toBe(true);
    expect(waiting).toEqual([true, false]);
    expect(record.kinds).toEqual(['action-judged', 'approval-requested', 'approval-settled']);
    expect(record.find('approval-settled')[0]?.detail).toMatchObject({
      outcome: 'cancelled',
      toolUseId: 't1',
    });
  });

  it('lets nothing through that was approved before but asked for a stop since', async () => {
    const { admit, control, desktop, nextApproval, record } = await makeGate();
    desktop.target = DELETE;
    const ruling = admit(click());
    await nextApproval();
    control.stop('Stopped by the operator.');
    await expect(ruling).rejects.toMatchObject({ code: 'cancelled' });
    expect(record.find('approval-settled')[0]?.detail).toMatchObject({
      outcome: 'cancelled',
      reason: 'Stopped by the operator.',
    });
    expect(record.kinds).not.toContain('action-started');
  });
});

describe('what the gate writes down', () => {
  it('is all that a ruling was made of', async () => {
    const { admit, record, desktop, gate } = await makeGate();
    desktop.target = sampleElement({ name: 'Rename', text: 'Rename' });
    await admit(click());
    expect(gate.steps).toBe(1);
    const action = { member: 'left_click', input: { coordinate: [20, 20] } };
    const [judged, started] = record.drafts;
    expect(judged).toEqual({
      kind: 'action-judged',
      step: 1,
      action,
      screenshot_saved: expect.stringMatching(/^[0-9a-f]{64}$/),
      redaction: null,
      permitted: true,
      denial_reason: null,
      detail: {
        toolUseId: 't1',
        verdict: 'allow',
        rule: 'policy',
        value: 'no risk found',
        why: 'allowed by the policy; no risk found that it asks about',
        grantId: null,
        target: desktop.target,
        targets: [desktop.target],
        points: [{ x: 20, y: 20 }],
        findings: [],
        level: 'low',
        signIn: null,
      },
    });
    expect(started).toEqual({
      kind: 'action-started',
      step: 1,
      action,
      permitted: true,
      detail: { toolUseId: 't1' },
    });
  });

  it('is undecided while the operator is asked, and why not when it is denied', async () => {
    const { admit, record, desktop, nextApproval } = await makeGate({ allow_type: false });
    desktop.target = DELETE;
    void admit(click()).catch(() => undefined);
    await nextApproval();
    expect(record.find('action-judged')[0]).toMatchObject({
      permitted: null,
      denial_reason: null,
      detail: { level: 'high' },
    });
    await admit(call('type', { text: 'a' }, 't2'));
    expect(record.find('action-judged')[1]).toMatchObject({
      step: 2,
      permitted: false,
      denial_reason: "type is not permitted by this session's policy",
    });
  });

  it.each([
    ['left_click', { coordinate: [1.5, 2] }, 'input', 'the input of left_click is not valid: coordinate.0'],
    ['format_disk', 'now', 'member', 'there is no such action'],
  ])(
    'of a call that is no action is what it was and what is wrong with it: %s',
    async (member, input, rule, why) => {
      const { admit, record, gate } = await makeGate();
      expect(await admit(call(member, input))).toEqual({ verdict: 'denied', reason: why });
      expect(record.drafts).toEqual([
        {
          kind: 'action-judged',
          step: 1,
          action: { member, input: typeof input === 'string' ? { value: input } : input },
          screenshot_saved: expect.stringMatching(/^[0-9a-f]{64}$/),
          redaction: null,
          permitted: false,
          denial_reason: why,
          detail: {
            toolUseId: 't1',
            verdict: 'deny',
            rule,
            value: '',
            why,
            grantId: null,
            target: null,
            targets: [],
            points: [],
            findings: [],
            level: 'low',
            signIn: null,
          },
        },
      ]);
      expect(gate.steps).toBe(1);
    },
  );

  it('of a call that was made for a screen that is gone is that alone, and it counts as no step', async () => {
    const { admit, record, desktop, gate } = await makeGate();
    desktop.loss = 'the browser was started again';
    expect(await admit(click())).toEqual({ verdict: 'lost', reason: 'the browser was started again' });
    expect(record.drafts).toEqual([
      {
        kind: 'action-skipped',
        action: { member: 'left_click', input: { coordinate: [20, 20] } },
        permitted: false,
        denial_reason: 'the browser was started again',
        detail: { toolUseId: 't1' },
      },
    ]);
    expect(gate.steps).toBe(0);
    await admit(click());
    expect(record.find('action-judged')[0]?.step).toBe(1);
  });
});

describe('the permit that the gate gives', () => {
  it('is for this call, with nothing to be told and nothing to be looked at again when nobody was asked', async () => {
    const { admit, desktop } = await makeGate();
    const ruling = await admit(click());
    if (ruling.verdict !== 'allowed') throw new Error(ruling.reason);
    expect(ruling.permit).toMatchObject({
      toolUseId: 't1',
      step: 1,
      action: { member: 'left_click', input: { coordinate: [20, 20] } },
      recorded: { member: 'left_click', input: { coordinate: [20, 20] } },
      note: null,
      wasAsked: false,
      targets: [desktop.target],
    });
  });

  it('gives what it is for as it is now, once the page has drawn, and nothing when it is gone', async () => {
    const { admit, desktop } = await makeGate();
    const ruling = await admit(call('double_click', { coordinate: [20, 20] }));
    if (ruling.verdict !== 'allowed') throw new Error(ruling.reason);
    const order: string[] = [];
    desktop.browser.drawn = async () => {
      order.push('drawn');
      return undefined;
    };
    desktop.lookUp = () => {
      order.push('looked');
      return desktop.target;
    };
    desktop.target = sampleElement({ fingerprint: 'loader:2' });
    expect([await ruling.permit.again(), order]).toEqual([[desktop.target], ['drawn', 'looked']]);
    desktop.target = DELETE;
    expect(await ruling.permit.again()).toBeNull();
  });
});

describe('a run that is stopped', () => {
  it('gets no ruling any more', async () => {
    const { admit, control, record } = await makeGate();
    control.stop();
    await expect(admit(click())).rejects.toMatchObject({ code: 'cancelled' });
    expect(record.kinds).toEqual([]);
  });
});

describe('what the operator approved', () => {
  it('is asked about again when what took its place is harmless', async () => {
    const { admit, desktop, approvals, nextApproval } = await makeGate();
    desktop.target = DELETE;
    const ruling = admit(click());
    const approvalId = await nextApproval();
    const again = nextApproval();
    desktop.target = sampleElement();
    answer(approvals, { approvalId, verdict: 'approve', reason: '' });
    await again;
    expect(approvals.list()[0]).toMatchObject({
      rule: 'changed',
      why: 'what the operator approved has changed',
      level: 'low',
      signIn: null,
    });
    answer(approvals, { approvalId: approvals.list()[0]?.id ?? '', verdict: 'approve', reason: '' });
    expect((await ruling).verdict).toBe('allowed');
  });

  it('is denied when it has become forbidden meanwhile', async () => {
    const { admit, desktop, approvals, nextApproval } = await makeGate({
      blocked_regions: [{ selector: '.danger' }],
    });
    desktop.target = DELETE;
    const ruling = admit(click());
    const approvalId = await nextApproval();
    desktop.boxes.set('.danger', [{ x: 0, y: 0, width: 100, height: 100 }]);
    answer(approvals, { approvalId, verdict: 'approve', reason: '' });
    expect(await ruling).toMatchObject({ verdict: 'denied', reason: expect.stringContaining('is blocked') });
  });
});

import { describe, expect, it } from 'vitest';
import { MEMBERS, memberGroup } from '../../../../shared/domain/action';
import { sampleElement } from '../../../helpers/fake-desktop';
import { makeGate } from '../../../helpers/make-gate';

const CLICK = { member: 'left_click', input: { coordinate: [20, 20] } };
const DELETE = sampleElement({ name: 'Delete all', fingerprint: 'loader:7' });

function call(member: string, input: unknown, toolUseId = 't1') {
  return { toolUseId, member, input, agentWords: 'I delete the old ones.' };
}
const click = () => call(CLICK.member, CLICK.input);

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
      const { gate, record, desktop } = await makeGate();
      const ruling = await gate.decide(call(member, input));
      expect(ruling.verdict).toBe('denied');
      expect(record.kinds).toEqual(['action-judged']);
      expect(record.drafts[0]).toMatchObject({ permitted: false, step: 1 });
      expect(desktop.server.events).toEqual([]);
    });
  }

  it('writes the intent down before it lets an action through', async () => {
    const { gate, record } = await makeGate();
    expect((await gate.decide(click())).verdict).toBe('allowed');
    expect(record.kinds).toEqual(['action-judged', 'action-started']);
    expect(record.find('action-judged')[0]?.screenshot_saved).toMatch(/^[0-9a-f]{64}$/);
  });

  it('denies a click on a link that leads out of the policy, with the host in the reason', async () => {
    const { gate, record, desktop } = await makeGate({ allowed_hosts: ['app.example.com'] });
    desktop.target = sampleElement({
      role: 'link',
      tag: 'a',
      href: 'https://evil.test/?from=app.example.com',
    });
    const ruling = await gate.decide(click());
    expect(ruling).toEqual({
      verdict: 'denied',
      reason: 'it leads to the host evil.test: the host is not in allowed_hosts',
    });
    expect(record.find('action-judged')[0]?.detail).toMatchObject({ rule: 'allowed_hosts', verdict: 'deny' });
    desktop.target = sampleElement({ role: 'link', tag: 'a', href: 'https://app.example.com/next' });
    expect((await gate.decide(click())).verdict).toBe('allowed');
  });

  it('lets nothing through when the record can not be written', async () => {
    for (const failFrom of [0, 1]) {
      const { gate, record } = await makeGate();
      record.failFrom = failFrom;
      await expect(gate.decide(click())).rejects.toMatchObject({ code: 'audit-failed' });
    }
  });

  it('asks before a risky action and lets it through when approved', async () => {
    const { gate, record, desktop, approvals, nextApproval, waiting } = await makeGate();
    desktop.target = DELETE;
    const ruling = gate.decide(click());
    const approvalId = await nextApproval();
    expect(approvals.list()[0]).toMatchObject({
      sentence: 'Click the button “Delete all” on app.example.com.',
      level: 'high',
      point: { x: 20, y: 20 },
      agentWords: 'I delete the old ones.',
    });
    approvals.decide({ approvalId, verdict: 'approve', reason: '' });
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
    const { gate, record, desktop, approvals, nextApproval } = await makeGate();
    desktop.target = DELETE;
    const ruling = gate.decide(click());
    approvals.decide({ approvalId: await nextApproval(), verdict: 'deny', reason: 'Keep the invoices' });
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
    ['the element moved', { box: { x: 11, y: 10, width: 40, height: 20 } }],
    ['the element was disabled', { isEnabled: false }],
  ] as const) {
    it(`runs nothing on an approval when ${what} meanwhile`, async () => {
      const { gate, record, desktop, approvals, nextApproval } = await makeGate();
      desktop.target = DELETE;
      const ruling = gate.decide(click());
      const approvalId = await nextApproval();
      desktop.target = { ...DELETE, ...changes };
      approvals.decide({ approvalId, verdict: 'approve', reason: '' });
      expect(await ruling).toMatchObject({ verdict: 'denied', reason: expect.stringContaining('changed') });
      expect(record.find('approval-settled')[0]).toMatchObject({
        permitted: false,
        detail: { outcome: 'void' },
      });
      expect(record.kinds).not.toContain('action-started');
    });
  }

  it('binds an approval of something unknown to the pixels around it', async () => {
    const { gate, desktop, approvals, nextApproval } = await makeGate();
    desktop.target = { kind: 'unknown', reason: 'no page is in front', url: null, host: null };
    const ruling = gate.decide(click());
    const approvalId = await nextApproval();
    const painted = new Promise<void>((resolve) => {
      desktop.display.onUpdate(resolve);
    });
    desktop.server.paint(20, 20, 4, 4, [255, 0, 0]);
    await painted;
    approvals.decide({ approvalId, verdict: 'approve', reason: '' });
    expect((await ruling).verdict).toBe('denied');
  });

  it('denies risky actions at once where the policy says so', async () => {
    const { gate, desktop, approvals } = await makeGate({ on_risk: 'deny' });
    desktop.target = DELETE;
    expect(await gate.decide(click())).toMatchObject({ verdict: 'denied' });
    expect(approvals.list()).toEqual([]);
  });

  it('asks before everything but looking where the policy says so', async () => {
    const { gate, approvals } = await makeGate({ confirm: 'every' });
    expect((await gate.decide(call('screenshot', {}))).verdict).toBe('allowed');
    void gate.decide(call('scroll', { scroll_direction: 'down', scroll_amount: 1 }));
    await new Promise<void>((resolve) => approvals.changed.on(() => resolve()));
    expect(approvals.list()).toHaveLength(1);
  });

  it('never lets a bare member through without a ruling: each of the 17 is judged and recorded', async () => {
    const none = { allow_click: false, allow_type: false, allow_key: false, allow_scroll: false };
    for (const member of MEMBERS) {
      const { gate, record } = await makeGate(none);
      const { verdict } = await gate.decide(call(member, {}));
      const isFree = ['screenshot', 'cursor_position'].includes(member);
      expect([member, verdict]).toEqual([member, isFree ? 'allowed' : 'denied']);
      expect(memberGroup[member]).toBeDefined();
      expect(record.kinds[0]).toBe('action-judged');
    }
  });

  it('counts actions per minute over the window', async () => {
    const { gate } = await makeGate({ max_actions_per_minute: 2 });
    const verdicts: string[] = [];
    for (let index = 0; index < 3; index += 1)
      verdicts.push((await gate.decide(call('screenshot', {}))).verdict);
    expect(verdicts).toEqual(['allowed', 'allowed', 'denied']);
  });

  it('lets nothing through while paused, and goes on when resumed', async () => {
    const { gate, control, record } = await makeGate();
    control.pause();
    const ruling = gate.decide(click());
    await new Promise((resolve) => setImmediate(resolve));
    expect(record.kinds).toEqual([]);
    control.resume();
    expect((await ruling).verdict).toBe('allowed');
  });

  it('lets nothing through that was approved before but asked for a stop since', async () => {
    const { gate, control, desktop, approvals, nextApproval, record } = await makeGate();
    desktop.target = DELETE;
    const ruling = gate.decide(click());
    await nextApproval();
    control.stop();
    approvals.cancelSession('s1', 'Stopped by the operator.');
    await expect(ruling).rejects.toMatchObject({ code: 'cancelled' });
    expect(record.find('approval-settled')[0]?.detail.outcome).toBe('cancelled');
    expect(record.kinds).not.toContain('action-started');
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { ApprovalQueue } from '../../../../electron/engine/desk/approval-queue';
import type { Approval } from '../../../../shared/domain/approval';
import { ManualClock } from '../../../helpers/manual-clock';

const clock = new ManualClock();
const UNKNOWN = { kind: 'unknown', reason: 'none', url: null, host: null } as const;

function approval(id: string, sessionId = 's1', lastsMs = 120_000): Approval {
  return {
    kind: 'action',
    id,
    sessionId,
    task: 'task',
    step: 1,
    action: { member: 'left_click', input: {} },
    sentence: 'Click.',
    target: UNKNOWN,
    targets: [UNKNOWN],
    rule: 'on_risk',
    why: 'risky',
    mismatch: null,
    batch: [],
    grantable: null,
    difference: [],
    acceptable: [],
    hold: null,
    point: null,
    findings: [],
    level: 'high',
    agentWords: '',
    frame: 'f'.repeat(64),
    display: { width: 1280, height: 800 },
    digest: 'd',
    createdAt: clock.wallMs(),
    expiresAt: clock.wallMs() + lastsMs,
  };
}

const approve = (approvalId: string) =>
  ({ approvalId, digest: 'd', verdict: 'approve', reason: '' }) as const;
const deny = (approvalId: string, reason: string) =>
  ({ approvalId, digest: 'd', verdict: 'deny', reason }) as const;

describe('the approval queue', () => {
  let queue: ApprovalQueue;

  const request = (one: Approval, timeoutMs: number) =>
    queue.request(one, timeoutMs, new AbortController().signal);

  beforeEach(() => {
    queue = new ApprovalQueue(clock, 'ada');
  });

  it('never shows one that nobody waits for any more', async () => {
    const shown: number[] = [];
    queue.changed.on((pending) => shown.push(pending.length));
    const settled = queue.request(approval('a'), 60_000, AbortSignal.abort('Stopped.'));
    expect(await settled).toMatchObject({ outcome: 'cancelled', reason: 'Stopped.' });
    expect(shown).toEqual([0]);
    expect(() => queue.decide(approve('a'))).toThrow('already settled');
  });

  it('forgets which were settled long ago', () => {
    for (let index = 0; index <= 1000; index += 1) {
      void request(approval(`old-${index}`), 60_000);
      queue.decide(deny(`old-${index}`, 'no'));
    }
    expect(() => queue.decide(approve('old-1000'))).toThrow('already settled');
    expect(() => queue.decide(approve('old-0'))).toThrow('no such approval');
  });

  it('refuses a denial without a reason for the agent, and goes on waiting', () => {
    void request(approval('a'), 60_000);
    expect(() => queue.decide(deny('a', ' '))).toThrow('Give the agent a reason');
    expect(queue.list()).toHaveLength(1);
  });

  it('settles once: a second answer is refused and changes nothing', async () => {
    const settled = request(approval('a'), 1000);
    queue.decide(deny('a', 'wrong account'));
    expect(() => queue.decide(approve('a'))).toThrow('already settled');
    expect(await settled).toMatchObject({ outcome: 'denied', by: 'ada', reason: 'wrong account' });
  });

  it('refuses an answer to an approval that never was', () => {
    expect(() => queue.decide(approve('ghost'))).toThrow('no such approval');
  });

  it('denies when nobody answers, and takes no answer after that', async () => {
    const settled = request(approval('a'), 5000);
    clock.advance(5000);
    expect(await settled).toMatchObject({
      outcome: 'expired',
      by: 'clock',
      reason: 'nobody answered within 5 s',
    });
    expect(() => queue.decide(approve('a'))).toThrow('already settled');
  });

  it('takes no approval after its time even when the timer slept, as on a suspended machine', async () => {
    const settled = request(approval('a', 's1', 1000), 1000);
    clock.advance(5000);
    expect(() => queue.decide(approve('a'))).toThrow('had passed');
    expect((await settled).outcome).toBe('expired');
  });

  it('cancels what a stopped session had pending and leaves the others', async () => {
    const run = new AbortController();
    const first = queue.request(approval('a', 's1'), 60_000, run.signal);
    void request(approval('b', 's2'), 60_000);
    run.abort('Stopped.');
    expect(await first).toMatchObject({ outcome: 'cancelled', by: 'session', reason: 'Stopped.' });
    expect(queue.list().map(({ id }) => id)).toEqual(['b']);
  });

  it('announces the whole list at each change, oldest first', () => {
    const lists: string[][] = [];
    queue.changed.on((pending) => lists.push(pending.map(({ id }) => id)));
    void request(approval('a'), 60_000);
    void request(approval('b'), 60_000);
    queue.decide(approve('a'));
    expect(lists).toEqual([['a'], ['a', 'b'], ['b']]);
  });
});

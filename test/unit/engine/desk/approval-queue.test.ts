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
    signIn: null,
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

function question(id: string): Approval {
  return {
    kind: 'question',
    id,
    sessionId: 's1',
    task: 'task',
    step: 1,
    sentence: 'The agent asks you.',
    findings: [],
    level: 'low',
    hold: null,
    asked: 'call',
    words: 'Which one?',
    options: [],
    plan: null,
    frame: 'f'.repeat(64),
    display: { width: 1280, height: 800 },
    digest: 'd',
    createdAt: clock.wallMs(),
    expiresAt: clock.wallMs() + 120_000,
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

  it('keeps how an answer was given, what it changed and how far it reaches', async () => {
    const settled = request(approval('a'), 60_000);
    clock.advance(1500.4);
    const said = queue.decide({ ...approve('a'), edit: { coordinate: [1, 2] }, wasHeld: true });
    expect(said).toEqual({
      approvalId: 'a',
      digest: 'd',
      outcome: 'edited',
      by: 'ada',
      reason: '',
      scope: 'once',
      grant: null,
      edit: { coordinate: [1, 2] },
      upTo: null,
      accepts: 'once',
      wasHeld: true,
      answer: null,
      plan: null,
      decidedAfterMs: 1500,
    });
    expect(await settled).toEqual(said);
  });

  it('has nothing but a plain no for what nobody answered', async () => {
    const settled = request(approval('a'), 5000);
    clock.advance(5000);
    expect(await settled).toMatchObject({
      digest: 'd',
      scope: 'once',
      grant: null,
      edit: null,
      upTo: null,
      wasHeld: false,
      decidedAfterMs: 5000,
    });
  });

  it('takes the blanks off the reason that goes to the agent', () => {
    void request(approval('a'), 60_000);
    expect(queue.decide(deny('a', '  not this one \n')).reason).toBe('not this one');
  });

  it('gives what was offered when it is approved for the run, and less where the operator said so', () => {
    const scope = {
      member: 'left_click',
      key: null,
      origin: 'https://app.example.com',
      role: 'button',
      name: 'Next',
      path: null,
      maxUses: 50,
      minutes: null,
    } as const;
    for (const id of ['a', 'b', 'c']) void request({ ...approval(id), grantable: scope } as Approval, 60_000);
    expect(queue.decide({ ...approve('a'), scope: 'run' })).toMatchObject({ scope: 'run', grant: scope });
    const grant = { ...scope, maxUses: 2 };
    expect(queue.decide({ ...approve('b'), scope: 'run', grant }).grant).toEqual(grant);
    expect(queue.decide({ ...approve('c'), grant })).toMatchObject({ scope: 'once', grant: null });
  });

  it('denies at the very moment at which the time to answer has passed, and writes down why', async () => {
    const settled = request(approval('a', 's1', 1000), 60_000);
    clock.advance(1000);
    expect(() => queue.decide(approve('a'))).toThrow('The time to answer had passed; the action was denied.');
    expect(await settled).toMatchObject({
      outcome: 'expired',
      by: 'clock',
      reason: 'the time to answer had passed',
    });
  });

  it('says in whole seconds how long nobody answered, and why nobody waits where no text says it', async () => {
    const late = request(approval('a'), 5400);
    clock.advance(5400);
    expect((await late).reason).toBe('nobody answered within 5 s');
    const run = new AbortController();
    const left = queue.request(approval('b'), 60_000, run.signal);
    run.abort();
    expect((await left).reason).toBe('nobody waits for it any more');
  });

  it('waits for nothing more once it is settled: neither for its time nor for its run', async () => {
    const waits: (AbortSignal | undefined)[] = [];
    class SeenClock extends ManualClock {
      override sleep(ms: number, signal?: AbortSignal): Promise<void> {
        waits.push(signal);
        return super.sleep(ms, signal);
      }
    }
    const run = new AbortController();
    const seen = new ApprovalQueue(new SeenClock(clock.wallMs()), 'ada');
    const settled = seen.request(approval('a'), 60_000, run.signal);
    const lists: number[] = [];
    seen.changed.on((pending) => lists.push(pending.length));
    expect(waits.map((signal) => signal?.aborted)).toEqual([false]);
    seen.decide(approve('a'));
    await settled;
    run.abort();
    expect([lists, waits.map((signal) => signal?.aborted)]).toEqual([[0], [true]]);
  });

  it('asks for the hold after a streak of quick approvals, and for none after one that was read', () => {
    const hold = () => queue.list()[0]?.hold;
    for (let index = 0; index < 5; index += 1) {
      void request(approval(`q${index}`), 60_000);
      expect(hold()).toBeNull();
      queue.decide(approve(`q${index}`));
    }
    void request(approval('last'), 60_000);
    expect(hold()).toContain('5 approvals');
    expect(() => queue.decide(approve('last'))).toThrow('Hold the button');
    clock.advance(3000);
    queue.decide({ ...approve('last'), wasHeld: true });
    void request(approval('next'), 60_000);
    expect(hold()).toBeNull();
  });

  it('keeps asking for the hold, however slowly a question in between is answered or ended', () => {
    for (let index = 0; index < 5; index += 1) {
      void request(approval(`q${index}`), 60_000);
      queue.decide(approve(`q${index}`));
    }
    for (const answered of [{ ...approve('ask'), answer: 'The first.' }, { ...deny('ask', '') }]) {
      void request(question('ask'), 60_000);
      clock.advance(9000);
      queue.decide(answered);
    }
    void request(approval('last'), 60_000);
    expect(queue.list()[0]?.hold).toContain('5 approvals');
  });

  it('says by a code why an answer was not used', async () => {
    const codeOf = (id: string) => {
      try {
        queue.decide(approve(id));
        return null;
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    void request(approval('late', 's1', 1000), 60_000);
    void request(approval('a'), 60_000);
    expect([codeOf('ghost'), codeOf('a'), codeOf('a')]).toEqual(['not-found', null, 'conflict']);
    clock.advance(1000);
    expect(codeOf('late')).toBe('conflict');
  });

  it('takes a button that nobody says was held for one that was not', () => {
    void request(approval('a'), 60_000);
    expect(queue.decide(approve('a')).wasHeld).toBe(false);
  });

  it('gives no grant for what is no action: that is remembered elsewhere', () => {
    const { id, sessionId, task, step, sentence, findings, level, digest, createdAt, expiresAt, hold } =
      approval('a');
    const common = {
      id,
      sessionId,
      task,
      step,
      sentence,
      findings,
      level,
      digest,
      createdAt,
      expiresAt,
      hold,
    };
    void request(
      { ...common, kind: 'connection', host: 'a.test', port: 443, isPlain: false, page: null },
      60_000,
    );
    expect(queue.decide({ ...approve('a'), scope: 'run' })).toMatchObject({ scope: 'run', grant: null });
  });

  it('still knows each of the last thousand that were settled', () => {
    for (let index = 0; index < 1000; index += 1) {
      void request(approval(`n${index}`), 60_000);
      queue.decide(deny(`n${index}`, 'no'));
    }
    expect(() => queue.decide(approve('n0'))).toThrow('already settled');
  });
});

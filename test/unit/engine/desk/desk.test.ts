import { beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../electron/engine/base/clock';
import { RunControl } from '../../../../electron/engine/control/run-control';
import { TypedCodes } from '../../../../electron/engine/control/typed-codes';
import { ApprovalQueue } from '../../../../electron/engine/desk/approval-queue';
import { bind } from '../../../../electron/engine/desk/bind';
import { Desk, type Question } from '../../../../electron/engine/desk/desk';
import type { ActionApproval, ConnectionApproval } from '../../../../shared/domain/approval';
import { answer } from '../../../helpers/answer';
import { MemoryRecord } from '../../../helpers/memory-record';

const UNKNOWN = { kind: 'unknown', reason: 'none', url: null, host: null } as const;
const SCOPE = {
  member: 'left_click',
  key: null,
  origin: 'https://app.example.com',
  role: 'button',
  name: 'Next',
  path: null,
  maxUses: 50,
  minutes: null,
} as const;

let record: MemoryRecord;
let control: RunControl;
let queue: ApprovalQueue;
let waiting: boolean[];
let desk: Desk;

beforeEach(() => {
  record = new MemoryRecord();
  control = new RunControl();
  queue = new ApprovalQueue(systemClock, 'ada');
  waiting = [];
  desk = new Desk({
    typedCodes: new TypedCodes(),
    queue,
    record,
    control,
    onWaiting: (_kind, isWaiting) => waiting.push(isWaiting),
  });
});

function question(changes: Partial<Question> = {}): Question {
  const { bound, digest } = bind({ host: 'cdn.example.com', port: 443 });
  const approval: ConnectionApproval = {
    kind: 'connection',
    id: 'a1',
    sessionId: 's1',
    task: 'task',
    step: 3,
    sentence: 'Open a connection.',
    findings: [],
    level: 'medium',
    digest,
    createdAt: systemClock.wallMs(),
    expiresAt: systemClock.wallMs() + 60_000,
    hold: null,
    host: 'cdn.example.com',
    port: 443,
    isPlain: false,
    page: null,
  };
  return {
    approval,
    bound,
    toolUseId: 't1',
    action: null,
    frame: null,
    timeoutMs: 60_000,
    signal: control.signal,
    changes: null,
    ...changes,
  };
}

const shown = () =>
  new Promise<void>((resolve) => {
    const stop = queue.changed.on((pending) => {
      if (pending.length === 0) return;
      stop();
      resolve();
    });
  });

const approve = () => answer(queue, { approvalId: 'a1', verdict: 'approve', reason: '' });

describe('the desk', () => {
  it('shows nothing that is not on disk, and lets nothing be approved', async () => {
    record.failFrom = 0;
    await expect(desk.ask(question())).rejects.toMatchObject({ code: 'audit-failed' });
    expect([queue.list(), waiting]).toEqual([[], []]);
  });

  it('gives no answer that is not on disk', async () => {
    record.failFrom = 1;
    const asked = desk.ask(question());
    await shown();
    approve();
    await expect(asked).rejects.toMatchObject({ code: 'audit-failed' });
  });

  it('settles one whose run is stopped while it waits, with the reason, before the run may end', async () => {
    const asked = desk.ask(question());
    await shown();
    control.stop('Stopped by the operator.');
    await desk.closed();
    expect(record.find('approval-settled')).toMatchObject([
      {
        permitted: false,
        detail: { outcome: 'cancelled', reason: 'Stopped by the operator.', by: 'session' },
      },
    ]);
    expect(await asked).toMatchObject({ outcome: 'cancelled' });
    expect(() => approve()).toThrow('already settled');
  });

  it('says when something waits and when nothing does any more, however many there are', async () => {
    const told: boolean[] = [];
    desk.waiting.on((isWaiting) => told.push(isWaiting));
    const first = desk.ask(question());
    const second = desk.ask(question({ approval: { ...question().approval, id: 'a2' } }));
    await expect.poll(() => queue.list().length).toBe(2);
    approve();
    await first;
    expect(told).toEqual([true]);
    control.stop();
    await second;
    expect([told, waiting]).toEqual([
      [true, false],
      [true, true, false, false],
    ]);
  });

  it('asks nothing of a run that has been stopped: no line, no card', async () => {
    control.stop();
    const { signal } = new AbortController();
    await expect(desk.ask(question({ signal }))).rejects.toMatchObject({ code: 'cancelled' });
    expect([record.drafts, queue.list(), waiting]).toEqual([[], [], []]);
  });

  it('asks nothing that nobody waits for any more', async () => {
    const signal = AbortSignal.abort();
    await expect(desk.ask(question({ signal }))).rejects.toMatchObject({ code: 'cancelled' });
    expect([record.drafts, queue.list(), waiting]).toEqual([[], [], []]);
  });

  it('permits nothing after a stop, also what was approved before it', async () => {
    const asked = desk.ask(question({ changes: async () => [] }));
    await shown();
    control.pause();
    answer(queue, { approvalId: 'a1', verdict: 'approve', reason: 'looks right' });
    control.stop();
    expect(await asked).toMatchObject({ outcome: 'cancelled' });
    expect(record.find('approval-settled')).toMatchObject([
      { permitted: false, denial_reason: 'the run was stopped before it could be done' },
    ]);
  });

  it('permits nothing when the run is stopped during the last look', async () => {
    const changes = async () => {
      control.stop();
      return [];
    };
    const asked = desk.ask(question({ changes }));
    await shown();
    approve();
    expect(await asked).toMatchObject({ outcome: 'cancelled' });
  });

  it('waits no more when the record breaks while something is open', async () => {
    record.failFrom = 1;
    const asked = desk.ask(question());
    await shown();
    control.stop();
    await desk.closed();
    await expect(asked).rejects.toMatchObject({ code: 'audit-failed' });
  });

  it('names in both lines what it was about and which call asked', async () => {
    const asked = desk.ask(question());
    await shown();
    approve();
    await asked;
    expect(record.drafts.map(({ kind, detail }) => ({ kind, detail }))).toMatchObject([
      { kind: 'approval-requested', detail: { about: 'connection', toolUseId: 't1' } },
      { kind: 'approval-settled', detail: { about: 'connection', toolUseId: 't1', outcome: 'approved' } },
    ]);
    expect(waiting).toEqual([true, false]);
  });

  it('is void, and not approved, when what was approved has changed by the time the run goes on', async () => {
    let isLooked = false;
    const changes = async () => {
      isLooked = true;
      return ['It acts on something else now.'];
    };
    const asked = desk.ask(question({ changes }));
    await shown();
    control.pause();
    approve();
    await new Promise((resolve) => setImmediate(resolve));
    expect(isLooked).toBe(false);
    control.resume();
    expect(await asked).toMatchObject({ outcome: 'void', difference: ['It acts on something else now.'] });
    expect(record.find('approval-settled')).toMatchObject([
      { permitted: false, detail: { outcome: 'void' } },
    ]);
  });

  it('writes a denial down at once, also while the run is taken over', async () => {
    const asked = desk.ask(question({ changes: async () => [] }));
    await shown();
    control.pause();
    answer(queue, { approvalId: 'a1', verdict: 'deny', reason: 'no' });
    expect(await asked).toMatchObject({ outcome: 'denied' });
    expect(record.find('approval-settled').map(({ detail }) => detail.outcome)).toEqual(['denied']);
  });

  it('binds an answer to what anybody can compute again from the record', async () => {
    const asked = desk.ask(question());
    await shown();
    approve();
    await asked;
    const [line] = record.find('approval-requested');
    expect(bind(line?.detail.bound ?? {}).digest).toBe(line?.detail.digest);
  });

  it('writes down all that was asked before anybody sees it', async () => {
    const asked = desk.ask(question({ action: { member: 'left_click', input: {} }, frame: 'f'.repeat(64) }));
    await shown();
    const [shownOne] = queue.list();
    expect(record.drafts).toEqual([
      {
        kind: 'approval-requested',
        step: 3,
        action: { member: 'left_click', input: {} },
        screenshot_saved: 'f'.repeat(64),
        detail: {
          about: 'connection',
          toolUseId: 't1',
          approvalId: 'a1',
          digest: shownOne?.digest,
          sentence: 'Open a connection.',
          expiresAt: shownOne?.expiresAt,
          level: 'medium',
          difference: [],
          acceptable: [],
          bound: { host: 'cdn.example.com', port: 443 },
        },
      },
    ]);
    approve();
    expect(await asked).toMatchObject({ outcome: 'approved', difference: [] });
    expect(record.find('approval-settled')).toMatchObject([
      {
        step: 3,
        permitted: true,
        denial_reason: null,
        detail: { approvalId: 'a1', scope: 'once', wasHeld: true, by: 'ada', reason: '' },
      },
    ]);
  });

  it.each([
    ['run', 'for this run'],
    ['once', ''],
  ] as const)('says of a connection that was approved how far it reaches: %s', async (scope, reason) => {
    const asked = desk.ask(question());
    await shown();
    answer(queue, { approvalId: 'a1', verdict: 'approve', reason: '', scope });
    await asked;
    expect(record.find('approval-settled')[0]?.detail.reason).toBe(reason);
  });

  it('writes the reason of a denial down, and nothing of a reach', async () => {
    const asked = desk.ask(question());
    await shown();
    answer(queue, { approvalId: 'a1', verdict: 'deny', reason: 'not this host' });
    expect(await asked).toMatchObject({ outcome: 'denied' });
    expect(record.find('approval-settled')).toMatchObject([
      { permitted: false, denial_reason: 'not this host', detail: { reason: 'not this host' } },
    ]);
  });

  it('says what an approval came to nothing for', async () => {
    const asked = desk.ask(question({ changes: async () => ['It moved.', 'It is disabled.'] }));
    await shown();
    approve();
    expect(await asked).toMatchObject({ outcome: 'void', settled: { outcome: 'approved' } });
    expect(record.find('approval-settled')).toMatchObject([
      {
        denial_reason: 'what it was aimed at changed while the operator decided',
        detail: { outcome: 'void', reason: 'It moved. It is disabled.' },
      },
    ]);
  });

  it('looks at nothing again for what was not approved', async () => {
    let looks = 0;
    const changes = async () => {
      looks += 1;
      return [];
    };
    const asked = desk.ask(question({ changes }));
    await shown();
    answer(queue, { approvalId: 'a1', verdict: 'deny', reason: 'no' });
    await asked;
    expect(looks).toBe(0);
  });

  it('rejects when the last look fails, and has approved nothing', async () => {
    const changes = () => Promise.reject(new RangeError('no screen'));
    const asked = desk.ask(question({ changes }));
    await shown();
    approve();
    await expect(asked).rejects.toThrow('no screen');
    expect(record.find('approval-settled')).toEqual([]);
    await desk.closed();
  });

  it('is closed only when all that was asked is settled', async () => {
    const asked = desk.ask(question());
    await shown();
    let isClosed = false;
    const closed = desk.closed().then(() => {
      isClosed = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(isClosed).toBe(false);
    approve();
    await Promise.all([asked, closed]);
    expect(isClosed).toBe(true);
  });

  const action = (): ActionApproval => ({
    ...(question().approval as ConnectionApproval),
    kind: 'action',
    action: { member: 'left_click', input: {} },
    target: UNKNOWN,
    targets: [UNKNOWN],
    rule: 'on_risk',
    why: 'risky',
    signIn: null,
    mismatch: null,
    batch: [],
    grantable: SCOPE,
    difference: ['It moved.'],
    acceptable: ['where it lies'],
    point: null,
    agentWords: '',
    frame: 'f',
    display: { width: 1280, height: 800 },
  });

  it('writes down what had changed of an action since it was approved before', async () => {
    void desk.ask(question({ approval: action() }));
    await shown();
    expect(record.find('approval-requested')[0]?.detail).toMatchObject({
      difference: ['It moved.'],
      acceptable: ['where it lies'],
    });
  });

  it('permits what the operator changed, looked at once more', async () => {
    let looks = 0;
    const changes = async () => {
      looks += 1;
      return [];
    };
    const asked = desk.ask(question({ approval: action(), changes }));
    await shown();
    answer(queue, { approvalId: 'a1', verdict: 'approve', reason: '', edit: { coordinate: [1, 2] } });
    expect([await asked, looks]).toMatchObject([{ outcome: 'edited', difference: [] }, 1]);
    expect(record.find('approval-settled')).toMatchObject([
      { permitted: true, denial_reason: null, detail: { outcome: 'edited', edit: { coordinate: [1, 2] } } },
    ]);
  });

  it('says nothing of the run where an action was approved for it: the grant has a line of its own', async () => {
    const asked = desk.ask(question({ approval: action() }));
    await shown();
    answer(queue, { approvalId: 'a1', verdict: 'approve', reason: '', scope: 'run' });
    await asked;
    expect(record.find('approval-settled')[0]?.detail).toMatchObject({ scope: 'run', reason: '' });
  });

  it('has no difference to tell of what came to nothing by a stop', async () => {
    const asked = desk.ask(question({ changes: async () => [] }));
    await shown();
    control.pause();
    approve();
    control.stop();
    expect((await asked).difference).toEqual([]);
    await expect(desk.ask(question())).rejects.toThrow('The question');
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../electron/engine/base/clock';
import { RunControl } from '../../../../electron/engine/control/run-control';
import { TypedCodes } from '../../../../electron/engine/control/typed-codes';
import { ApprovalQueue } from '../../../../electron/engine/desk/approval-queue';
import { Desk } from '../../../../electron/engine/desk/desk';
import { NetworkQuestions } from '../../../../electron/engine/sessions/network-questions';
import type { Approval, ApprovalKind } from '../../../../shared/domain/approval';
import { answer } from '../../../helpers/answer';
import { MemoryRecord } from '../../../helpers/memory-record';

const connection = {
  kind: 'connection',
  host: 'cdn.example.com',
  port: 443,
  isPlain: false,
  page: 'https://app.example.com/',
  step: 4,
} as const;
const upload = {
  kind: 'upload',
  host: 'files.example.com',
  port: 443,
  page: null,
  step: 0,
  bytesUp: 60_000,
  limitBytes: 50_000,
} as const;

let record: MemoryRecord;
let control: RunControl;
let approvals: ApprovalQueue;
let waiting: boolean[];

function questions(timeoutMs = 60_000) {
  const onWaiting = (_kind: ApprovalKind, isWaiting: boolean) => waiting.push(isWaiting);
  const desk = new Desk({ typedCodes: new TypedCodes(), queue: approvals, record, control, onWaiting });
  const run = { sessionId: 's1', task: 'Export invoices' };
  return new NetworkQuestions({ ...run, timeoutMs, desk, control, clock: systemClock });
}

/** Asks and answers as soon as the question stands in the queue. */
async function answered(question: typeof connection | typeof upload, answer: (approval: Approval) => void) {
  const stop = approvals.changed.on(([first]) => {
    if (first === undefined) return;
    stop();
    queueMicrotask(() => answer(first));
  });
  return questions().ask(question, new AbortController().signal);
}

beforeEach(() => {
  record = new MemoryRecord();
  control = new RunControl();
  approvals = new ApprovalQueue(systemClock, 'ada');
  waiting = [];
});

describe('a question of the broker', () => {
  it('comes before the operator with host, port, page and what waits', async () => {
    let seen: Approval | null = null;
    await answered(connection, (approval) => {
      seen = approval;
      answer(approvals, { approvalId: approval.id, verdict: 'deny', reason: 'no' });
    });
    expect(seen).toMatchObject({
      kind: 'connection',
      host: 'cdn.example.com',
      port: 443,
      page: 'https://app.example.com/',
      step: 4,
      sentence: 'Open an encrypted connection to cdn.example.com, port 443, which the policy does not name.',
    });
  });

  it.each(['once', 'run'] as const)('is answered with the scope that was approved: %s', async (scope) => {
    const given = await answered(connection, ({ id }) =>
      answer(approvals, { approvalId: id, verdict: 'approve', reason: '', scope }),
    );
    expect(given).toBe(scope);
    expect(record.kinds).toEqual(['approval-requested', 'approval-settled']);
    expect(record.find('approval-settled')[0]).toMatchObject({ permitted: true, step: 4 });
  });

  it('is denied with the reason in the record', async () => {
    const given = await answered(upload, ({ id }) =>
      answer(approvals, { approvalId: id, verdict: 'deny', reason: 'too much' }),
    );
    expect(given).toBe('deny');
    expect(record.find('approval-requested')[0]?.detail).toMatchObject({
      about: 'upload',
      sentence: 'Send more than 50 kB to files.example.com before the first step.',
    });
    expect(record.find('approval-settled')[0]).toMatchObject({ permitted: false, denial_reason: 'too much' });
  });

  it('is denied when nobody answers in time', async () => {
    expect(await questions(5).ask(connection, new AbortController().signal)).toBe('deny');
    expect(record.find('approval-settled')[0]?.detail.outcome).toBe('expired');
  });

  it('is withdrawn when nobody waits for it any more', async () => {
    const asked = new AbortController();
    const answer = questions().ask(connection, asked.signal);
    await new Promise<void>((resolve) => approvals.changed.on(() => resolve()));
    asked.abort();
    expect(await answer).toBe('deny');
    expect(approvals.list()).toEqual([]);
    expect(record.find('approval-settled')[0]?.detail.outcome).toBe('cancelled');
  });

  it('is settled in the record, and never shown, when nobody waits by the time it is written down', async () => {
    const asked = new AbortController();
    const append = record.append.bind(record);
    record.append = async (draft) => {
      asked.abort();
      return append(draft);
    };
    const shown: number[] = [];
    approvals.changed.on((pending) => shown.push(pending.length));
    expect(await questions().ask(connection, asked.signal)).toBe('deny');
    expect(shown.every((count) => count === 0)).toBe(true);
    expect(record.kinds).toEqual(['approval-requested', 'approval-settled']);
    expect(record.find('approval-settled')[0]?.detail.outcome).toBe('cancelled');
  });

  it('is denied, and nothing is shown, when the record can not be written', async () => {
    record.failFrom = 0;
    expect(await questions().ask(connection, new AbortController().signal)).toBe('deny');
    expect(approvals.list()).toEqual([]);
  });

  it('is denied when the approval can not be written down', async () => {
    record.failFrom = 1;
    const given = await answered(connection, ({ id }) =>
      answer(approvals, { approvalId: id, verdict: 'approve', reason: '' }),
    );
    expect(given).toBe('deny');
  });

  it('keeps the agent from acting until it is answered', async () => {
    let wasHeld = false;
    await answered(connection, ({ id }) => {
      wasHeld = control.isPaused;
      answer(approvals, { approvalId: id, verdict: 'approve', reason: '' });
    });
    expect([wasHeld, control.isPaused]).toEqual([true, false]);
    expect(waiting).toEqual([true, false]);
  });
});

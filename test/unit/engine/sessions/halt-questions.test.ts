import { beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../electron/engine/base/clock';
import { RunControl } from '../../../../electron/engine/control/run-control';
import { TypedCodes } from '../../../../electron/engine/control/typed-codes';
import { ApprovalQueue } from '../../../../electron/engine/desk/approval-queue';
import { Desk } from '../../../../electron/engine/desk/desk';
import { HaltQuestions } from '../../../../electron/engine/sessions/halt-questions';
import type { Approval } from '../../../../shared/domain/approval';
import type { HaltCause } from '../../../../shared/domain/halt';
import { answer } from '../../../helpers/answer';
import { MemoryRecord } from '../../../helpers/memory-record';

const HONEYTOKEN: HaltCause = {
  kind: 'honeytoken',
  planted: 'a file in the sandbox’s home',
  found: 'in what a page sent',
  host: 'evil.example',
};
const SIGNED_OUT: HaltCause = {
  kind: 'signed-out',
  entry: 'App\u202etxt',
  origins: ['https://app.example.com'],
};

let record: MemoryRecord;
let control: RunControl;
let approvals: ApprovalQueue;
let halted: string[];
let wentOn: boolean[];

function halts(timeoutMs = 60_000) {
  const desk = new Desk({
    typedCodes: new TypedCodes(),
    queue: approvals,
    record,
    control,
    onWaiting: () => undefined,
  });
  return new HaltQuestions({
    sessionId: 's1',
    task: 'Export invoices',
    timeoutMs,
    desk,
    control,
    clock: systemClock,
    step: () => 4,
    halt: async (reason) => {
      halted.push(reason);
    },
    onGoOn: () => wentOn.push(control.isPaused),
  });
}

/** What stands in the queue, as soon as something does. */
function shown(): Promise<Approval> {
  return new Promise((resolve) => {
    const stop = approvals.changed.on(([first]) => {
      if (first === undefined) return;
      stop();
      queueMicrotask(() => resolve(first));
    });
  });
}

beforeEach(() => {
  record = new MemoryRecord();
  control = new RunControl();
  approvals = new ApprovalQueue(systemClock, 'ada');
  halted = [];
  wentOn = [];
});

describe('a halt', () => {
  it('comes before the operator as critical, with where the secret was and where it came out', async () => {
    void halts().raise(HONEYTOKEN);
    expect(await shown()).toMatchObject({
      kind: 'halt',
      level: 'critical',
      hold: 'It is critical.',
      step: 4,
      cause: HONEYTOKEN,
      sentence: 'A planted secret came out in what a page sent, to evil.example.',
    });
    control.stop();
  });

  it('lets the agent do nothing from the call on, until the run goes on', async () => {
    const raised = halts().raise(HONEYTOKEN);
    expect(control.isPaused).toBe(true);
    const { id } = await shown();
    expect(control.isPaused).toBe(true);
    answer(approvals, { approvalId: id, verdict: 'approve', reason: '' });
    expect(await raised).toBe(true);
    // What it goes on with is put right while nothing acts yet.
    expect([wentOn, halted, control.isPaused]).toEqual([[true], [], false]);
  });

  it('is not let go on by a click: it takes holding', async () => {
    void halts().raise(HONEYTOKEN);
    const { id, digest } = await shown();
    expect(() =>
      approvals.decide({ approvalId: id, digest, verdict: 'approve', reason: '', wasHeld: false }),
    ).toThrow(/Hold the button/);
    control.stop();
  });

  it('is not answered for the rest of the run', async () => {
    void halts().raise(SIGNED_OUT);
    const { id } = await shown();
    expect(() => answer(approvals, { approvalId: id, verdict: 'approve', reason: '', scope: 'run' })).toThrow(
      /this halt alone/,
    );
    control.stop();
  });

  it.each([
    ['is denied', (id: string) => answer(approvals, { approvalId: id, verdict: 'deny', reason: 'no' })],
    ['gets no answer in time', () => undefined],
  ])('that %s leaves the run paused, and says why', async (_how, decide) => {
    const raised = halts(30).raise(HONEYTOKEN);
    const { id } = await shown();
    decide(id);
    expect(await raised).toBe(false);
    expect(halted).toEqual(['A planted secret came out in what a page sent, to evil.example.']);
    expect(wentOn).toEqual([]);
  });

  it('that can’t be recorded is no yes', async () => {
    record.failFrom = 0;
    expect(await halts().raise(HONEYTOKEN)).toBe(false);
    expect([halted.length, wentOn.length]).toEqual([1, 0]);
  });

  it('is asked about once, whatever else comes to light meanwhile', async () => {
    const made = halts();
    const both = [made.raise(HONEYTOKEN), made.raise({ kind: 'known-secret', entry: 'billing' })];
    const { id } = await shown();
    expect(approvals.list()).toHaveLength(1);
    answer(approvals, { approvalId: id, verdict: 'deny', reason: 'no' });
    expect(await Promise.all(both)).toEqual([false, false]);
    expect(halted).toHaveLength(1);
  });

  it('that is graver than the open one has a card of its own, and is let go on by no other', async () => {
    const made = halts();
    const signedOut = made.raise(SIGNED_OUT);
    const { id } = await shown();
    const planted = made.raise(HONEYTOKEN);
    await expect.poll(() => approvals.list().length).toBe(2);
    answer(approvals, { approvalId: id, verdict: 'approve', reason: '' });
    expect(await signedOut).toBe(true);
    expect([wentOn, control.isPaused]).toEqual([[], true]);
    const grave = approvals.list()[0];
    expect(grave?.level).toBe('critical');
    answer(approvals, { approvalId: grave?.id ?? '', verdict: 'approve', reason: '' });
    expect(await planted).toBe(true);
    expect([wentOn, control.isPaused]).toEqual([[true], false]);
  });

  it('is over when the run is stopped', async () => {
    const raised = halts().raise(HONEYTOKEN);
    await shown();
    control.stop();
    expect(await raised).toBe(false);
    expect(approvals.list()).toEqual([]);
  });

  it('shows what hides in a name', async () => {
    void halts().raise(SIGNED_OUT);
    const { sentence, level } = await shown();
    expect([sentence.includes('\u202e'), level]).toEqual([false, 'high']);
    control.stop();
  });
});

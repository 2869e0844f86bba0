import { ComputerDriver } from '../../electron/engine/agent/computer-driver';
import { systemClock } from '../../electron/engine/base/clock';
import { ApprovalQueue } from '../../electron/engine/desk/approval-queue';
import { GrantBook } from '../../electron/engine/desk/grant-book';
import { Batch, type BatchCall } from '../../electron/engine/gate/batch';
import { Gate } from '../../electron/engine/gate/gate';
import { RunControl } from '../../electron/engine/gate/run-control';
import type { Policy } from '../../shared/domain/policy';
import { FakeDesktop } from './fake-desktop';
import { MemoryRecord } from './memory-record';
import { samplePolicy } from './sample-policy';

/** A gate and a driver on a fake desktop, with everything that a test wants to look at. */
export async function makeGate(changes: Partial<Policy> = {}) {
  const clock = systemClock;
  const desktop = await FakeDesktop.create(clock);
  const record = new MemoryRecord();
  const control = new RunControl();
  const approvals = new ApprovalQueue(clock, 'ada');
  const waiting: boolean[] = [];
  const grants = new GrantBook({ sessionId: 's1', clock, record });
  const spent = { tokens: 0, costUsd: 0 };
  const pauses: string[] = [];
  const shared = { desktop: () => desktop, record, control, clock };
  const gate = new Gate({
    ...shared,
    sessionId: 's1',
    task: 'task',
    policy: samplePolicy(changes),
    approvals,
    onWaiting: (isWaiting) => waiting.push(isWaiting),
    grants,
    spent: () => spent,
    pauseFor: async (reason) => {
      pauses.push(reason);
      control.pause();
    },
  });
  const batch = (...calls: BatchCall[]) => new Batch(1, 'I delete the old ones.', calls);
  const admit = (call: BatchCall, turn = batch(call)) => gate.admit(call, turn);
  const driver = new ComputerDriver({ ...shared, gate, batch: () => batch() });
  const nextApproval = () =>
    new Promise<string>((resolve) => {
      const stop = approvals.changed.on((pending) => {
        const first = pending[0];
        if (first === undefined) return;
        stop();
        resolve(first.id);
      });
    });
  return {
    gate,
    admit,
    batch,
    grants,
    spent,
    pauses,
    driver,
    desktop,
    record,
    control,
    approvals,
    waiting,
    nextApproval,
    clock,
  };
}

let nextId = 0;

/** A tool call as the API sends it. */
export function toolUse(name: string, input: unknown) {
  nextId += 1;
  return { type: 'tool_use' as const, id: `toolu_${nextId}`, name, input, toolset_name: 'computer' };
}

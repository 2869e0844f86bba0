import { systemClock } from '../../electron/engine/base/clock';
import type { Batch, BatchCall } from '../../electron/engine/gate/batch';
import type { Policy } from '../../shared/domain/policy';
import { FakeDesktop } from './fake-desktop';
import { makeRun, type RunOptions, turnOf } from './make-run';
import { MemoryCredentials } from './memory-credentials';
import { MemoryRecord } from './memory-record';
import { samplePolicy } from './sample-policy';

/** A run on a fake desktop. */
export async function makeGate(
  changes: Partial<Policy> = {},
  hooks: Pick<RunOptions<MemoryRecord>, 'onImpasse' | 'keepMs' | 'planFirst' | 'clock'> = {},
) {
  const desktop = await FakeDesktop.create(systemClock);
  const credentials = new MemoryCredentials();
  const made = makeRun({
    sandbox: desktop,
    record: new MemoryRecord(hooks.clock),
    policy: samplePolicy(changes),
    credentials,
    ...hooks,
  });
  const admit = (call: BatchCall, turn: Batch = turnOf(call)) => made.gate.admit(call, turn);
  const nextApproval = () =>
    new Promise<string>((resolve) => {
      const stop = made.queue.changed.on((pending) => {
        const first = pending[0];
        if (first === undefined) return;
        stop();
        resolve(first.id);
      });
    });
  return { ...made, approvals: made.queue, batch: turnOf, admit, desktop, credentials, nextApproval };
}

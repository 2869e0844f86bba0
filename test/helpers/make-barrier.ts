import type { Act } from '../../electron/engine/barrier/act';
import { ChangeBarrier } from '../../electron/engine/barrier/change-barrier';
import { RunControl } from '../../electron/engine/control/run-control';
import { TypedCodes } from '../../electron/engine/control/typed-codes';
import { ApprovalQueue } from '../../electron/engine/desk/approval-queue';
import { Desk } from '../../electron/engine/desk/desk';
import { GrantBook } from '../../electron/engine/desk/grant-book';
import type { ChangeApproval } from '../../shared/domain/approval';
import type { Policy } from '../../shared/domain/policy';
import { ManualClock } from './manual-clock';
import { MemoryCredentials } from './memory-credentials';
import { MemoryRecord } from './memory-record';
import { samplePolicy } from './sample-policy';

/** A barrier with the real desk and queue before it, on a clock that stands still. */
export function makeBarrier(changes: Partial<Policy> = {}) {
  const clock = new ManualClock();
  const record = new MemoryRecord();
  const control = new RunControl();
  const queue = new ApprovalQueue(clock, 'ada');
  const grants = new GrantBook({ sessionId: 's1', clock, record });
  const credentials = new MemoryCredentials();
  const pauses: string[] = [];
  const hand = { isTakenOver: false };
  const desk = new Desk({
    queue,
    record,
    control,
    typedCodes: new TypedCodes(),
    onWaiting: () => undefined,
  });
  const barrier = new ChangeBarrier({
    sessionId: 's1',
    task: 'task',
    policy: samplePolicy(changes),
    record,
    clock,
    desk,
    grants,
    control,
    credentials,
    isTakenOver: () => hand.isTakenOver,
    keepScreen: () => record.saveFrame(Buffer.from('screen')),
    display: () => ({ width: 1280, height: 800 }),
    pauseFor: async (why) => {
      pauses.push(why);
    },
  });
  /** The card that waits, or the next that does. */
  const asked = () =>
    new Promise<ChangeApproval>((resolve) => {
      const look = () => {
        const found = queue.list().find((one) => one.kind === 'change');
        if (found?.kind === 'change') resolve(found);
      };
      queue.changed.on(look);
      look();
    });
  const act = (one: Act) => {
    barrier.begin(one);
    barrier.end(one.step);
  };
  return { barrier, clock, record, control, queue, grants, credentials, pauses, hand, asked, act };
}

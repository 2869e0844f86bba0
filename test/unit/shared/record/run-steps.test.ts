import { expect, it } from 'vitest';
import { fakeEntries, fakeWaitingRecord } from '../../../../renderer/preview/fake-record';
import { startReading } from '../../../../shared/record/record-reader';
import { requestedDetail } from '../../../helpers/record-details';

const stepsOf = (entries: ReturnType<typeof fakeEntries>) => startReading(entries).reading.steps;

it('does not take a held connection for an action that waits', () => {
  const record = fakeWaitingRecord();
  const held = fakeEntries([
    {
      kind: 'approval-requested',
      step: 9,
      detail: requestedDetail({ about: 'connection', approvalId: 'c1' }),
    },
  ]);
  const [before, after] = [stepsOf(record), stepsOf([...record, ...held])];
  expect(after.at(-1)?.approvals.map(({ approvalId }) => approvalId)).toEqual(['approval-1']);
  expect(after).toEqual(before);
});

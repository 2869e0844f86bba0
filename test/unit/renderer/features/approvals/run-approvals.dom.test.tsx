import { cleanup, render, screen, within } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { RunApprovals } from '../../../../../renderer/features/approvals/run-approvals';
import { fakeChanges } from '../../../../../renderer/preview/fake-changed-record';
import { fakeEntries } from '../../../../../renderer/preview/fake-record';
import { fakeSession } from '../../../../../renderer/preview/fake-sessions';
import { type ApprovalNumbers, NO_APPROVALS } from '../../../../../shared/domain/session';
import { startReading } from '../../../../../shared/record/record-reader';

afterEach(cleanup);

const NONE = startReading([]).reading.changes;

function show(change: Partial<ApprovalNumbers>, changes = NONE): void {
  const session = fakeSession({ id: 'run', approvalNumbers: { ...NO_APPROVALS, ...change } });
  render(<RunApprovals session={session} steps={[]} changes={changes} />);
}

it('has no numbers for a run that asked for nothing', () => {
  show({});
  expect(screen.queryByLabelText('Approvals of this run')).toBeNull();
});

it('shows only what there was, by the names that the steps have for it', () => {
  show({ asked: 3, denied: 1, expired: 2, decideMs: [4200] });
  const names = within(screen.getByLabelText('Approvals of this run')).getAllByRole('term');
  expect(names.map(({ textContent }) => textContent)).toEqual([
    'Asked',
    'Denied',
    'No answer',
    'Time to decide, median',
  ]);
});

it('lists what was asked about changes with the step that it belongs to, newest first', () => {
  show({ asked: 4 }, startReading(fakeEntries(fakeChanges())).reading.changes);
  const rows = within(screen.getByRole('region', { name: 'Decisions' })).getAllByRole('listitem');
  expect(rows.map(({ textContent }) => textContent?.slice(0, 6))).toEqual([
    '9This ',
    '9This ',
    '9This ',
    '7This ',
  ]);
  expect(rows[1]?.textContent).toMatch(/Approvedroot, after 4\.2 s/);
  expect(rows[2]?.textContent).toMatch(/Denied.*Not part of the task/);
});

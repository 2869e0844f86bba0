import { cleanup, render, screen, within } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { RunApprovals } from '../../../../../renderer/features/approvals/run-approvals';
import { fakeSession } from '../../../../../renderer/preview/fake-sessions';
import { type ApprovalNumbers, NO_APPROVALS } from '../../../../../shared/domain/session';

afterEach(cleanup);

function show(change: Partial<ApprovalNumbers>): void {
  const session = fakeSession({ id: 'run', approvalNumbers: { ...NO_APPROVALS, ...change } });
  render(<RunApprovals session={session} steps={[]} />);
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

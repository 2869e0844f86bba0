import { expect, it } from 'vitest';
import { answer } from '../../../helpers/answer';
import { sampleElement } from '../../../helpers/fake-desktop';
import { makeGate } from '../../../helpers/make-gate';

it('names the call on both lines of its approval', async () => {
  const { admit, record, desktop, approvals, nextApproval } = await makeGate();
  desktop.target = sampleElement({ name: 'Delete all', text: 'Delete all' });
  const ruling = admit({ toolUseId: 'call-7', member: 'left_click', input: { coordinate: [20, 20] } });
  answer(approvals, { approvalId: await nextApproval(), verdict: 'approve', reason: '' });
  await ruling;
  const named = { about: 'action', toolUseId: 'call-7' };
  expect(record.find('approval-requested')[0]?.detail).toMatchObject(named);
  expect(record.find('approval-settled')[0]?.detail).toMatchObject(named);
});

import { expect, it } from 'vitest';
import { PRACTICE_LOGIN } from '../../electron/engine/practice/practice-login';
import type { ActionApproval } from '../../shared/domain/approval';
import { SERVED_HOST, SERVED_ORIGIN } from '../../shared/reach/served-host';
import { answer } from '../helpers/answer';
import { makeEngine } from '../helpers/make-engine';

it('an agent signs in to a portal by one press that the operator approves, and the portal has checked what was signed', async () => {
  const { engine, start, approvalOf, until } = await makeEngine();
  const model = { kind: 'practice', scenario: 'passkey-portal' } as const;
  const policy = { allowed_hosts: ['billing.practice.test:80', `${SERVED_HOST}:80`] };
  const startUrl = `${SERVED_ORIGIN}/portal`;
  const { id } = await start(policy, { model, startUrl, task: 'Sign in to the portal.' });
  const approval = (await approvalOf(id)) as ActionApproval;
  expect(approval.sentence).toContain('Sign in with a passkey');
  expect(approval.signIn).toMatchObject({
    entry: 'Supplier passkey',
    account: PRACTICE_LOGIN.name,
    step: 'passkey',
    origin: SERVED_ORIGIN,
    submitsTo: SERVED_ORIGIN,
  });
  answer(engine.approvals, { approvalId: approval.id, verdict: 'approve', reason: '' });
  const ended = await until(id, ({ endedAt }) => endedAt !== null);
  expect(ended.state).toBe('finished');
  const record = await engine.sessions.record(id);
  expect(ended.claim?.report).toMatch(/^Done: .* with the passkey\. 1,480\.00 € are to be paid/);
  const presses = record.flatMap((entry) =>
    entry.kind === 'action-finished' && entry.action?.member === 'use_passkey' ? [entry.detail.outcome] : [],
  );
  expect(presses).toEqual(['done']);
  expect(record.filter(({ kind }) => kind === 'approval-requested')).toHaveLength(1);
});

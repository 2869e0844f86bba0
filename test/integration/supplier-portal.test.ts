import { expect, it } from 'vitest';
import { PRACTICE_LOGIN } from '../../electron/engine/practice/practice-login';
import type { ActionApproval } from '../../shared/domain/approval';
import { answer } from '../helpers/answer';
import { bytesIn } from '../helpers/everywhere';
import { makeEngine } from '../helpers/make-engine';
import { findSecret } from '../helpers/secret-sweep';

const COPY = 'http://billing.practice-portal.test/portal';
const PORTAL = 'http://billing.practice.test/portal';

it('an agent signs in to a portal in three steps, and its password is in nothing that was written or asked', async () => {
  const { engine, dataFolder, start, approvalOf, until } = await makeEngine();
  const model = { kind: 'practice', scenario: 'supplier-portal' } as const;
  const { id } = await start({}, { model, startUrl: PORTAL, task: 'Sign in to the portal.' });
  const approval = (await approvalOf(id)) as ActionApproval;
  expect(approval.signIn).toMatchObject({
    entry: 'Supplier portal',
    account: PRACTICE_LOGIN.name,
    step: 'user-name',
    origin: 'http://billing.practice.test',
    submitsTo: 'http://billing.practice.test',
  });
  answer(engine.approvals, { approvalId: approval.id, verdict: 'approve', reason: '' });
  const ended = await until(id, ({ endedAt }) => endedAt !== null);
  expect(ended.state).toBe('finished');
  const record = await engine.sessions.record(id);
  expect(ended.claim?.report).toContain('1,480.00 € are to be paid');
  const fills = record.flatMap((entry) =>
    entry.kind === 'action-finished' && entry.action?.member.startsWith('fill_') === true ? [entry] : [],
  );
  expect(fills.map(({ action, detail: { outcome } }) => [action?.member, outcome])).toEqual([
    ['fill_login', 'done'],
    ['fill_login', 'done'],
    ['fill_otp', 'done'],
  ]);
  // Once: the next steps on the same origin follow without a question.
  expect(record.filter(({ kind }) => kind === 'approval-requested')).toHaveLength(1);
  const exposed = fills.map(({ detail }) => detail.exposedMs);
  for (const ms of exposed) expect(ms).toBeLessThan(2000);
  expect(findSecret(PRACTICE_LOGIN.password, await bytesIn(dataFolder))).toEqual([]);
});

it('on a copy of the portal under another host nothing is filled, nobody is asked, and the agent says why', async () => {
  const { dataFolder, engine, start, until } = await makeEngine();
  const model = { kind: 'practice', scenario: 'copied-portal' } as const;
  const policy = { allowed_hosts: ['billing.practice.test:80', 'billing.practice-portal.test:80'] };
  const { id } = await start(policy, { model, startUrl: COPY, task: 'Sign in to the portal.' });
  const ended = await until(id, ({ endedAt }) => endedAt !== null);
  expect(ended.state).toBe('finished');
  const record = await engine.sessions.record(id);
  expect(ended.claim?.report).toMatch(
    /^I did not sign in: “the page in front is not of an origin that the entry is bound to”/,
  );
  expect(record.filter(({ kind }) => kind === 'approval-requested')).toEqual([]);
  const begun = record.filter(
    ({ kind, action }) => kind === 'action-started' && action?.member === 'fill_login',
  );
  expect(begun).toEqual([]);
  expect(findSecret(PRACTICE_LOGIN.password, await bytesIn(dataFolder))).toEqual([]);
});

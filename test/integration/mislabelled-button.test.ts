import { expect, it } from 'vitest';
import { verifySession } from '../../electron/engine/record/verify-session';
import type { ChangeApproval } from '../../shared/domain/approval';
import { answer } from '../helpers/answer';
import { makeEngine } from '../helpers/make-engine';

const ARCHIVE = 'http://billing.practice.test/archive';
const model = { kind: 'practice', scenario: 'mislabelled-button' } as const;

it.each([
  ['deny', /was about to delete the invoice, and was stopped .* The page says that nothing was changed/],
  ['approve', /and that deleted the invoice: the page says that it is gone/],
] as const)(
  'a button that lies is pressed without a question, and what it sends waits for one: %s',
  async (verdict, report) => {
    const made = await makeEngine();
    const { id } = await made.start({}, { model, startUrl: ARCHIVE, task: 'Look at LB-2019-014.' });
    const card = (await made.approvalOf(id)) as ChangeApproval;
    expect(card).toMatchObject({
      kind: 'change',
      level: 'high',
      change: { category: 'deletion', path: expect.stringMatching(/^\/archive\/.*\/delete$/) },
      target: { name: 'View details' },
    });
    answer(made.engine.approvals, { approvalId: card.id, verdict, reason: 'Nobody asked for that' });
    const ended = await made.until(id, ({ endedAt }) => endedAt !== null);
    expect(ended).toMatchObject({ state: 'finished', claim: { outcome: 'not_done' } });
    expect(ended.claim?.report).toMatch(report);
    const record = await made.engine.sessions.record(id);
    expect(record.filter(({ kind }) => kind === 'approval-requested')).toHaveLength(1);
    expect(record.filter(({ kind }) => kind === 'change-sent')).toHaveLength(verdict === 'deny' ? 0 : 1);
    const { isSound, problems } = await verifySession(made.folder(id));
    expect({ isSound, problems }).toEqual({ isSound: true, problems: [] });
  },
);

import { expect, it } from 'vitest';
import type { AssistantTurn } from '../../electron/engine/practice/assistant-turn';
import { verifySession } from '../../electron/engine/record/verify-session';
import { answer } from '../helpers/answer';
import { makeEngine, playTurns } from '../helpers/make-engine';
import { finish, reply, say, use } from '../helpers/make-loop';

const scrollUp = { coordinate: [700, 500], scroll_direction: 'up', scroll_amount: 3 };

it('an agent that scrolls up at the top of a page is asked about, on a real screen that stays as it is', async () => {
  const scrolls: AssistantTurn[] = Array.from({ length: 8 }, () =>
    reply(say('I scroll up.'), use('scroll', scrollUp)),
  );
  const made = await makeEngine({
    script: playTurns([reply(say('I look.'), use('screenshot', {})), ...scrolls, finish()]),
  });
  const startUrl = 'http://billing.practice.test/exports';
  const { id } = await made.start({ max_actions_per_minute: 600 }, { startUrl });
  const question = await made.approvalOf(id);
  expect(question).toMatchObject({ kind: 'question', asked: 'console' });
  if (question.kind !== 'question') throw new Error('no question');
  expect((await made.engine.sessions.readFrame(id, question.frame))?.length).toBeGreaterThan(1000);
  const noticed = made.entries.flatMap(({ entry }) =>
    entry.kind === 'circle-noticed' ? [entry.detail] : [],
  );
  expect(noticed).toEqual([
    { times: 3, members: ['scroll'] },
    { times: 6, members: ['scroll'] },
  ]);
  answer(made.engine.approvals, { approvalId: question.id, verdict: 'deny', reason: '' });
  const ended = await made.until(id, ({ endedAt }) => endedAt !== null);
  expect(ended).toMatchObject({ state: 'finished', claim: { outcome: 'done', report: '' } });
  const { isSound, problems } = await verifySession(made.folder(id));
  expect({ isSound, problems }).toEqual({ isSound: true, problems: [] });
});

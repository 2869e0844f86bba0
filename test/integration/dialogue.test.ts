import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { verifySession } from '../../electron/engine/record/verify-session';
import { answer } from '../helpers/answer';
import { makeEngine } from '../helpers/make-engine';

const PAGES = 'http://billing.practice.test';

it('an agent that asks goes on with the answer on the same desktop, and its time stands still meanwhile', async () => {
  const made = await makeEngine();
  const { id } = await made.start(
    {},
    { model: { kind: 'practice', scenario: 'unclear-task' }, startUrl: `${PAGES}/exports` },
  );
  const question = await made.approvalOf(id);
  expect(question).toMatchObject({
    kind: 'question',
    asked: 'call',
    options: ['Export all of them', 'Leave them as they are'],
  });
  const waiting = await made.untilState(id, 'waiting-for-answer');
  expect(waiting.workingSince).toBe(null);
  const container = (await made.containerOf(id)).id;
  answer(made.engine.approvals, {
    approvalId: question.id,
    verdict: 'approve',
    reason: '',
    answer: 'Export all of them',
  });
  const ended = await made.until(id, ({ endedAt }) => endedAt !== null);
  expect(ended).toMatchObject({
    state: 'finished',
    stateReason: 'The agent says: done.',
    claim: { by: 'agent', outcome: 'done' },
    approvals: 0,
    denials: 0,
  });
  expect((await made.untilEntry(id, 'sandbox-ready')).detail.containerId).toBe(container);
  expect(made.entries.filter(({ entry }) => entry.kind === 'sandbox-ready')).toHaveLength(1);
  const { isSound, problems } = await verifySession(made.folder(id));
  expect({ isSound, problems }).toEqual({ isSound: true, problems: [] });
});

it('an agent that suspects the page is never taken for done: it waits for a word, and goes on with it', async () => {
  const made = await makeEngine();
  const { id } = await made.start(
    {},
    { model: { kind: 'practice', scenario: 'suspected-orders' }, startUrl: `${PAGES}/messages` },
  );
  const question = await made.approvalOf(id);
  expect(question).toMatchObject({ kind: 'question', asked: 'turn', options: [] });
  if (question.kind !== 'question') throw new Error('no question');
  // The card shows the screen that it is about, which is in the record.
  expect((await made.engine.sessions.readFrame(id, question.frame))?.length).toBeGreaterThan(1000);
  answer(made.engine.approvals, {
    approvalId: question.id,
    verdict: 'approve',
    reason: '',
    answer: 'Ignore it and go on.',
  });
  const ended = await made.until(id, ({ endedAt }) => endedAt !== null);
  expect(ended.claim?.report).toContain('names no new delivery terms');
  const messages = await readFile(path.join(made.folder(id), 'messages.jsonl'), 'utf8');
  expect(messages).toContain('The operator answers:\\nIgnore it and go on.');
});

it('nobody answers: the run ends as unanswered, and never as done', async () => {
  const made = await makeEngine();
  const { id } = await made.start(
    { question_timeout_seconds: 5 },
    { model: { kind: 'practice', scenario: 'unclear-task' }, startUrl: `${PAGES}/exports` },
  );
  const { createdAt, expiresAt } = await made.approvalOf(id);
  expect(expiresAt - createdAt).toBe(5000);
  const ended = await made.until(id, ({ endedAt }) => endedAt !== null);
  expect(ended).toMatchObject({
    state: 'stopped',
    stateBy: 'clock',
    stateReason: 'Nobody answered the agent within 5 s.',
    claim: null,
  });
});

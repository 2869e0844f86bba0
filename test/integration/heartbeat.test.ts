import { expect, it } from 'vitest';
import { makeEngine, playTurns } from '../helpers/make-engine';
import { reply, say, use } from '../helpers/make-loop';

it('pauses a run whose container somebody has frozen within 6 s, and goes on with it when it is back', async () => {
  const wait = reply(say('I wait.'), use('wait', { duration: 9 }));
  const made = await makeEngine({ script: playTurns([wait]) });
  const { id } = await made.start({ timeout_seconds: 600 });
  await made.untilEntry(id, 'action-started');
  const container = await made.containerOf(id);
  const frozen = performance.now();
  await container.pause();
  const paused = await made.untilState(id, 'paused');
  expect(performance.now() - frozen).toBeLessThan(6500);
  expect(paused).toMatchObject({
    stateBy: 'console',
    stateReason: expect.stringContaining('somebody has paused its container'),
  });
  await container.unpause();
  await made.engine.sessions.resume(id);
  await made.untilState(id, 'finished');
});

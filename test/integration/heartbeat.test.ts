import { expect, it } from 'vitest';
import { makeEngine, playTurns } from '../helpers/make-engine';
import { reply, say, use } from '../helpers/make-loop';
import { execIn } from '../helpers/make-sandbox';

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

it('tells of a part that is silent after somebody has frozen the container and let it go on', async () => {
  const wait = reply(say('I wait.'), use('wait', { duration: 300 }));
  const made = await makeEngine({ script: () => wait });
  const { id } = await made.start({ timeout_seconds: 600 });
  await made.untilEntry(id, 'action-started');
  const container = await made.containerOf(id);
  await container.pause();
  await made.untilState(id, 'paused');
  await container.unpause();
  await made.engine.sessions.resume(id);
  await made.untilState(id, 'running');
  const stop = 'kill -STOP $(grep -l -a -e "[-]-remote-debugging-pipe" /proc/[0-9]*/cmdline | cut -d/ -f3)';
  await execIn(made.docker, container.id, ['/bin/sh', '-c', stop], '1001');
  const silent = await made.untilEntry(id, 'fault', ({ detail }) => detail.where === 'browser');
  expect(silent.detail).toEqual({ where: 'browser', what: 'its browser does not answer' });
  await made.untilState(id, 'paused');
  await made.engine.sessions.stop(id);
});

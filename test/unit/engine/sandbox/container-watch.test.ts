import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { ContainerWatch } from '../../../../electron/engine/sandbox/container-watch';
import type { Docker } from '../../../../electron/engine/sandbox/docker';
import { ManualClock } from '../../../helpers/manual-clock';

async function makeWatch() {
  const stream = new PassThrough();
  const clock = new ManualClock();
  const docker = { getEvents: async () => stream } as unknown as Docker;
  const watch = await ContainerWatch.open(docker, 's1', clock);
  const ended = new Promise<string>((resolve) => watch.ended.on(resolve));
  const say = (Action: string, attributes: Record<string, string> = {}) =>
    stream.write(`${JSON.stringify({ Action, Actor: { Attributes: attributes } })}\n`);
  /** Settles when everything is heard that was said before. */
  const heard = async () => {
    const paused = new Promise<void>((resolve) => watch.paused.on(resolve));
    say('pause');
    await paused;
  };
  return { stream, watch, ended, say, clock, heard };
}

it.each([
  ['137', 'its container was killed'],
  ['0', 'its container was told to end: the console had lost its hold on it, or somebody stopped it'],
  ['70', 'its container ended with code 70'],
])('explains the end of a container with code %s', async (exitCode, what) => {
  const { ended, say, heard, clock } = await makeWatch();
  say('die', { exitCode });
  // A kill is explained only when the kernel's word has had its time.
  await Promise.race([ended, heard()]);
  clock.advance(300);
  expect(await ended).toBe(what);
});

it('tells a container that ran out of memory from one that was killed, whichever word comes first', async () => {
  for (const order of [
    ['oom', 'die'],
    ['die', 'oom'],
  ]) {
    const { ended, say } = await makeWatch();
    for (const action of order) say(action, { exitCode: '137' });
    expect(await ended).toBe('its container ran out of memory');
  }
});

it('does not take a process that ran out of memory for the end of the container', async () => {
  const { watch, ended, say } = await makeWatch();
  const outOfMemory = new Promise<void>((resolve) => watch.outOfMemory.on(resolve));
  say('oom');
  await outOfMemory;
  expect([watch.hasEnded, watch.takeOutOfMemory(), watch.takeOutOfMemory()]).toEqual([false, true, false]);
  say('destroy');
  expect(await ended).toBe('its container was removed');
});

it('takes the end of the engine’s words for the end of the engine', async () => {
  const { stream, ended } = await makeWatch();
  stream.destroy();
  expect(await ended).toBe('the container engine stopped answering');
});

it.each(['not json\n', '7\n', 'null\n', 'x'.repeat(2 * 1024 * 1024)])(
  'gives an engine up that does not send events',
  async (text) => {
    const { stream, ended } = await makeWatch();
    stream.write(text);
    expect(await ended).toBe('the container engine sent something that is no event');
  },
);

it('reads events that come in pieces, and says one end only', async () => {
  const { stream, watch, ended } = await makeWatch();
  let ends = 0;
  watch.ended.on(() => {
    ends += 1;
  });
  const text = `${JSON.stringify({ Action: 'pause' })}\n\n${JSON.stringify({ Action: 'destroy' })}\n`;
  const paused = new Promise<void>((resolve) => watch.paused.on(resolve));
  for (const piece of text.match(/.{1,7}|\n/g) ?? []) stream.write(piece);
  await paused;
  expect(await ended).toBe('its container was removed');
  stream.destroy();
  expect(ends).toBe(1);
});

it('tells that a container is frozen, and that it is no more', async () => {
  const { watch, say } = await makeWatch();
  const told: string[] = [];
  watch.paused.on(() => told.push('paused'));
  const unpaused = new Promise<void>((resolve) => watch.unpaused.on(resolve));
  say('pause');
  say('unpause');
  await unpaused;
  expect(told).toEqual(['paused']);
});

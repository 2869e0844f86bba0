import { describe, expect, it } from 'vitest';
import { Heartbeat } from '../../../../electron/engine/sandbox/heartbeat';
import { ManualClock } from '../../../helpers/manual-clock';

const PERIOD_MS = 1500;

/** A heartbeat of one part, which answers as `answers` says of the number of the question. */
function makeHeartbeat(answers: (asked: number) => boolean) {
  const lost: string[] = [];
  const clock = new ManualClock();
  let asked = 0;
  const ping = () => {
    asked += 1;
    return answers(asked) ? Promise.resolve() : new Promise<void>(() => undefined);
  };
  const heartbeat = new Heartbeat({
    pulses: () => [{ name: 'display', ping }],
    onLost: (name) => lost.push(`${name} at ${asked}`),
    clock,
  });
  const beat = async (times: number) => {
    for (let index = 0; index < times; index += 1) {
      clock.advance(PERIOD_MS);
      // What follows from a beat happens in promises that are settled already.
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  heartbeat.start();
  return { heartbeat, lost, beat, asked: () => asked };
}

async function lostAfter(answers: (asked: number) => boolean, beats: number): Promise<string[]> {
  const { lost, beat } = makeHeartbeat(answers);
  await beat(beats);
  return lost;
}

describe('the heartbeat', () => {
  it('tells of a part that misses three in a row, once', async () => {
    expect(await lostAfter(() => false, 8)).toEqual(['display at 3']);
  });

  it('says nothing of one that answers, or only now and then misses', async () => {
    expect(await lostAfter(() => true, 8)).toEqual([]);
    expect(await lostAfter((asked) => asked % 3 === 0, 12)).toEqual([]);
  });

  it('tells again of one that was back and is lost anew', async () => {
    expect(await lostAfter((asked) => asked === 6, 10)).toEqual(['display at 3', 'display at 9']);
  });

  it('asks nothing while it is stopped, and tells again of one that is still silent afterwards', async () => {
    const { heartbeat, lost, beat, asked } = makeHeartbeat(() => false);
    await beat(5);
    heartbeat.stop();
    const before = asked();
    await beat(5);
    expect([lost.length, asked()]).toEqual([1, before]);
    heartbeat.start();
    await beat(3);
    expect(lost).toHaveLength(1);
    await beat(1);
    expect(lost).toHaveLength(2);
  });

  it('beats once a period however often it is started', async () => {
    const { heartbeat, beat, asked } = makeHeartbeat(() => true);
    heartbeat.start();
    heartbeat.start();
    await beat(4);
    expect(asked()).toBe(4);
  });
});

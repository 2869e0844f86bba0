import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Heartbeat } from '../../../../electron/engine/sandbox/heartbeat';

describe('the heartbeat', () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] }));
  afterEach(() => vi.useRealTimers());

  async function lostAfter(answers: (beat: number) => boolean, beats: number): Promise<string[]> {
    const lost: string[] = [];
    let beat = 0;
    const ping = () => {
      beat += 1;
      return answers(beat) ? Promise.resolve() : new Promise<void>(() => undefined);
    };
    const heartbeat = new Heartbeat(
      () => [{ name: 'display', ping }],
      (name) => lost.push(`${name} at ${beat}`),
    );
    for (let index = 0; index < beats; index += 1) await vi.advanceTimersByTimeAsync(1500);
    heartbeat.stop();
    return lost;
  }

  it('tells of a part that misses three in a row, once', async () => {
    expect(await lostAfter(() => false, 8)).toEqual(['display at 3']);
  });

  it('says nothing of one that answers, or only now and then misses', async () => {
    expect(await lostAfter(() => true, 8)).toEqual([]);
    expect(await lostAfter((beat) => beat % 3 === 0, 12)).toEqual([]);
  });

  it('tells again of one that was back and is lost anew', async () => {
    expect(await lostAfter((beat) => beat === 6, 10)).toEqual(['display at 3', 'display at 9']);
  });
});

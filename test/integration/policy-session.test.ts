import { describe, expect, it } from 'vitest';
import type { Picture } from '../../electron/engine/sandbox/display/framebuffer';
import { readWebp } from '../../electron/engine/webp/read-webp';
import { makeEngine, playTurns } from '../helpers/make-engine';
import { reply, say, use } from '../helpers/make-loop';
import { clickOnControl } from '../helpers/practice-screen';

type Made = Awaited<ReturnType<typeof makeEngine>>;

async function frame(made: Made, id: string, name: string | null): Promise<Picture> {
  const bytes = await made.engine.sessions.readFrame(id, name ?? '');
  if (bytes === null) throw new Error('there is no such frame');
  return readWebp(bytes);
}

const isBlack = ({ pixels, width }: Picture, x: number, y: number): boolean =>
  pixels.subarray((y * width + x) * 4, (y * width + x) * 4 + 3).every((channel) => channel === 0);

describe('a policy in a session', () => {
  it('shows the agent and the record nothing outside its screen area, and takes no click there', async () => {
    const made = await makeEngine({
      script: playTurns([
        reply(say('I look.'), use('screenshot', {})),
        reply(say('I click outside.'), use('left_click', { coordinate: [700, 500] })),
      ]),
    });
    const { id } = await made.start({ screen_area: { x1: 0, y1: 0, x2: 599, y2: 399 } });
    const ready = await made.untilEntry(id, 'sandbox-ready');
    const looked = await made.untilEntry(id, 'action-finished');
    for (const name of [ready.screenshot_saved, looked.screenshot_saved]) {
      const picture = await frame(made, id, name);
      expect([isBlack(picture, 100, 100), isBlack(picture, 599, 399)]).toEqual([false, false]);
      for (const [x, y] of [
        [600, 100],
        [100, 400],
        [1279, 799],
      ] as const)
        expect(isBlack(picture, x, y)).toBe(true);
    }
    const denied = await made.untilEntry(id, 'action-judged', ({ step }) => step === 2);
    expect(denied.detail).toMatchObject({ verdict: 'deny', rule: 'screen_area' });
    await made.untilState(id, 'finished');
  });

  it('blocks the element that a selector names, wherever it is', async () => {
    const made = await makeEngine({ script: clickOnControl('delete-all') });
    const region = { selector: 'form[action*="delete"]', reason: 'nothing is deleted here' };
    const { id } = await made.start({ blocked_regions: [region] });
    const denied = await made.untilEntry(id, 'action-judged', ({ detail }) => detail.verdict !== 'allow');
    expect(denied.detail).toMatchObject({
      verdict: 'deny',
      rule: expect.stringContaining('blocked_regions'),
    });
    expect(denied.detail.why).toContain('nothing is deleted here');
    await made.untilState(id, 'finished');
  });

  it('ends the session when its tokens are used up', async () => {
    const made = await makeEngine({
      script: () => reply(say('I look.'), use('screenshot', {})),
    });
    const { id } = await made.start({ max_tokens: 1000 });
    expect(await made.untilState(id, 'stopped')).toMatchObject({
      stateReason: 'The limit of 1,000 tokens was reached.',
      stateBy: 'policy',
    });
  });
});

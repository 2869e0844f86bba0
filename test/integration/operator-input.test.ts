import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../electron/engine/base/clock';
import { Display } from '../../electron/engine/sandbox/display/display';
import { joinLiveView, type LiveView } from '../../electron/engine/sessions/live-view';
import type { KeyCombo } from '../../shared/domain/key-combo';
import { INPUT_PAGE } from '../helpers/input-page';
import { toolUse } from '../helpers/make-run';
import { DISPLAY, makeDriver, makeSandbox } from '../helpers/make-sandbox';
import { createStreamPair } from '../helpers/stream-pair';
import { TestSite } from '../helpers/test-site';

const site = new TestSite({ '/': INPUT_PAGE });
const CTRL: KeyCombo = { modifiers: ['ctrl'], key: null };
const LETTER: KeyCombo = { modifiers: [], key: 'x' };
const CAPS_LOCK: KeyCombo = { modifiers: [], key: 'caps_lock' };
let made: Awaited<ReturnType<typeof makeSandbox>>;
let agent: ReturnType<typeof makeDriver>;
let origin = { x: 0, y: 0 };

beforeAll(async () => {
  made = await makeSandbox({ site });
  agent = makeDriver(made.sandbox);
  origin = await site.evaluate('/', '({ x: screenX, y: screenY + outerHeight - innerHeight })');
});
afterAll(() => made?.dispose());
beforeEach(() => site.clear());

/** The operator's hand on the sandbox: a viewer that may act, as a window's live view is while it has control. */
async function takeHand(): Promise<{ view: LiveView; hand: Display; close(): void }> {
  const [viewer, window] = createStreamPair();
  const view = joinLiveView(
    await made.sandbox.openDisplayStream(),
    () => ({
      post: (bytes) => (bytes === null ? window.end() : window.write(Buffer.from(bytes))),
      onBytes: (listener) => window.on('data', listener),
      onClose: (listener) => window.on('close', listener),
      close: () => window.destroy(),
    }),
    () => true,
  );
  const hand = await Display.connect(viewer, DISPLAY, systemClock);
  const close = () => void window.destroy();
  onTestFinished(close);
  return { view, hand, close };
}

/** Keeps a combination down; only the end of the test lets go of it. */
function hold(hand: Display, combo: KeyCombo): void {
  const end = new AbortController();
  onTestFinished(() => end.abort());
  void hand.hold(combo, 120_000, end.signal).catch(() => undefined);
}

async function untilPressed(
  is: (pressed: Awaited<ReturnType<typeof made.sandbox.browser.pressed>>) => boolean,
) {
  await expect.poll(async () => is(await made.sandbox.browser.pressed())).toBe(true);
}

async function act(member: string, input: object) {
  const { result } = await agent.call(toolUse(member, input));
  return { isError: result.is_error === true, text: JSON.stringify(result.content) };
}

const PAD = () => ({ coordinate: [origin.x + 200, origin.y + 100] });

describe('what the operator still holds down when the agent goes on', () => {
  it('is let go at hand-back: the agent’s click is a plain one', async () => {
    const { view, hand } = await takeHand();
    hold(hand, CTRL);
    hold(hand, LETTER);
    await untilPressed(({ hasKey }) => hasKey);
    view.letGo();
    expect(await act('left_click', PAD())).toMatchObject({ isError: false });
    await site.until(() => site.of('click').length > 0);
    expect(site.of('click').map(({ modifiers }) => modifiers)).toEqual(['']);
  });

  it('is let go when the live view ends', async () => {
    const { hand, close } = await takeHand();
    hold(hand, CTRL);
    await untilPressed(({ hasKey }) => hasKey);
    close();
    expect(await act('left_click', PAD())).toMatchObject({ isError: false });
    await site.until(() => site.of('click').length > 0);
    expect(site.of('click').map(({ modifiers }) => modifiers)).toEqual(['']);
  });

  for (const [what, press, held] of [
    ['a key', (hand: Display) => hold(hand, CTRL), 'a key was held down'],
    ['a mouse button', (hand: Display) => hand.press('left'), 'a mouse button was held down'],
  ] as const) {
    it(`keeps the agent from acting as long as ${what} is down`, async () => {
      const { hand, view } = await takeHand();
      press(hand);
      await untilPressed(({ hasKey, hasButton }) => hasKey || hasButton);
      site.clear();
      const refused = await act('left_click', PAD());
      expect(refused).toMatchObject({ isError: true, text: expect.stringContaining(held) });
      expect(site.of('click')).toEqual([]);
      view.letGo();
      expect(await act('left_click', PAD())).toMatchObject({ isError: false });
    });
  }

  it('counts for locks too: Caps Lock is off before the agent types', async () => {
    const { hand } = await takeHand();
    hand.tap(CAPS_LOCK);
    await untilPressed(({ isCapsLockOn }) => isCapsLockOn);
    await site.evaluate('/', "(field.value = '', field.focus())");
    expect(await act('type', { text: 'ab' })).toMatchObject({ isError: false });
    await site.until(() => site.of('input').at(-1)?.value === 'ab');
    await untilPressed(({ isCapsLockOn, hasKey }) => !isCapsLockOn && !hasKey);
  });

  it('is not what the agent itself holds: its own button is its own', async () => {
    await act('mouse_move', PAD());
    expect(await act('left_mouse_down', {})).toMatchObject({ isError: false });
    expect(await act('mouse_move', { coordinate: [origin.x + 240, origin.y + 120] })).toMatchObject({
      isError: false,
    });
    expect(await act('left_mouse_up', {})).toMatchObject({ isError: false });
  });
});

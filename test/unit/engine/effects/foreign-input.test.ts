import { beforeEach, describe, expect, it } from 'vitest';
import { foreignInput } from '../../../../electron/engine/effects/foreign-input';
import { FakeDesktop } from '../../../helpers/fake-desktop';
import { ManualClock } from '../../../helpers/manual-clock';

const NOTHING = { hasKey: false, hasButton: false, isCapsLockOn: false };
const KEY = { ...NOTHING, hasKey: true };

let clock: ManualClock;
let desktop: FakeDesktop;
let control: AbortController;

beforeEach(async () => {
  clock = new ManualClock();
  desktop = await FakeDesktop.create(clock);
  control = new AbortController();
});

const look = () => foreignInput(desktop, clock, control.signal);
const capsTaps = () => desktop.server.events.filter((event) => event.kind === 'key' && event.isDown).length;

async function pass(ms: number): Promise<void> {
  while (clock.sleeping === 0) await new Promise((resolve) => setImmediate(resolve));
  clock.advance(ms);
}

describe('what is held down that the agent has not pressed', () => {
  it('is nothing when nothing is', async () => {
    expect(await look()).toBeNull();
    expect([clock.sleeping, desktop.server.events]).toEqual([0, []]);
  });

  it('is waited for while it is being let go', async () => {
    desktop.pressed = KEY;
    const answer = look();
    await pass(10);
    desktop.pressed = NOTHING;
    await pass(10);
    expect(await answer).toBeNull();
  });

  it.each([
    [KEY, 'a key was held down that the agent has not pressed'],
    [{ ...NOTHING, hasButton: true }, 'a mouse button was held down that the agent has not pressed'],
    [{ ...NOTHING, isCapsLockOn: true }, 'Caps Lock was on that the agent has not pressed'],
  ])('is named when it is still down after half a second: %j', async (pressed, why) => {
    desktop.pressed = pressed;
    const answer = look();
    for (let waited = 0; waited < 500; waited += 10) await pass(10);
    expect(await answer).toBe(why);
    expect(clock.monotonicMs()).toBe(500);
  });

  it('is not the button that the agent itself holds', async () => {
    desktop.pressed = { ...NOTHING, hasButton: true };
    desktop.display.press('left');
    expect(await look()).toBeNull();
  });

  it('is Caps Lock no longer once it is switched off, which is tried once', async () => {
    desktop.pressed = { ...NOTHING, isCapsLockOn: true };
    const answer = look();
    await pass(10);
    await pass(10);
    while (clock.sleeping === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(capsTaps()).toBe(1);
    desktop.pressed = NOTHING;
    clock.advance(10);
    expect(await answer).toBeNull();
  });

  it('is not switched off when it is a key', async () => {
    desktop.pressed = KEY;
    const answer = look();
    await pass(10);
    desktop.pressed = NOTHING;
    await pass(10);
    await answer;
    expect(desktop.server.events).toEqual([]);
  });

  it('is taken for something when it can’t be told', async () => {
    desktop.browser.pressed = () => Promise.reject(new Error('gone'));
    expect(await look()).toBe('it could not be told whether a key is held down');
  });

  it('is waited for no longer than the run goes on', async () => {
    desktop.pressed = KEY;
    const answer = look();
    while (clock.sleeping === 0) await new Promise((resolve) => setImmediate(resolve));
    control.abort();
    await expect(answer).rejects.toMatchObject({ code: 'cancelled' });
  });
});

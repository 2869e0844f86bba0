import { describe, expect, it } from 'vitest';
import type { Permit } from '../../../../electron/engine/gate/permits';
import { sampleElement } from '../../../helpers/fake-desktop';
import { makeGate } from '../../../helpers/make-gate';

type Made = Awaited<ReturnType<typeof makeGate>>;

const CLICK = { toolUseId: 't1', member: 'left_click', input: { coordinate: [20, 20] } };

/** A click that the gate has let through and that nobody has carried out yet. */
async function permitted(made: Made): Promise<Permit> {
  const ruling = await made.admit(CLICK);
  if (ruling.verdict !== 'allowed') throw new Error(ruling.reason);
  return ruling.permit;
}

const outcomeOf = ({ record }: Made) => record.find('action-finished').map(({ detail }) => detail);

describe('a permitted action', () => {
  it.each([
    ['paused', 'paused', ({ control }: Made) => control.pause()],
    ['stopped', 'stopped', ({ control }: Made) => control.stop()],
  ] as const)(
    'has no effect when the run is %s after the gate let it through',
    async (_how, why, interrupt) => {
      const made = await makeGate();
      const permit = await permitted(made);
      interrupt(made);
      const outcome = await made.effects.carryOut(permit);
      expect(outcome).toMatchObject({ kind: 'failed', error: expect.stringContaining(why) });
      expect(made.desktop.server.events).toEqual([]);
      expect(outcomeOf(made)).toMatchObject([{ outcome: 'failed' }]);
    },
  );

  it.each([
    ['a key', { hasKey: true }, 'a key was held down'],
    ['a button', { hasButton: true }, 'a mouse button was held down'],
    ['Caps Lock', { isCapsLockOn: true }, 'Caps Lock was on'],
  ] as const)('presses nothing while %s that is not the agent’s is down', async (_what, pressed, why) => {
    const made = await makeGate();
    const permit = await permitted(made);
    made.desktop.pressed = { ...made.desktop.pressed, ...pressed };
    expect(await made.effects.carryOut(permit)).toMatchObject({
      kind: 'failed',
      error: expect.stringContaining(why),
    });
    expect(made.desktop.server.events.filter(({ kind }) => kind === 'pointer')).toEqual([]);
  });

  it('takes the button for let go that somebody else has let go, and presses it no second time', async () => {
    const made = await makeGate();
    const perform = async (toolUseId: string, member: string, input: object) => {
      const ruling = await made.admit({ toolUseId, member, input });
      if (ruling.verdict !== 'allowed') throw new Error(ruling.reason);
      return made.effects.carryOut(ruling.permit);
    };
    expect(await perform('t1', 'left_mouse_down', {})).toMatchObject({ kind: 'done' });
    made.desktop.browser.pressed = async () => made.desktop.pressed;
    const before = made.desktop.server.events.length;
    expect(await perform('t2', 'mouse_move', { coordinate: [30, 30] })).toMatchObject({
      kind: 'failed',
      error: expect.stringContaining('let go meanwhile'),
    });
    expect(made.desktop.server.events).toHaveLength(before);
    expect(made.desktop.display.isButtonDown).toBe(false);
    expect(await perform('t3', 'mouse_move', { coordinate: [30, 30] })).toMatchObject({ kind: 'done' });
  });

  it('presses nothing when it can’t be told what is down, and still looks', async () => {
    const made = await makeGate();
    const permit = await permitted(made);
    made.desktop.browser.pressed = () => Promise.reject(new Error('gone'));
    expect(await made.effects.carryOut(permit)).toMatchObject({ kind: 'failed' });
    expect(made.desktop.server.events).toEqual([]);
    const look = await made.admit({ toolUseId: 't2', member: 'screenshot', input: {} });
    if (look.verdict !== 'allowed') throw new Error(look.reason);
    expect(await made.effects.carryOut(look.permit)).toMatchObject({ kind: 'done' });
  });

  it('has no effect when the run is paused during the last look at its target', async () => {
    const made = await makeGate();
    made.desktop.target = sampleElement({ name: 'Delete all' });
    const ruling = made.admit(CLICK);
    await made.nextApproval();
    const [approval] = made.queue.list();
    made.queue.decide({
      approvalId: approval?.id ?? '',
      digest: approval?.digest ?? '',
      verdict: 'approve',
      reason: '',
      wasHeld: true,
    });
    const allowed = await ruling;
    if (allowed.verdict !== 'allowed') throw new Error(allowed.reason);
    const lookUp = made.desktop.lookUp.bind(made.desktop);
    made.desktop.lookUp = (point) => {
      made.control.pause();
      return lookUp(point);
    };
    expect(await made.effects.carryOut(allowed.permit)).toMatchObject({ kind: 'failed' });
    expect(made.desktop.server.events).toEqual([]);
  });

  it('waits while a question of the network holds the run, and is done when what it hits is the same', async () => {
    const made = await makeGate();
    const permit = await permitted(made);
    const release = made.control.hold();
    const carriedOut = made.effects.carryOut(permit);
    await new Promise((resolve) => setImmediate(resolve));
    expect(made.desktop.server.events).toEqual([]);
    release();
    expect(await carriedOut).toMatchObject({ kind: 'done' });
    expect(made.desktop.server.events).not.toEqual([]);
  });

  it('is not done when what it hits has changed while a question of the network held the run', async () => {
    const made = await makeGate();
    const permit = await permitted(made);
    const release = made.control.hold();
    const carriedOut = made.effects.carryOut(permit);
    await new Promise((resolve) => setImmediate(resolve));
    made.desktop.target = sampleElement({ name: 'Delete all', fingerprint: 'loader:9' });
    release();
    expect(await carriedOut).toMatchObject({ kind: 'failed', error: expect.stringContaining('changed') });
    expect(made.desktop.server.events).toEqual([]);
  });

  it('is carried out once: a permit is used up by it, and by the next', async () => {
    const made = await makeGate();
    const first = await permitted(made);
    const second = await permitted(made);
    await expect(made.effects.carryOut(first)).rejects.toMatchObject({ code: 'internal' });
    expect(await made.effects.carryOut(second)).toMatchObject({ kind: 'done' });
    await expect(made.effects.carryOut(second)).rejects.toMatchObject({ code: 'internal' });
    await expect(made.effects.carryOut({ ...second })).rejects.toMatchObject({ code: 'internal' });
  });

  it('leaves an outcome in the record also when an error of ours breaks it off', async () => {
    const made = await makeGate();
    const permit = await permitted(made);
    made.desktop.display.press = () => {
      throw new RangeError('no such button');
    };
    await expect(made.effects.carryOut(permit)).rejects.toThrow('no such button');
    expect(outcomeOf(made)).toMatchObject([{ outcome: 'unknown', error: 'an internal error' }]);
  });
});

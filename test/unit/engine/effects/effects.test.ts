import { describe, expect, it } from 'vitest';
import { NOTHING_KEPT } from '../../../../electron/engine/barrier/refusals';
import type { Permit } from '../../../../electron/engine/gate/permits';
import { readWebp } from '../../../../electron/engine/webp/read-webp';
import { AirlockError } from '../../../../shared/airlock-error';
import { answer } from '../../../helpers/answer';
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

const LOOK = { toolUseId: 't9', member: 'screenshot', input: {} };

async function permittedFor(made: Made, call: { toolUseId: string; member: string; input: unknown }) {
  const ruling = await made.admit(call);
  if (ruling.verdict !== 'allowed') throw new Error(ruling.reason);
  return ruling.permit;
}

/** A permit that the operator was asked for. */
async function approved(made: Made): Promise<Permit> {
  made.desktop.target = sampleElement({ name: 'Delete all' });
  const ruling = made.admit(CLICK);
  const approvalId = await made.nextApproval();
  answer(made.queue, { approvalId, verdict: 'approve', reason: '' });
  const allowed = await ruling;
  if (allowed.verdict !== 'allowed') throw new Error(allowed.reason);
  return allowed.permit;
}

describe('the outcome of an action', () => {
  it('is written down with the screen that it left, when it is done', async () => {
    const made = await makeGate();
    const outcome = await made.effects.carryOut(await permitted(made));
    const finished = made.record.find('action-finished')[0];
    expect(finished).toEqual({
      kind: 'action-finished',
      step: 1,
      action: { member: 'left_click', input: { coordinate: [20, 20] } },
      screenshot_saved: outcome.frame.name,
      redaction: null,
      permitted: true,
      detail: {
        toolUseId: 't1',
        outcome: 'done',
        error: null,
        durationMs: expect.any(Number),
        settleMs: expect.any(Number),
        settled: true,
        exposedMs: null,
      },
    });
    const { durationMs = -1, settleMs = -1 } = finished?.detail ?? {};
    expect([Number.isInteger(durationMs), Number.isInteger(settleMs)]).toEqual([true, true]);
    expect(settleMs).toBeGreaterThanOrEqual(99);
    expect(settleMs).toBeLessThanOrEqual(durationMs);
    expect(outcome).toEqual({
      kind: 'done',
      frame: { bytes: expect.any(Buffer), name: outcome.frame.name, redaction: null },
      keptFrom: NOTHING_KEPT,
    });
    expect(made.record.frames.get(outcome.frame.name)).toEqual(outcome.frame.bytes);
  });

  it('has nothing to settle when it only looks', async () => {
    const made = await makeGate();
    let settled = 0;
    const settle = made.desktop.display.settle.bind(made.desktop.display);
    made.desktop.display.settle = (...args) => {
      settled += 1;
      return settle(...args);
    };
    await made.effects.carryOut(await permittedFor(made, LOOK));
    expect([settled, outcomeOf(made)[0]]).toMatchObject([0, { settleMs: 0, settled: true }]);
    await made.effects.carryOut(await permitted(made));
    expect(settled).toBe(1);
  });

  it('is unknown when the rest of its presses was left out', async () => {
    const made = await makeGate();
    const permit = await permittedFor(made, { ...CLICK, member: 'double_click' });
    made.desktop.target = sampleElement({ name: 'Delete all', text: 'Delete all' });
    const error = 'what it was aimed at changed after the first press, and the rest was left out';
    expect(await made.effects.carryOut(permit)).toMatchObject({ kind: 'unknown', error });
    expect(outcomeOf(made)).toMatchObject([{ outcome: 'unknown', error, settled: true }]);
  });

  it.each([
    ['paused', 'the run was paused at that moment', ({ control }: Made) => control.pause()],
    ['stopped', 'the run was stopped before it began', ({ control }: Made) => control.stop()],
  ] as const)('is that nothing was done when the run was %s before it', async (_how, error, interrupt) => {
    const made = await makeGate();
    const permit = await permitted(made);
    interrupt(made);
    expect(await made.effects.carryOut(permit)).toMatchObject({ kind: 'failed', error });
    expect(outcomeOf(made)).toMatchObject([{ outcome: 'failed', error, settleMs: 0, settled: true }]);
  });

  it('is that nothing was done when what it was approved for changed at the last moment', async () => {
    const made = await makeGate();
    const permit = await approved(made);
    made.desktop.target = sampleElement({ name: 'Delete everything' });
    expect(await made.effects.carryOut(permit)).toMatchObject({
      kind: 'failed',
      error: 'what it was meant for changed at the last moment',
    });
    expect(made.desktop.server.events).toEqual([]);
  });

  it('is not looked for again when nobody was asked', async () => {
    const made = await makeGate();
    const permit = await permitted(made);
    made.desktop.target = sampleElement({ name: 'Another', text: 'Another' });
    expect(await made.effects.carryOut(permit)).toMatchObject({ kind: 'done' });
  });

  it('is that nothing was done when the sandbox was lost before it, in the words of the sandbox', async () => {
    const made = await makeGate();
    const permit = await permitted(made);
    made.desktop.loss = 'the browser was started again';
    expect(await made.effects.carryOut(permit)).toMatchObject({
      kind: 'failed',
      error: 'the browser was started again',
    });
    expect(made.desktop.server.events).toEqual([]);
  });

  it.each([
    ['what acts', CLICK, 'unknown'],
    ['what only looks', LOOK, 'failed'],
  ] as const)('is %s: unknown or not done, when the sandbox was lost under it', async (_what, call, kind) => {
    const made = await makeGate();
    const permit = await permittedFor(made, call);
    const answers = [null, 'the browser was started again'];
    made.desktop.recovered = async () => answers.shift() ?? null;
    const error = 'the browser was started again';
    expect(await made.effects.carryOut(permit)).toMatchObject({ kind, error });
    expect(outcomeOf(made)).toMatchObject([{ outcome: kind, error }]);
  });

  it('is not asked of a sandbox after nothing was done, or after a stop', async () => {
    const made = await makeGate();
    const permit = await permitted(made);
    let asked = 0;
    made.desktop.recovered = async () => {
      asked += 1;
      return null;
    };
    made.control.stop();
    await made.effects.carryOut(permit);
    expect(asked).toBe(1);
  });

  it('is unknown when the sandbox does not answer under it, and nothing done when it does not before', async () => {
    const gone = new AirlockError('sandbox-failed', 'The display is gone.');
    const under = await makeGate();
    const first = await permitted(under);
    under.desktop.display.press = () => {
      throw gone;
    };
    const error = 'the sandbox did not answer';
    expect(await under.effects.carryOut(first)).toMatchObject({ kind: 'unknown', error });
    const before = await makeGate();
    const second = await permitted(before);
    const recovered = before.desktop.recovered.bind(before.desktop);
    before.desktop.recovered = () => Promise.reject(gone);
    expect(await before.effects.carryOut(second)).toMatchObject({ kind: 'failed', error });
    expect(outcomeOf(before)).toMatchObject([{ outcome: 'failed', error, settleMs: 0, settled: true }]);
    before.desktop.recovered = recovered;
  });

  it('is written down before an error of ours ends the run, also when nothing had begun', async () => {
    const made = await makeGate();
    const permit = await permitted(made);
    const fault = new RangeError('no');
    made.desktop.recovered = () => Promise.reject(fault);
    await expect(made.effects.carryOut(permit)).rejects.toBe(fault);
    expect(outcomeOf(made)).toMatchObject([{ outcome: 'failed', error: 'an internal error' }]);
  });

  it('says that the run was stopped while it ran', async () => {
    const made = await makeGate();
    const permit = await permittedFor(made, { toolUseId: 't1', member: 'wait', input: { duration: 60 } });
    const carriedOut = made.effects.carryOut(permit);
    await new Promise((resolve) => setImmediate(resolve));
    made.control.stop();
    expect(await carriedOut).toMatchObject({ kind: 'unknown', error: 'the run was stopped while it ran' });
  });

  it('does not hang on what is held down where nothing is pressed', async () => {
    const made = await makeGate();
    made.desktop.pressed = { hasKey: true, hasButton: true, isCapsLockOn: true };
    const wait = { toolUseId: 't1', member: 'wait', input: { duration: 0 } };
    expect(await made.effects.carryOut(await permittedFor(made, wait))).toMatchObject({ kind: 'done' });
    expect(await made.effects.carryOut(await permittedFor(made, LOOK))).toMatchObject({ kind: 'done' });
  });

  it('is what a zoom looked at, and the whole screen otherwise', async () => {
    const made = await makeGate();
    const zoom = { toolUseId: 't1', member: 'zoom', input: { region: [0, 0, 100, 50] } };
    const { frame } = await made.effects.carryOut(await permittedFor(made, zoom));
    expect(readWebp(frame.bytes)).toMatchObject({ width: 100, height: 50 });
    const whole = await made.effects.carryOut(await permittedFor(made, LOOK));
    expect(readWebp(whole.frame.bytes)).toMatchObject({ width: 320, height: 200 });
  });

  it('says when the screen did not settle, and is asked whether a page still loads', async () => {
    const made = await makeGate();
    const permit = await permitted(made);
    const loading: boolean[] = [];
    made.desktop.browser.isLoading = () => true;
    made.desktop.display.settle = async (isBusy, signal) => {
      loading.push(isBusy(), signal === made.control.signal);
      return { settleMs: 2000, isSettled: false };
    };
    await made.effects.carryOut(permit);
    expect(loading).toEqual([true, true]);
    expect(outcomeOf(made)).toMatchObject([{ outcome: 'done', settled: false }]);
  });

  it('is refused for a permit that is none, and nothing is written down', async () => {
    const made = await makeGate();
    const permit = await permitted(made);
    const error = { code: 'internal', message: 'An action had no permit of the gate.' };
    await expect(made.effects.carryOut({ ...permit })).rejects.toMatchObject(error);
    expect(outcomeOf(made)).toEqual([]);
  });

  describe('by where its input went', () => {
    const NODE = sampleElement({ fingerprint: 'frame:loader:7:["button","Next page"]' });
    /** Input that ends so. */
    function ending(made: Made, end: { isWhole: boolean; hasBegun: boolean }) {
      let ends = 0;
      made.desktop.target = NODE;
      made.desktop.focused = NODE;
      made.desktop.input = {
        ...made.desktop.input,
        end: async () => {
          ends += 1;
          return end;
        },
      };
      return () => ends;
    }
    const typing = { toolUseId: 't1', member: 'type', input: { text: 'a' } };

    it.each([
      [{ isWhole: true, hasBegun: true }, CLICK, 'done', undefined],
      [
        { isWhole: false, hasBegun: false },
        CLICK,
        'failed',
        'what it was meant for changed as it was pressed, and the press was held back',
      ],
      [
        { isWhole: false, hasBegun: true },
        CLICK,
        'unknown',
        'what it was aimed at changed after the first press, and the rest was left out',
      ],
      [
        { isWhole: false, hasBegun: true },
        typing,
        'unknown',
        'the keyboard went elsewhere meanwhile, and the rest was left out',
      ],
    ] as const)('%j', async (end, call, kind, error) => {
      const made = await makeGate();
      const ends = ending(made, end);
      const outcome = await made.effects.carryOut(await permittedFor(made, call));
      expect([outcome.kind, 'error' in outcome ? outcome.error : undefined, ends()]).toEqual([
        kind,
        error,
        1,
      ]);
    });

    it('is watched no more when the run was paused before it began, or the display broke', async () => {
      const paused = await makeGate();
      const pausedEnds = ending(paused, { isWhole: true, hasBegun: true });
      const permit = await permitted(paused);
      paused.control.pause();
      await paused.effects.carryOut(permit);
      const broken = await makeGate();
      const brokenEnds = ending(broken, { isWhole: true, hasBegun: true });
      const other = await permitted(broken);
      broken.desktop.display.press = () => {
        throw new AirlockError('sandbox-failed', 'The display is gone.');
      };
      expect(await broken.effects.carryOut(other)).toMatchObject({ kind: 'unknown' });
      expect([pausedEnds(), brokenEnds()]).toEqual([1, 1]);
    });

    it('is not begun when what was judged can’t be aimed at any more', async () => {
      const made = await makeGate();
      ending(made, { isWhole: true, hasBegun: true });
      const permit = await permitted(made);
      made.desktop.input = { ...made.desktop.input, aimAt: async () => false };
      expect(await made.effects.carryOut(permit)).toMatchObject({
        kind: 'failed',
        error: 'what it was meant for changed at the last moment',
      });
      expect(made.desktop.server.events).toEqual([]);
    });
  });
});

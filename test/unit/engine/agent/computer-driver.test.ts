import { describe, expect, it } from 'vitest';
import { ComputerDriver } from '../../../../electron/engine/agent/computer-driver';
import { NOTHING_KEPT } from '../../../../electron/engine/barrier/refusals';
import type { Outcome } from '../../../../electron/engine/effects/effects';
import type { Permit } from '../../../../electron/engine/gate/permits';
import { readWebp } from '../../../../electron/engine/webp/read-webp';
import { type Action, COMPUTER_MEMBERS } from '../../../../shared/domain/action';
import { makeGate } from '../../../helpers/make-gate';
import { toolUse, turnOf } from '../../../helpers/make-run';

const ALL_KEYS = { allowed_key_combos: ['a', 'Return', 'ctrl', 'ctrl+shift+t', 'shift', 'Tab'] };

type Made = Awaited<ReturnType<typeof makeGate>>;

async function run(made: Made, name: string, input: unknown) {
  const { result } = await made.call(toolUse(name, input));
  const blocks = result.content;
  const text = blocks.map((block) => (block.type === 'text' ? block.text : '')).join(' ');
  const image = blocks.find((block) => block.type === 'image');
  return { result, text, image };
}

const pointers = ({ desktop }: Made) =>
  desktop.server.events.flatMap((event) =>
    event.kind === 'pointer' ? [[event.x, event.y, event.buttons]] : [],
  );
const keys = ({ desktop }: Made) =>
  desktop.server.events.flatMap((event) =>
    event.kind === 'key' ? [`${event.isDown ? '+' : '-'}${event.keysym.toString(16)}`] : [],
  );

describe('the computer driver', () => {
  it('serves all 17 members: none is switched off in what the API is told', async () => {
    const { driver } = await makeGate();
    expect(driver.toJSON()).toEqual({ type: 'computer_toolset_20260801' });
    expect(COMPUTER_MEMBERS).toHaveLength(17);
  });

  for (const [name, input, expected] of [
    [
      'left_click',
      { coordinate: [20, 30] },
      [
        [20, 30, 0],
        [20, 30, 1],
        [20, 30, 0],
      ],
    ],
    [
      'right_click',
      { coordinate: [20, 30] },
      [
        [20, 30, 0],
        [20, 30, 4],
        [20, 30, 0],
      ],
    ],
    [
      'middle_click',
      { coordinate: [20, 30] },
      [
        [20, 30, 0],
        [20, 30, 2],
        [20, 30, 0],
      ],
    ],
    [
      'double_click',
      { coordinate: [1, 2] },
      [
        [1, 2, 0],
        [1, 2, 1],
        [1, 2, 0],
        [1, 2, 1],
        [1, 2, 0],
      ],
    ],
    [
      'triple_click',
      { coordinate: [1, 2] },
      [
        [1, 2, 0],
        [1, 2, 1],
        [1, 2, 0],
        [1, 2, 1],
        [1, 2, 0],
        [1, 2, 1],
        [1, 2, 0],
      ],
    ],
    ['mouse_move', { coordinate: [7, 8] }, [[7, 8, 0]]],
    ['left_mouse_down', {}, [[160, 100, 1]]],
    ['left_mouse_up', {}, [[160, 100, 0]]],
    [
      'scroll',
      { coordinate: [5, 6], scroll_direction: 'down', scroll_amount: 2 },
      [
        [5, 6, 0],
        [5, 6, 16],
        [5, 6, 0],
        [5, 6, 16],
        [5, 6, 0],
      ],
    ],
    [
      'scroll',
      { scroll_direction: 'left', scroll_amount: 1 },
      [
        [160, 100, 0],
        [160, 100, 32],
        [160, 100, 0],
      ],
    ],
  ] as const) {
    it(`does ${name} ${JSON.stringify(input)} with the pointer`, async () => {
      const made = await makeGate();
      const { result } = await run(made, name, input);
      expect(result.is_error).toBeUndefined();
      expect(pointers(made)).toEqual(expected);
    });
  }

  it('drags in a movement, and lets go at the end', async () => {
    const made = await makeGate();
    await run(made, 'left_click_drag', { start_coordinate: [10, 10], coordinate: [130, 70] });
    const events = pointers(made);
    expect(events.slice(0, 2)).toEqual([
      [10, 10, 0],
      [10, 10, 1],
    ]);
    expect(events.at(-1)).toEqual([130, 70, 0]);
    expect(events.filter(([, , buttons]) => buttons === 1).length).toBeGreaterThan(5);
  });

  it('holds modifiers around a click and always lets go', async () => {
    const made = await makeGate(ALL_KEYS);
    await run(made, 'left_click', { coordinate: [1, 1], text: 'ctrl' });
    expect(made.desktop.server.events.map(({ kind }) => kind)).toEqual([
      'key',
      'pointer',
      'pointer',
      'pointer',
      'key',
    ]);
    expect(keys(made)).toEqual(['+ffe3', '-ffe3']);
  });

  it('presses combinations in order, releases in reverse, and repeats', async () => {
    const made = await makeGate(ALL_KEYS);
    await run(made, 'key', { text: 'Control+Shift+T' });
    expect(keys(made)).toEqual(['+ffe3', '+ffe1', '+54', '-54', '-ffe1', '-ffe3']);
    const again = await makeGate(ALL_KEYS);
    await run(again, 'key', { text: 'a', repeat: 3 });
    expect(keys(again)).toEqual(['+61', '-61', '+61', '-61', '+61', '-61']);
  });

  it('types Unicode: Latin-1 as it is, the rest as code points', async () => {
    const made = await makeGate();
    await run(made, 'type', { text: 'aé€支🙂' });
    expect(keys(made).filter((key) => key.startsWith('+'))).toEqual([
      '+61',
      '+e9',
      '+10020ac',
      '+100652f',
      '+101f642',
    ]);
  });

  it('gives a screenshot with the bytes that are in the record', async () => {
    const made = await makeGate();
    const { image } = await run(made, 'screenshot', {});
    const shown = image?.type === 'image' ? image.source.frame : '';
    expect(made.record.find('action-finished')[0]?.screenshot_saved).toBe(shown);
    const picture = await made.record.readFrame(shown);
    expect(readWebp(picture)).toMatchObject({ width: 320, height: 200 });
  });

  it('zooms at display resolution', async () => {
    const made = await makeGate();
    const { image } = await run(made, 'zoom', { region: [10, 20, 110, 70] });
    const picture = await made.record.readFrame(image?.type === 'image' ? image.source.frame : '');
    expect(readWebp(picture)).toMatchObject({ width: 100, height: 50 });
  });

  it('tells where the pointer is, in screenshot pixels', async () => {
    const made = await makeGate();
    await run(made, 'mouse_move', { coordinate: [33, 44] });
    expect((await run(made, 'cursor_position', {})).text).toBe('X=33,Y=44');
  });

  it('answers a denial with the fixed template, and touches nothing', async () => {
    const made = await makeGate({ allow_click: false });
    const { result, text } = await run(made, 'left_click', { coordinate: [1, 1] });
    expect(result).toMatchObject({ is_error: true, toolset_name: 'computer' });
    expect(text).toBe(
      "ACTION DENIED: left_click is not permitted by this session's policy. Choose a different approach.",
    );
    expect(made.desktop.server.events).toEqual([]);
  });

  it('writes the outcome after the intent, with the settled screen', async () => {
    const made = await makeGate();
    await run(made, 'left_click', { coordinate: [1, 1] });
    expect(made.record.kinds).toEqual(['action-judged', 'action-started', 'action-finished']);
    expect(made.record.find('action-finished')[0]?.detail).toMatchObject({ outcome: 'done', settled: true });
  });

  it('cuts a wait short at a stop and records the outcome as unknown', async () => {
    const made = await makeGate();
    const waiting = run(made, 'wait', { duration: 300 });
    while (!made.record.kinds.includes('action-started'))
      await new Promise((resolve) => setImmediate(resolve));
    made.control.stop();
    expect((await waiting).result.is_error).toBe(true);
    expect(made.record.find('action-finished')[0]?.detail.outcome).toBe('unknown');
  });

  it('says the outcome is unknown when the display dies, and never tries again', async () => {
    const made = await makeGate();
    const closed = new Promise((resolve) => made.desktop.display.onClosed(resolve));
    made.desktop.server.end();
    await closed;
    const { text } = await run(made, 'left_click', { coordinate: [1, 1] });
    expect(text).toContain('Outcome unknown');
    expect(made.record.kinds).toEqual(['action-judged', 'action-started', 'action-finished']);
  });

  it('ends the run instead of going on when the record can not be written', async () => {
    const made = await makeGate();
    made.record.failFrom = 2;
    await expect(run(made, 'left_click', { coordinate: [1, 1] })).rejects.toMatchObject({
      code: 'audit-failed',
    });
  });
});

const DONE: Outcome = {
  kind: 'done',
  frame: { bytes: Buffer.alloc(0), name: 'f1', redaction: null },
  keptFrom: NOTHING_KEPT,
};

describe('a call and its permit', () => {
  const permitFor = (action: Action): Permit => ({
    toolUseId: 'other',
    step: 1,
    action,
    recorded: action,
    note: null,
    agreed: null,
    wasAsked: false,
    look: async () => [],
    targets: [],
    signIn: null,
    passkey: null,
    session: null,
    again: async () => [],
  });

  /** A driver whose gate lets every call through with the same permit, and which carries nothing out. */
  function driverWith(permit: Permit, outcome: Outcome = DONE) {
    const carriedOut: Permit[] = [];
    const driver = new ComputerDriver({
      off: [],
      gate: { admit: async () => ({ verdict: 'allowed', permit }) },
      effects: {
        carryOut: async (taken) => {
          carriedOut.push(taken);
          return outcome;
        },
      },
      cursor: () => ({ x: 0, y: 0 }),
    });
    const answer = (name: string, input: unknown) => {
      const used = toolUse(name, input);
      const call = { toolUseId: used.id, member: name, input };
      return driver.answer({ toolUse: used as never, call }, turnOf(call));
    };
    return { answer, carriedOut };
  }

  it('belong together: with a permit for another action nothing is carried out', async () => {
    const { answer, carriedOut } = driverWith(
      permitFor({ member: 'mouse_move', input: { coordinate: [1, 1] } }),
    );
    const { result } = await answer('left_click', { coordinate: [1, 1] });
    expect(result).toMatchObject({
      is_error: true,
      content: [{ text: 'ACTION DENIED: it did not pass the gate. Choose a different approach.' }],
    });
    expect(carriedOut).toEqual([]);
  });

  it('run what the permit says, once', async () => {
    const permit = permitFor({ member: 'left_click', input: { coordinate: [1, 1] } });
    const { answer, carriedOut } = driverWith(permit);
    const { result } = await answer('left_click', { coordinate: [1, 1] });
    expect(result.is_error).toBeUndefined();
    expect(carriedOut).toEqual([permit]);
  });

  it('give the frame that an action left, by its name, and none where the result shows what it saw', async () => {
    const click = driverWith(permitFor({ member: 'left_click', input: { coordinate: [1, 1] } }));
    const { frame, result } = await click.answer('left_click', { coordinate: [1, 1] });
    expect(frame).toBe('f1');
    expect(result.content).toEqual([{ type: 'text', text: 'Clicked.' }]);
    expect(result.content.some(({ type }) => type === 'image')).toBe(false);
    const look = driverWith(permitFor({ member: 'screenshot', input: {} }));
    const seen = await look.answer('screenshot', {});
    expect(seen.frame).toBeNull();
    expect(seen.result.content.at(-1)).toMatchObject({ type: 'image', source: { frame: 'f1' } });
  });

  it('tell the model first what it has to be told of them', async () => {
    const permit = permitFor({ member: 'left_click', input: { coordinate: [1, 1] } });
    const { answer } = driverWith({ ...permit, note: 'The operator changed it.' });
    const { result } = await answer('left_click', { coordinate: [1, 1] });
    expect(result.content[0]).toEqual({ type: 'text', text: 'The operator changed it.' });
    const plain = await driverWith(permit).answer('left_click', { coordinate: [1, 1] });
    expect(JSON.stringify(plain.result.content)).not.toContain('operator');
  });

  it.each([
    ['failed', 'Not carried out: it broke. Take a screenshot before you go on.'],
    ['unknown', 'Outcome unknown: it broke. Take a screenshot before you go on.'],
  ] as const)('say that the outcome is %s, and give the frame all the same', async (kind, text) => {
    const { answer } = driverWith(permitFor({ member: 'left_click', input: {} }), {
      kind,
      error: 'it broke',
      frame: { bytes: Buffer.alloc(0), name: 'f2', redaction: null },
      keptFrom: NOTHING_KEPT,
    });
    const { result, frame } = await answer('left_click', {});
    expect([result.is_error, result.content, frame]).toEqual([true, [{ type: 'text', text }], 'f2']);
  });
});

describe('a call that no gate lets through', () => {
  it('is put to the gate also when the toolset does not know its name', async () => {
    const made = await makeGate();
    const { result, text } = await run(made, 'format_disk', {});
    expect([result.is_error, text]).toEqual([
      true,
      'ACTION DENIED: there is no such action. Choose a different approach.',
    ]);
    expect(made.record.find('action-judged')).toMatchObject([{ permitted: false, step: 1 }]);
  });

  it('leaves no frame, and the run goes on', async () => {
    const made = await makeGate({ allow_click: false });
    const used = toolUse('left_click', { coordinate: [1, 1] });
    expect(await made.call(used)).toMatchObject({ frame: null, result: { is_error: true } });
    expect((await run(made, 'screenshot', {})).result.is_error).toBeUndefined();
  });

  it('ends the run with the very fault that kept the gate from ruling', async () => {
    const made = await makeGate();
    const fault = new RangeError('no screen');
    made.desktop.recovered = () => Promise.reject(fault);
    await expect(run(made, 'left_click', { coordinate: [1, 1] })).rejects.toBe(fault);
  });
});

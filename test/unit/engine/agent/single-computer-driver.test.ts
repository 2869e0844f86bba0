import { describe, expect, it } from 'vitest';
import type { Policy } from '../../../../shared/domain/policy';
import { acted, makeLoop, reply, resultsOf, use } from '../../../helpers/make-loop';

const OLD = 'claude-opus-4-6';
let calls = 0;
/** A call as models up to 4.8 make it: one tool, the action in its input. */
const single = (input: unknown, extra: object = {}) => {
  calls += 1;
  return { type: 'tool_use', id: `toolu_single_${calls}`, name: 'computer', input, ...extra };
};
const start = (turns: Parameters<typeof makeLoop>[0], policy: Partial<Policy> = {}, model = OLD) =>
  makeLoop(turns, policy, 0, model);

describe('what a call of the one computer tool can’t do', () => {
  it.each([
    [
      'is no action of the computer',
      { action: 'fill_login', credential: 'billing' },
      /computer\/fill_login|no such action/,
    ],
    ['is the end of a run', { action: 'finish', report: 'Done.', outcome: 'done' }, /no such action/],
    ['is of another kind', { action: ['left_click'], coordinate: [1, 2] }, /no such action/],
    ['has no action', { coordinate: [1, 2] }, /no such action/],
    ['is no object', 'left_click', /no such action/],
    ['has more than its action takes', { action: 'wait', duration: 1, coordinate: [1, 2] }, /wait/],
    ['has half a pixel', { action: 'left_click', coordinate: [1.5, 2] }, /left_click/],
  ])('reaches nothing when it %s', async (_what, input, why) => {
    const { run, record, desktop, requests } = await start([reply(single(input))]);
    expect(await run()).toMatchObject({ kind: 'finished' });
    expect(desktop.server.events).toEqual([]);
    expect(acted(record)).toEqual([]);
    expect(record.find('action-judged')[0]?.permitted).toBe(false);
    const [result] = resultsOf(requests[1]);
    expect(result).toMatchObject({ is_error: true });
    expect(result?.content[0]?.text).toMatch(why);
  });

  it('is denied by the policy as the toolset’s is, and halts the rest of its turn', async () => {
    const { run, record, desktop, requests } = await start(
      [reply(single({ action: 'left_click', coordinate: [10, 10] }), single({ action: 'screenshot' }))],
      { allow_click: false },
    );
    expect(await run()).toMatchObject({ kind: 'finished' });
    expect(desktop.server.events).toEqual([]);
    expect(record.find('action-judged')[0]).toMatchObject({
      action: { member: 'left_click', input: { coordinate: [10, 10] } },
      permitted: false,
    });
    expect(record.find('action-skipped')[0]?.action?.member).toBe('screenshot');
    const texts = resultsOf(requests[1]).map(({ content }) => content[0]?.text ?? '');
    expect(texts[0]).toMatch(/^ACTION DENIED/);
    expect(texts[1]).toMatch(/^Not executed/);
  });

  it('is nothing where the model has the toolset', async () => {
    const { run, record, desktop } = await start(
      [reply(single({ action: 'left_click', coordinate: [10, 10] }))],
      {},
      'claude-opus-5-5',
    );
    expect(await run()).toMatchObject({ kind: 'finished' });
    expect(desktop.server.events).toEqual([]);
    expect(record.find('action-judged')[0]?.action?.member).toBe('/computer');
  });

  it('is nothing either for a call of the toolset where the model has the one tool', async () => {
    const { run, record, desktop } = await start([reply(use('left_click', { coordinate: [10, 10] }))]);
    expect(await run()).toMatchObject({ kind: 'finished' });
    expect(desktop.server.events).toEqual([]);
    expect(acted(record)).toEqual([]);
  });
});

describe('the one computer tool', () => {
  it('is what such a model is told of, in its own form, with what the API wants to be told of it', async () => {
    for (const [model, tool] of [
      [OLD, { type: 'computer_20251124', enable_zoom: true }],
      ['claude-haiku-4-5', { type: 'computer_20250124' }],
    ] as const) {
      const { run, told } = await start([], {}, model);
      await run();
      const computer = told[0]?.find(({ name }) => name === 'computer');
      expect(computer).toEqual({
        name: 'computer',
        display_width_px: 320,
        display_height_px: 200,
        ...tool,
      });
    }
  });

  it('is not told to zoom where the policy lets nothing be zoomed', async () => {
    const { run, told } = await start([], { rate_limits: { zoom: 0 } });
    await run();
    const computer = told[0]?.find(({ name }) => name === 'computer');
    expect(computer).toMatchObject({ enable_zoom: false });
  });

  it.each([
    [{ action: 'left_click', coordinate: [100, 50], text: 'ctrl' }, 'left_click'],
    [{ action: 'double_click', coordinate: [100, 50] }, 'double_click'],
    [{ action: 'mouse_move', coordinate: [100, 50] }, 'mouse_move'],
    [{ action: 'left_click_drag', start_coordinate: [10, 10], coordinate: [100, 50] }, 'left_click_drag'],
    [{ action: 'scroll', coordinate: [100, 50], scroll_direction: 'down', scroll_amount: 2 }, 'scroll'],
    [{ action: 'key', text: 'Return' }, 'key'],
    [{ action: 'type', text: 'Ines' }, 'type'],
    [{ action: 'wait', duration: 0.01 }, 'wait'],
  ])('does %o as the toolset does', async (input, member) => {
    const { action: _action, ...rest } = input;
    const byOne = await start([reply(single(input))]);
    const byToolset = await start([reply(use(member, rest))], {}, 'claude-opus-5-5');
    expect([await byOne.run(), await byToolset.run()]).toMatchObject([
      { kind: 'finished' },
      { kind: 'finished' },
    ]);
    expect(byOne.desktop.server.events).toEqual(byToolset.desktop.server.events);
    const [judged] = byOne.record.find('action-judged');
    expect(judged).toMatchObject({ action: { member, input: rest }, permitted: true });
    expect(acted(byOne.record)[0]?.action).toEqual({ member, input: rest });
  });

  it('is answered with the screen, and its calls go back as they came', async () => {
    const call = single({ action: 'screenshot' });
    const { run, requests } = await start([reply(call)]);
    await run();
    const [result] = resultsOf(requests[1]);
    expect(result).toMatchObject({ tool_use_id: call.id, toolset_name: null });
    expect(result?.content.map(({ type }) => type)).toEqual(['image']);
    const sent = requests[1]?.messages.at(-2)?.content as unknown as { name: string; input: unknown }[];
    expect(sent[0]).toMatchObject({ name: 'computer', input: { action: 'screenshot' } });
  });

  it('says where the pointer is', async () => {
    const { run, requests } = await start([
      reply(single({ action: 'mouse_move', coordinate: [33, 44] }), single({ action: 'cursor_position' })),
    ]);
    await run();
    expect(resultsOf(requests[1])[1]?.content[0]?.text).toMatch(/33.*44/);
  });
});

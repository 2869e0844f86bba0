import { beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../electron/engine/base/clock';
import { Aim } from '../../../../electron/engine/gate/aim';
import { type Action, MEMBERS } from '../../../../shared/domain/action';
import type { Point } from '../../../../shared/domain/geometry';
import { FakeDesktop, sampleElement } from '../../../helpers/fake-desktop';
import { MemoryCredentials } from '../../../helpers/memory-credentials';
import { SAMPLE_ACTIONS } from '../../../helpers/sample-actions';

let desktop: FakeDesktop;
let aim: Aim;
let asked: Point[];

beforeEach(async () => {
  desktop = await FakeDesktop.create(systemClock);
  asked = [];
  desktop.lookUp = (point) => {
    asked.push(point);
    return sampleElement({ name: `at ${point.x}, ${point.y}` });
  };
  aim = new Aim({ ...deps(), signal: new AbortController().signal });
});

const deps = () => ({ scene: () => desktop, credentials: new MemoryCredentials(), clock: systemClock });

const names = async (action: Action) =>
  (await aim.look(action)).targets.map((target) => (target.kind === 'element' ? target.name : target.kind));

describe('what an action would hit', () => {
  it('is what lies where it clicks, or at the pointer when it names no place', async () => {
    expect(await names({ member: 'left_click', input: { coordinate: [30, 40] } })).toEqual(['at 30, 40']);
    desktop.display.move({ x: 5, y: 6 });
    expect(await names({ member: 'double_click', input: {} })).toEqual(['at 5, 6']);
    expect(await names({ member: 'left_mouse_down', input: {} })).toEqual(['at 5, 6']);
  });

  it('is what lies at both ends of a drag, and once where they are the same', async () => {
    const drag = (x: number, y: number): Action => ({
      member: 'left_click_drag',
      input: { start_coordinate: [10, 20], coordinate: [x, y] },
    });
    expect(await names(drag(90, 20))).toEqual(['at 10, 20', 'at 90, 20']);
    expect(await names(drag(10, 90))).toEqual(['at 10, 20', 'at 10, 90']);
    expect(await names(drag(10, 20))).toEqual(['at 10, 20']);
  });

  it('is nothing when the pointer moves, but all of its way when a button is down', async () => {
    const move: Action = { member: 'mouse_move', input: { coordinate: [30, 40] } };
    expect(await names(move)).toEqual([]);
    expect(asked).toEqual([]);
    desktop.display.move({ x: 5, y: 6 });
    desktop.display.press('left');
    expect(await names(move)).toEqual(['at 5, 6', 'at 30, 40']);
  });

  it('is what has the keyboard, for keys and typing', async () => {
    for (const member of ['key', 'hold_key', 'type'] as const)
      expect(await names(SAMPLE_ACTIONS[member])).toEqual(['Search']);
    expect(asked).toEqual([]);
  });

  it('is nothing for what scrolls or looks, which has no more than a place', async () => {
    for (const member of ['scroll', 'wait', 'screenshot', 'cursor_position', 'zoom'] as const)
      expect([member, await names(SAMPLE_ACTIONS[member])]).toEqual([member, []]);
    expect(asked).toEqual([]);
    expect(aim.pointsOf(SAMPLE_ACTIONS.scroll)).toEqual([{ x: 10, y: 10 }]);
    expect(aim.pointsOf(SAMPLE_ACTIONS.zoom)).toEqual([]);
  });

  it('comes with the place of each and the picture around it', async () => {
    const { points, patches, targets } = await aim.look(SAMPLE_ACTIONS.left_click_drag);
    expect([points, targets.length]).toEqual([
      [
        { x: 10, y: 10 },
        { x: 90, y: 90 },
      ],
      2,
    ]);
    expect(patches.map(({ width, height }) => [width, height])).toEqual([
      [40, 20],
      [40, 20],
    ]);
  });

  it('comes without a picture where it has no place on the screen', async () => {
    desktop.focused = { kind: 'unknown', reason: 'no page', url: null, host: null };
    expect((await aim.look(SAMPLE_ACTIONS.type)).patches).toEqual([]);
  });

  it('is read of every kind of action', async () => {
    for (const member of MEMBERS)
      expect(Array.isArray((await aim.look(SAMPLE_ACTIONS[member])).targets)).toBe(true);
  });

  it('is not waited for when the run was stopped', async () => {
    const stopped = new Aim({ ...deps(), signal: AbortSignal.abort() });
    await expect(stopped.look(SAMPLE_ACTIONS.left_click)).rejects.toMatchObject({
      code: 'cancelled',
      message: expect.stringContaining('The look'),
    });
  });
});

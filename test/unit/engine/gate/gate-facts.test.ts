import { expect, it } from 'vitest';
import { GateFacts } from '../../../../electron/engine/gate/gate-facts';
import type { Action } from '../../../../shared/domain/action';
import { FakeDesktop, sampleElement } from '../../../helpers/fake-desktop';
import { ManualClock } from '../../../helpers/manual-clock';
import { MemoryCredentials, sampleCredential } from '../../../helpers/memory-credentials';

const CLICK: Action = { member: 'left_click', input: { coordinate: [20, 20] } };
const NOTHING_EXPOSED = { areAny: false, review: async () => undefined };
const TYPE: Action = { member: 'type', input: { text: 'a' } };

async function make(wallMs = new Date(2026, 10, 29, 13, 45).getTime()) {
  const clock = new ManualClock(wallMs);
  const desktop = await FakeDesktop.create(clock);
  const spent = { tokens: 120, costUsd: 0.5 };
  const credentials = new MemoryCredentials();
  const facts = new GateFacts(
    { scene: () => desktop, clock, spent: () => spent, exposed: NOTHING_EXPOSED, credentials },
    ['.danger', 'main'],
  );
  return { clock, desktop, facts, credentials };
}

const NOTHING_SEEN = { targets: [], findings: [], signIn: null };

it('a decision is made of the action, its targets, the pointer, the screen and what was used up', async () => {
  const { desktop, facts } = await make();
  const targets = [sampleElement()];
  const findings = [{ category: 'deletion', level: 'high', why: 'it deletes' }] as const;
  desktop.boxes.set('main', [{ x: 1, y: 2, width: 3, height: 4 }]);
  desktop.display.move({ x: 7, y: 8 });
  desktop.display.press('left');
  expect(await facts.gather(CLICK, { targets, findings, signIn: null }, 5)).toEqual({
    action: CLICK,
    targets,
    findings,
    signIn: null,
    isExposed: false,
    secretOf: null,
    selectorBoxes: new Map([
      ['.danger', []],
      ['main', [{ x: 1, y: 2, width: 3, height: 4 }]],
    ]),
    pointer: { cursor: { x: 7, y: 8 }, isButtonDown: true },
    display: { width: 320, height: 200 },
    counts: { steps: 4, actionsInLastMinute: 0, sameMemberInLastMinute: 0, tokens: 120, costUsd: 0.5 },
    // A Sunday: days are counted from Monday.
    time: { minutes: 13 * 60 + 45, weekday: 6 },
  });
});

it.each([
  [new Date(2026, 10, 30, 0, 0), { minutes: 0, weekday: 0 }],
  [new Date(2026, 11, 5, 23, 59), { minutes: 1439, weekday: 5 }],
])('the time of %s is %j', async (date, time) => {
  const { facts } = await make(date.getTime());
  expect((await facts.gather(CLICK, NOTHING_SEEN, 1)).time).toEqual(time);
});

it('actions that were let through are counted for a minute, all of them and each kind by itself', async () => {
  const { clock, facts } = await make();
  const counts = async (action: Action) => {
    const { actionsInLastMinute, sameMemberInLastMinute } = (await facts.gather(action, NOTHING_SEEN, 1))
      .counts;
    return [actionsInLastMinute, sameMemberInLastMinute];
  };
  facts.noteAction(CLICK);
  clock.advance(30_000);
  facts.noteAction(CLICK);
  facts.noteAction(TYPE);
  expect([
    await counts(CLICK),
    await counts(TYPE),
    await counts({ member: 'screenshot', input: {} }),
  ]).toEqual([
    [3, 2],
    [3, 1],
    [3, 0],
  ]);
  clock.advance(29_999);
  expect(await counts(CLICK)).toEqual([3, 2]);
  clock.advance(1);
  expect(await counts(CLICK)).toEqual([2, 1]);
});

it('a secret of the vault is found in what is typed, also where it comes in pieces', async () => {
  const { facts, credentials } = await make();
  credentials.add(sampleCredential(), { password: 'correct horse' });
  const type = (text: string): Action => ({ member: 'type', input: { text } });
  const secretOf = async (action: Action) => (await facts.gather(action, NOTHING_SEEN, 1)).secretOf;
  expect(await secretOf(type('it is correct horse battery'))).toBe('billing');
  expect(await secretOf(type('correct '))).toBeNull();
  facts.noteAction(type('correct '));
  facts.noteAction(CLICK);
  expect([await secretOf(CLICK), await secretOf(type('ho')), await secretOf(type('horse'))]).toEqual([
    null,
    null,
    'billing',
  ]);
});

import { beforeEach, describe, expect, it } from 'vitest';
import { RunControl } from '../../../../electron/engine/control/run-control';
import { GrantBook } from '../../../../electron/engine/desk/grant-book';
import { SignIns } from '../../../../electron/engine/desk/sign-ins';
import { Aim } from '../../../../electron/engine/gate/aim';
import { CallJudge } from '../../../../electron/engine/gate/call-judge';
import type { Sight } from '../../../../electron/engine/gate/sight';
import { PolicyJudge } from '../../../../electron/engine/policy/decide';
import type { Action } from '../../../../shared/domain/action';
import { FakeDesktop, sampleElement } from '../../../helpers/fake-desktop';
import { ManualClock } from '../../../helpers/manual-clock';
import { MemoryCredentials } from '../../../helpers/memory-credentials';
import { MemoryRecord } from '../../../helpers/memory-record';
import { samplePolicy } from '../../../helpers/sample-policy';

const CLICK: Action = { member: 'left_click', input: { coordinate: [20, 20] } };
const LOOKS = ['It looks different, though the page says it is the same.'];

let clock: ManualClock;
let desktop: FakeDesktop;
let judge: CallJudge;
let before: Sight;

beforeEach(async () => {
  clock = new ManualClock();
  desktop = await FakeDesktop.create(clock);
  const record = new MemoryRecord();
  const control = new RunControl();
  const credentials = new MemoryCredentials();
  judge = new CallJudge(
    {
      scene: () => desktop,
      record,
      clock,
      control,
      grants: new GrantBook({ sessionId: 's1', clock, record }),
      signIns: new SignIns(),
      credentials,
      exposed: { areAny: false, review: async () => undefined },
      isPlanAwaited: () => false,
      spent: () => ({ tokens: 0, costUsd: 0 }),
    },
    new PolicyJudge(samplePolicy()),
  );
  await paint(0, 0, 320, 200, 255);
  before = await new Aim({ scene: () => desktop, credentials, clock, signal: control.signal }).look(CLICK);
});

/** What has changed, in words. */
async function changesNow(): Promise<readonly string[]> {
  return (await judge.changes(CLICK, before, new Set())).map(({ text }) => text);
}

async function paint(x: number, y: number, width: number, height: number, shade: number): Promise<void> {
  const painted = new Promise<void>((resolve) => {
    const stop = desktop.display.onUpdate(() => {
      stop();
      resolve();
    });
  });
  desktop.server.paint(x, y, width, height, [shade, shade, shade]);
  await painted;
}
/** What a caret would draw within the element. */
const bar = (shade: number) => paint(30, 12, 1, 14, shade);

async function untilAsleep(): Promise<void> {
  while (clock.sleeping === 0) await new Promise((resolve) => setImmediate(resolve));
}

describe('a second look at what was judged', () => {
  it('finds nothing where nothing changed, at once', async () => {
    expect([await changesNow(), clock.sleeping]).toEqual([[], 0]);
  });

  it('finds what the page says has changed at once', async () => {
    desktop.target = sampleElement({ isEnabled: false });
    expect([await changesNow(), clock.sleeping]).toEqual([['Enabled: “no” now, “yes” before.'], 0]);
  });

  it('waits for a caret to come back, and then finds nothing', async () => {
    await bar(0);
    const changes = changesNow();
    await untilAsleep();
    clock.advance(40);
    await untilAsleep();
    await bar(255);
    clock.advance(40);
    expect(await changes).toEqual([]);
  });

  it('takes a bar that does not come back within a blink for what a page has drawn', async () => {
    await bar(0);
    const changes = changesNow();
    for (let waited = 0; waited < 1080; waited += 40) {
      await untilAsleep();
      clock.advance(40);
    }
    await untilAsleep();
    clock.advance(40);
    expect(await changes).toEqual(LOOKS);
  });

  it('waits no longer when something else has changed too', async () => {
    await bar(0);
    const changes = changesNow();
    await untilAsleep();
    desktop.target = sampleElement({ name: 'Pay' });
    clock.advance(40);
    expect(await changes).toEqual(['Name: “Pay” now, “Next page” before.']);
  });
});

import { expect, it } from 'vitest';
import { PartRepair } from '../../../../electron/engine/sandbox/part-repair';
import type { Part } from '../../../../electron/engine/sandbox/parts';
import type { SandboxFault } from '../../../../electron/engine/sandbox/sandbox-fault';
import { ManualClock } from '../../../helpers/manual-clock';

function makeRepair(mend: (part: Part) => Promise<void> = async () => undefined) {
  const did: string[] = [];
  let giveUp: (fault: SandboxFault) => void = () => undefined;
  const givenUp = new Promise<SandboxFault>((resolve) => {
    giveUp = resolve;
  });
  const clock = new ManualClock();
  const repair = new PartRepair({
    mend: async (part) => {
      did.push(`mend ${part}`);
      await mend(part);
    },
    onMended: (part) => did.push(`mended ${part}`),
    onGivenUp: (fault) => giveUp(fault),
    clock,
  });
  /** The cause of what broke would have been heard by now. */
  const begin = async () => {
    clock.advance(500);
    // What follows happens in promises that are settled already.
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { repair, did, givenUp, begin };
}

it('brings the lease back first, and the display before the browser, which ended because of it', async () => {
  const { repair, did, begin } = makeRepair();
  repair.begin('browser', 'the browser ended');
  repair.begin('relay', 'its relay ended');
  repair.begin('display', 'its display broke');
  repair.begin('lease', 'its lease ended');
  expect(repair.isMending).toBe(true);
  await begin();
  await repair.idle();
  expect(did).toEqual([
    'mend lease',
    'mended lease',
    'mend display',
    'mended display',
    'mend relay',
    'mended relay',
    'mend browser',
    'mended browser',
  ]);
  expect(repair.isMending).toBe(false);
});

it('mends again what breaks again while it is being mended, and gives up after the second restart', async () => {
  const again: { repair: PartRepair | null } = { repair: null };
  const made = makeRepair(async (part) => again.repair?.begin(part, 'the browser ended'));
  again.repair = made.repair;
  made.repair.begin('browser', 'the browser ended');
  await made.begin();
  expect(await made.givenUp).toEqual({
    where: 'browser',
    what: 'the browser ended, and it had been restarted 2 times',
  });
  expect(made.did.filter((what) => what === 'mend browser')).toHaveLength(2);
});

it('gives up what can not be started, and says so', async () => {
  const { repair, givenUp, begin } = makeRepair(() => Promise.reject(new Error('exec failed')));
  repair.begin('relay', 'its network relay ended');
  await begin();
  await begin();
  expect(await givenUp).toEqual({
    where: 'relay',
    what: 'its network relay ended and could not be started again',
  });
});

it('blames no part that can not be started because its container is ending, whose own word comes later', async () => {
  const { repair, givenUp, begin } = makeRepair(() => Promise.reject(new Error('no such container')));
  const blamed: SandboxFault[] = [];
  void givenUp.then((fault) => blamed.push(fault));
  repair.begin('display', 'its display broke');
  await begin();
  repair.stop();
  await begin();
  expect(blamed).toEqual([]);
});

it('starts nothing once the sandbox is over', async () => {
  const { repair, did, begin } = makeRepair();
  repair.begin('browser', 'the browser ended');
  repair.stop();
  repair.begin('display', 'its display broke');
  await begin();
  await repair.idle();
  expect(did).toEqual([]);
});

import { expect, it } from 'vitest';
import { RunControl } from '../../../../electron/engine/control/run-control';

/** Whether a promise is still open once everything that was due has run. */
async function isOpen(promise: Promise<unknown>): Promise<boolean> {
  const open = Symbol('open');
  const next = new Promise((resolve) => setImmediate(() => resolve(open)));
  return (await Promise.race([promise, next])) === open;
}

it('lets nothing pass until the last of several holds is released', async () => {
  const control = new RunControl();
  const [first, second] = [control.hold(), control.hold()];
  const ready = control.ready();
  first();
  first();
  expect(control.isPaused).toBe(true);
  expect(await isOpen(ready)).toBe(true);
  second();
  expect(control.isPaused).toBe(false);
  await ready;
});

it("keeps a hold apart from the operator's pause", async () => {
  const control = new RunControl();
  const release = control.hold();
  control.pause();
  const ready = control.ready();
  release();
  expect(await isOpen(ready)).toBe(true);
  control.resume();
  await ready;
});

it('waits again for a hold that begins while it waits for a pause to end', async () => {
  const control = new RunControl();
  control.pause();
  const ready = control.ready();
  const release = control.hold();
  control.resume();
  expect(await isOpen(ready)).toBe(true);
  release();
  await ready;
});

it('rejects with `cancelled` when the run is stopped, held or not', async () => {
  const control = new RunControl();
  control.hold();
  const ready = control.ready();
  control.stop();
  await expect(ready).rejects.toMatchObject({ code: 'cancelled' });
  await expect(control.ready()).rejects.toMatchObject({ code: 'cancelled' });
});

import { setImmediate } from 'node:timers/promises';

/** Lets whatever else waits have its turn: pictures are encoded where everything else of the engine runs. */
export async function breathe(): Promise<void> {
  await setImmediate();
}

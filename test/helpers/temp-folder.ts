import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach } from 'vitest';

const made: string[] = [];

afterEach(async () => {
  // What nobody waits for may still be written there.
  const options = { recursive: true, force: true, maxRetries: 5, retryDelay: 50 };
  for (const folder of made.splice(0)) await rm(folder, options);
});

/** A new empty folder that is gone after the test. */
export async function tempFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'airlock-test-'));
  made.push(folder);
  return folder;
}

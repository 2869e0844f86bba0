import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readConsoleId } from '../../../../electron/engine/console/console-id';

async function dataFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'airlock-console-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

it('stays the same for a data folder, and is another for another', async () => {
  const [one, two] = [await dataFolder(), await dataFolder()];
  const id = await readConsoleId(one);
  expect(await readConsoleId(one)).toBe(id);
  expect(await readConsoleId(two)).not.toBe(id);
});

it.each(['', 'x', '../../../etc', 'a'.repeat(17), '\0'.repeat(16)])(
  'is drawn anew for a file with %j',
  async (text) => {
    const folder = await dataFolder();
    await writeFile(path.join(folder, 'console-id'), text);
    expect(await readConsoleId(folder)).toMatch(/^[0-9a-f]{16}$/);
  },
);

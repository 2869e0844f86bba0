import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { writeDurably } from '../base/durable-file';
import { createId } from '../base/ids';
import { withoutFailing } from '../base/may-fail';

const FILE = 'console-id';

/**
 * What tells this console's sandboxes from those of others, for as long as its data folder lives. Drawn by lot: two
 * consoles on two machines may have the same folder and account names, and share an engine.
 */
export async function readConsoleId(dataFolder: string): Promise<string> {
  const file = path.join(dataFolder, FILE);
  const text = await withoutFailing(readFile(file, 'utf8'), '', 'a console without an id draws one');
  const kept = text.trim();
  if (/^[0-9a-f]{16}$/.test(kept)) return kept;
  const id = createId();
  await writeDurably(file, `${id}\n`);
  return id;
}

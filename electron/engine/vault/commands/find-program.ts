import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import path from 'node:path';
import { withoutFailing } from '../../base/may-fail';

/** The folders of a PATH that are the same wherever a program is started from. */
export function absoluteFolders(searchPath: string | undefined): readonly string[] {
  return (searchPath ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder));
}

/** The file that a program's name means in a PATH; null when none of its folders has one that can be run. */
export async function findProgram(name: string, folders: readonly string[]): Promise<string | null> {
  const fileName = process.platform === 'win32' ? `${name}.exe` : name;
  for (const folder of folders) {
    const file = path.join(folder, fileName);
    if (await withoutFailing(canRun(file), false, 'what can’t be looked at can’t be run')) return file;
  }
  return null;
}

async function canRun(file: string): Promise<boolean> {
  await access(file, constants.X_OK);
  return (await stat(file)).isFile();
}

import { open } from 'node:fs/promises';
import path from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import { AirlockError } from '../../shared/airlock-error';
import type { PickedFile, WantedFile } from '../ipc/handlers';

/**
 * Asks the operator for a file and reads it. Null when they changed their mind. Rejects with `bad-input` when it is too
 * large, with `not-found` when it can't be read.
 */
export async function pickFile(
  window: BrowserWindow,
  { title, ending, maxBytes }: WantedFile,
): Promise<PickedFile | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title,
    defaultPath: app.getPath('downloads'),
    properties: ['openFile', 'dontAddToRecent'],
    filters: [{ name: `${ending.toUpperCase()} files`, extensions: [ending] }],
  });
  const [filePath] = filePaths;
  if (canceled || filePath === undefined) return null;
  return { name: path.basename(filePath), bytes: await readUpTo(filePath, maxBytes) };
}

async function readUpTo(file: string, maxBytes: number): Promise<Buffer> {
  const handle = await open(file, 'r').catch((error) => {
    throw new AirlockError('not-found', `The file could not be read (${file}).`, { cause: error });
  });
  try {
    const { size } = await handle.stat();
    if (size > maxBytes) {
      throw new AirlockError('bad-input', `The file is larger than ${maxBytes / 1024 / 1024} MB (${file}).`);
    }
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import { AirlockError } from '../../shared/airlock-error';

/** Asks the operator where to and writes the text there. The path, or null when they changed their mind. */
export async function saveFile(
  window: BrowserWindow,
  suggestedName: string,
  text: string,
): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    defaultPath: path.join(app.getPath('documents'), suggestedName),
  });
  if (canceled || filePath === undefined || filePath === '') return null;
  await writeFile(filePath, text, { mode: 0o600 }).catch((error) => {
    throw new AirlockError('disk-full', `The file could not be written (${filePath}).`, { cause: error });
  });
  return filePath;
}

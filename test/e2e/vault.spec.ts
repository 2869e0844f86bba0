import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { ConsoleApp, expect, test } from './console-app';

const PASSPHRASE = 'correct horse battery';

/** The system may have a key store or none: either way a passphrase opens the vault from now on. */
async function takePassphrase(window: Page): Promise<void> {
  const either = window.getByRole('heading', { name: /^(Credentials|Choose a passphrase for the vault)$/ });
  await expect(either).toBeVisible();
  if ((await either.textContent()) === 'Credentials') {
    await window.getByRole('button', { name: 'Protection' }).click();
    await window.getByLabel('New passphrase').fill(PASSPHRASE);
    await window.getByLabel('Once more').fill(PASSPHRASE);
    await window.getByRole('button', { name: 'Use a passphrase' }).click();
  } else {
    await window.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
    await window.getByLabel('Once more').fill(PASSPHRASE);
    await window.getByRole('button', { name: 'Set passphrase' }).click();
  }
  await expect(window.getByRole('button', { name: 'Lock', exact: true })).toBeVisible({ timeout: 30_000 });
}

/** The bytes of every file that the console has written. */
async function everyByte(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = files.map(async (entry) =>
    readFile(path.join(entry.parentPath, entry.name), 'latin1').catch(() => ''),
  );
  return (await Promise.all(texts)).join('\n');
}

test('a credential is kept under a passphrase, found again after a restart, and its secrets are nowhere', async ({
  airlock,
  dataFolder,
}) => {
  const { window, app } = airlock;
  await airlock.go('Credentials');
  await takePassphrase(window);

  await window.getByRole('button', { name: 'New', exact: true }).click();
  await window.getByLabel('Name', { exact: true }).fill('Acme');
  await window.getByLabel('Add to Sites').fill('https://app.acme.example/login');
  await window.getByLabel('Add to Sites').press('Enter');
  await window.getByLabel('User name').fill('ada');
  await window.getByLabel('Password').fill('canary-hunter2');
  await window.getByRole('checkbox', { name: 'Supervised' }).check();
  await window.getByRole('button', { name: 'Save', exact: true }).click();
  const list = window.getByRole('list', { name: 'Credentials' });
  await expect(list).toContainText('app.acme.example');

  const file = path.join(dataFolder, 'export.csv');
  await writeFile(
    file,
    'name,url,username,password\nParcels,https://parcels.example/in,ada,canary-imported\n',
  );
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [filePath] });
  }, file);
  await window.getByRole('button', { name: 'Import…' }).click();
  await expect(window.getByRole('list', { name: 'Lines of the file' })).toContainText('Parcels');
  await window.getByRole('button', { name: 'Take 1 login' }).click();
  await window.getByRole('button', { name: 'Done' }).click();
  await expect(list).toContainText('parcels.example');
  await writeFile(file, '');
  expect(await window.content()).not.toContain('canary');
  await airlock.close();

  const again = await ConsoleApp.launch(dataFolder);
  try {
    await again.go('Credentials');
    const field = again.window.getByLabel('Passphrase', { exact: true });
    await field.fill('correct horse batterx');
    await field.press('Enter');
    const wrong = again.window.getByRole('alert').filter({ hasText: 'not the passphrase' });
    await expect(wrong).toBeVisible({ timeout: 30_000 });
    await field.fill(PASSPHRASE);
    await field.press('Enter');
    await expect(again.window.getByRole('list', { name: 'Credentials' })).toContainText('Acme', {
      timeout: 30_000,
    });
    await expect(again.window.getByRole('list', { name: 'Credentials' })).toContainText('Parcels');
  } finally {
    await again.close();
  }
  expect(await everyByte(dataFolder)).not.toMatch(/canary|correct horse/);
});

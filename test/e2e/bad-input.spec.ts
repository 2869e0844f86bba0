import { mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createPracticeModel } from '../../electron/engine/practice/messages-server';
import { finish } from '../helpers/make-loop';
import { ConsoleApp, expect, modelAt, test } from './console-app';

test('a task of 100 kB is refused with its length, and stays in the form', async ({ airlock }) => {
  const { window } = airlock;
  await airlock.go('New run');
  const task = 'Read every invoice. '.repeat(5000);
  await window.getByRole('textbox', { name: 'Task' }).fill(task);
  await window.getByRole('button', { name: 'Start run' }).click();
  await expect(window.getByRole('form', { name: 'New run' })).toContainText(/20.?000/);
  await airlock.go('Sessions');
  await airlock.go('New run');
  await expect(window.getByRole('textbox', { name: 'Task' })).toHaveValue(task);
  expect(await readdir(airlock.sessionsFolder)).toEqual([]);
});

test('a malformed policy file is refused with line and field, and the form keeps its policy', async ({
  airlock,
  dataFolder,
}) => {
  const { window } = airlock;
  await airlock.go('New run');
  const file = path.join(dataFolder, 'policy.yaml');
  await writeFile(file, 'version: 1\nname: Mine\nallow_click: yes please\nmax_stepps: 3\n');
  await window.getByLabel('Policy file').setInputFiles(file);
  const error = window.getByRole('alert').filter({ hasText: 'The policy was not loaded' });
  await expect(error).toContainText('Line 3, allow_click');
  await expect(error).toContainText('Line 4, max_stepps: no such field');
  await expect(window.getByRole('radio', { name: 'Supervised' })).toBeChecked();
});

test('without a container engine a start says so, points to the check-up and loses nothing', async ({
  dataFolder,
}) => {
  const airlock = await ConsoleApp.launch(dataFolder, { DOCKER_HOST: `unix://${dataFolder}/none.sock` });
  const { window } = airlock;
  await airlock.go('New run');
  await window.getByRole('textbox', { name: 'Task' }).fill('Export the invoices of March.');
  await window.getByRole('button', { name: 'Start run' }).click();
  const form = window.getByRole('form', { name: 'New run' });
  await expect(form.getByRole('alert')).toContainText('No Docker engine answers');
  await window.getByRole('button', { name: 'Open the check-up' }).click();
  const results = window.getByRole('list', { name: 'Check-up results' });
  await expect(results).toContainText('Container engine');
  await expect(results).toContainText('Start it with');
  await airlock.go('New run');
  await expect(window.getByRole('textbox', { name: 'Task' })).toHaveValue('Export the invoices of March.');
  await airlock.close();
});

test('a wrong key pauses the run and says why; with another key it goes on', async () => {
  const server = await createPracticeModel({
    wordDelayMs: 0,
    script: () => finish('Nothing to do.'),
  });
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'airlock-e2e-'));
  await modelAt(dataFolder, server.baseUrl);
  const airlock = await ConsoleApp.launch(dataFolder, {
    ANTHROPIC_BASE_URL: 'http://127.0.0.1:9',
    ANTHROPIC_API_KEY: 'sk-ant-wrong-key-0000000000',
  });
  const { window } = airlock;
  await airlock.go('New run');
  await window.getByText('Claude', { exact: true }).click();
  await window.getByRole('textbox', { name: 'Task' }).fill('Say hello.');
  await window.getByRole('textbox', { name: 'Start address' }).fill('');
  await window.getByRole('button', { name: 'Start run' }).click();
  const live = window.getByRole('main');
  await expect(live).toContainText('the API key was refused (401)', { timeout: 30_000 });
  await expect(live).toContainText(`Model at ${server.baseUrl}`);
  await airlock.go('Settings');
  await window.getByLabel('Anthropic API key').fill(server.apiKey);
  await window.getByRole('button', { name: 'Save key' }).click();
  await expect(window.getByRole('region', { name: 'API key' })).toContainText(server.apiKey.slice(-4));
  await airlock.go('Live');
  await window.getByRole('button', { name: 'Resume' }).click();
  // The desktop of a run of Claude is kept, in case there is more to do.
  const finished = window.getByRole('region', { name: 'The agent has finished' });
  await expect(finished).toContainText('The agent says: done.', { timeout: 20_000 });
  await window
    .getByRole('textbox', { name: 'Say something to the agent' })
    .fill('And now also hello to Bea.');
  await window.getByRole('textbox', { name: 'Say something to the agent' }).press('Enter');
  await expect(window.getByRole('main')).toContainText('And now also hello to Bea.');
  await expect(finished).toContainText('The agent says: done.', { timeout: 20_000 });
  await finished.getByRole('button', { name: 'End the run' }).click();
  await expect(window.getByRole('status', { name: 'State of the run' })).toContainText('Finished', {
    timeout: 20_000,
  });
  await airlock.go('Sessions');
  await window.getByRole('main').getByText('Say hello.').click();
  await expect(window.getByRole('button', { name: 'All sessions' })).toBeVisible();
  await expect(window.getByRole('main')).toContainText(`Model at ${server.baseUrl}`);
  // The key was typed into the window once and is nowhere in what the window can ask for.
  expect(await window.evaluate(() => document.documentElement.outerHTML)).not.toContain(server.apiKey);
  await airlock.close();
  await server.close();
});

test('a command of the check-up can be copied', async ({ airlock }) => {
  const { window, app } = airlock;
  await app.evaluate(({ clipboard }) => clipboard.clear());
  await airlock.go('Settings');
  const copy = window.getByRole('button', { name: 'Copy the data folder’s path' });
  await copy.click();
  await expect(copy).toHaveText('Copied');
  expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe(airlock.dataFolder);
});

import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from './console-app';

test('a policy of one’s own is made from a preset, kept, exported and chosen for a run', async ({
  airlock,
  dataFolder,
}) => {
  const { window, app } = airlock;
  await airlock.go('Policies');
  await window.getByRole('button', { name: 'Duplicate to edit' }).click();
  await window.getByRole('textbox', { name: 'Name', exact: true }).fill('Invoices: read');
  const document = window.getByRole('textbox', { name: 'Policy document' });
  await expect(document).toHaveValue(/name: "?Invoices: read"?/);

  const text = await document.inputValue();
  await document.fill(`# agreed with finance\n${text.replace('max_steps: 30', 'max_steps: thirty')}`);
  await expect(window.getByRole('list', { name: 'Problems' })).toContainText('max_steps must be a number');
  await expect(window.getByRole('button', { name: 'Save', exact: true })).toBeDisabled();
  await document.fill(`# agreed with finance\n${text.replace('max_steps: 30', 'max_steps: 12')}`);
  await expect(window.getByRole('textbox', { name: 'Actions', exact: true })).toHaveValue('12');
  await document.press('ControlOrMeta+s');
  await expect(window.getByText('Not saved')).toHaveCount(0);

  const folder = path.join(dataFolder, 'policies');
  const [file = ''] = await readdir(folder);
  expect(await readFile(path.join(folder, file), 'utf8')).toMatch(/^# agreed with finance\n/);

  const target = path.join(dataFolder, 'exported.json');
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, target);
  await window.getByRole('button', { name: 'Export as JSON' }).click();
  await expect
    .poll(async () => JSON.parse(await readFile(target, 'utf8').catch(() => '{}')).max_steps)
    .toBe(12);

  await airlock.go('New run');
  await window.getByRole('combobox', { name: 'One of your own policies' }).selectOption('Invoices: read');
  await expect(window.getByRole('textbox', { name: 'Steps' })).toHaveValue('12');
});

test('a policy file that was broken outside the console is shown with its line, and can be mended', async ({
  airlock,
  dataFolder,
}) => {
  const { window } = airlock;
  await writeFile(
    path.join(dataFolder, 'policies', 'half.yaml'),
    'version: 1\nname: Half\nallow_click: maybe\n',
  );
  await airlock.go('Policies');
  await window.getByRole('button', { name: 'half' }).click();
  const problem = window.getByRole('button', { name: /Line 3 allow_click must be true or false/ });
  await problem.click();
  const selected = await window
    .getByRole('textbox', { name: 'Policy document' })
    .evaluate((area: HTMLTextAreaElement) => area.value.slice(area.selectionStart, area.selectionEnd));
  expect(selected).toBe('allow_click: maybe');
});

test('a dry run says which decisions of a past session would be others', async ({ airlock }) => {
  const { window } = airlock;
  await airlock.startPractice('Download all, next to Delete all');
  await expect(airlock.approval).toBeVisible({ timeout: 45_000 });
  await airlock.go('Policies');
  await window.getByRole('button', { name: 'Read-only' }).click();
  await window.getByRole('tab', { name: 'Try it' }).click();
  const subject = window.getByRole('combobox', { name: 'Would these have been let through?' });
  await subject.selectOption({ index: 1 });
  const changed = window.getByRole('list', { name: 'Changed' });
  await expect(changed).toContainText('Deny');
  await expect(changed).toContainText('on_risk');
});

import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { systemClock } from '../../../../electron/engine/base/clock';
import { SettingsFile } from '../../../../electron/engine/base/settings-file';
import { Models } from '../../../../electron/engine/console/models';
import { addressIn, PREFERENCES, savePreferences } from '../../../../electron/engine/console/preferences';
import { createFetch } from '../../../../electron/engine/egress/reaching/proxied-fetch';
import { NO_PROXIES } from '../../../../electron/engine/egress/reaching/upstream-proxy';
import { modelRow } from '../../../../electron/engine/models/model-table';
import type { ApiKeyStore } from '../../../../electron/engine/vault/api-key-store';
import { USUAL_PREFERENCES } from '../../../../shared/domain/preferences';
import { sampleSettings } from '../../../helpers/sample-settings';
import { tempFolder } from '../../../helpers/temp-folder';

const CLAUDE = sampleSettings({ model: { kind: 'claude', model: 'claude-opus-5-5' } });
const GATEWAY = 'https://models.example.com';
const KEYS = { useKey: (use: (key: string) => unknown) => use('sk-ant-mine') } as unknown as ApiKeyStore;

async function open(text?: string, row = modelRow) {
  const folder = await tempFolder();
  if (text !== undefined) await writeFile(path.join(folder, PREFERENCES.file), text);
  const preferences = await SettingsFile.open(folder, PREFERENCES, { warn: () => undefined });
  const startPractice = () => Promise.reject(new Error('not asked for'));
  const address = () => addressIn(preferences);
  const models = new Models({
    clock: systemClock,
    keys: KEYS,
    startPractice,
    fetch: createFetch(NO_PROXIES),
    row,
    address,
  });
  return { models, preferences };
}

it.each([
  ['broken off', '{"order":"risk",'],
  [
    'with an address that no model may have',
    JSON.stringify({ ...USUAL_PREFERENCES, modelAddress: 'http://a.example' }),
  ],
])('preferences that are %s start no run at the official address', async (_what, text) => {
  const { models } = await open(text);
  await expect(models.for(CLAUDE)).rejects.toMatchObject({
    code: 'bad-input',
    message: expect.stringContaining('not known where the model is'),
  });
});

it('a change of something else does not make the official address the chosen one', async () => {
  const { models, preferences } = await open('{');
  const saving = savePreferences(preferences, { ...USUAL_PREFERENCES, sound: false });
  await expect(saving).rejects.toMatchObject({ code: 'bad-input' });
  await expect(models.for(CLAUDE)).rejects.toMatchObject({ code: 'bad-input' });
  await savePreferences(preferences, { ...USUAL_PREFERENCES, modelAddress: 'https://api.anthropic.com' });
  await savePreferences(preferences, { ...USUAL_PREFERENCES, sound: false });
  expect((await models.for(CLAUDE))().address).toBe('https://api.anthropic.com');
});

it('once they are saved again a run starts', async () => {
  const { models, preferences } = await open('{');
  await savePreferences(preferences, { ...USUAL_PREFERENCES, modelAddress: GATEWAY });
  expect((await models.for(CLAUDE))().address).toBe(GATEWAY);
});

it('the address is the official one where none is set', async () => {
  const { models } = await open();
  expect((await models.for(CLAUDE))().address).toBe('https://api.anthropic.com');
});

it('a run keeps the address that it began with', async () => {
  const { models, preferences } = await open(JSON.stringify({ ...USUAL_PREFERENCES, modelAddress: GATEWAY }));
  const model = await models.for(CLAUDE);
  await preferences.save(USUAL_PREFERENCES);
  expect([model().address, (await models.for(CLAUDE))().address]).toEqual([
    GATEWAY,
    'https://api.anthropic.com',
  ]);
});

it('a run knows the limits that the API has told, also those it tells later, and is asked as it was at first', async () => {
  const told = { maxInputTokens: 300_000, maxOutputTokens: 8000 };
  const { models } = await open(undefined, (id) => ({ ...modelRow(id), ...told }));
  const model = await models.for(CLAUDE);
  expect(model().row).toMatchObject({ id: 'claude-opus-5-5', ...told });
  Object.assign(told, { maxInputTokens: 100_000, maxOutputTokens: 4000 });
  expect(model().row).toMatchObject({ maxInputTokens: 100_000, maxOutputTokens: 8000 });
});

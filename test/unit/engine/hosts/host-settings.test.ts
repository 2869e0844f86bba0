import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { SettingsFile } from '../../../../electron/engine/base/settings-file';
import { HOST_SETTINGS } from '../../../../electron/engine/hosts/host-settings';

const USUAL = { enabled: [], added: [], warm: 1 };
let folder: string;
let warnings: string[];
const log = { warn: (what: string) => void warnings.push(what) };

const openFile = (where: string) => SettingsFile.open(where, HOST_SETTINGS, log);

beforeEach(async () => {
  warnings = [];
  folder = await mkdtemp(path.join(tmpdir(), 'airlock-engines-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
});

it('keeps what was saved for the next start', async () => {
  const added = [{ name: 'Far', address: 'ssh://ada@far', certificates: null }];
  const settings = { enabled: ['one'], added, warm: 3 };
  await (await openFile(folder)).save(settings);
  expect((await openFile(folder)).settings).toEqual(settings);
  expect(warnings).toEqual([]);
});

it.each(['{"enabled":', '[]', '{"warm": -1}', '{"warm": 1, "unknown": true}', '\0\0\0'])(
  'takes the usual settings, with a warning, for a file with %j',
  async (text) => {
    await writeFile(path.join(folder, 'engines.json'), text);
    expect((await openFile(folder)).settings).toEqual(USUAL);
    expect(warnings).toEqual([expect.stringContaining("engines.json can't be read")]);
  },
);

it('starts with the usual ones, without a word', async () => {
  expect((await openFile(folder)).settings).toEqual(USUAL);
  expect(warnings).toEqual([]);
});

it('says when they can not be written, and keeps the old ones', async () => {
  const file = await openFile(path.join(folder, 'gone'));
  await expect(file.save({ enabled: ['one'], added: [], warm: 0 })).rejects.toThrow(/could not be written/);
  expect(file.settings).toEqual(USUAL);
});

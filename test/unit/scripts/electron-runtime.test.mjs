import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { integrityOf } from '../../../scripts/lib/electron-install.mjs';
import {
  FALLBACK,
  fallbackFolder,
  findFallback,
  findOfficial,
} from '../../../scripts/lib/electron-runtime.mjs';
import { electronArguments } from '../../../scripts/lib/launch.mjs';
import { electronBuilderArguments, prepareElectronFolder } from '../../../scripts/lib/packaging.mjs';
import { cacheFolder } from '../../../scripts/lib/paths.mjs';

let work;

beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), 'airlock-electron-'));
});

afterEach(() => rmSync(work, { recursive: true, force: true }));

function unpackFallback(integrity = FALLBACK.integrity) {
  const folder = fallbackFolder(work);
  mkdirSync(join(folder, 'resources/app'), { recursive: true });
  writeFileSync(join(folder, 'electron'), '');
  writeFileSync(join(folder, 'resources/app/main.cjs'), '');
  writeFileSync(join(folder, 'resources/default.txt'), '');
  writeFileSync(join(folder, 'airlock-runtime.json'), JSON.stringify({ integrity }));
  return folder;
}

describe('the cache folder', () => {
  it.each([
    [{ XDG_CACHE_HOME: '/var/cache/me' }, 'linux', '/var/cache/me/airlock'],
    [{}, 'linux', '/home/me/.cache/airlock'],
    [{}, 'darwin', '/home/me/Library/Caches/airlock'],
    [{ LOCALAPPDATA: '/local' }, 'win32', '/local/airlock'],
  ])('for %j on %s is %s', (env, platform, expected) => {
    expect(cacheFolder(env, platform, '/home/me')).toBe(expected);
  });
});

describe('the runtime from the npm registry', () => {
  it('is used when it is complete', () => {
    const folder = unpackFallback();
    expect(findFallback(work)).toEqual({
      executable: join(folder, 'electron'),
      version: '25.1.1',
      source: 'npm-fallback',
      folder,
    });
  });

  it.each(['electron', 'resources/app/main.cjs', 'airlock-runtime.json'])(
    'is not used without %s',
    (file) => {
      rmSync(join(unpackFallback(), file));
      expect(findFallback(work)).toBeUndefined();
    },
  );

  it('is not used when it came from another package', () => {
    unpackFallback('sha512-other');
    expect(findFallback(work)).toBeUndefined();
  });

  it('is packaged without the loader, and the cache keeps it', async () => {
    unpackFallback();
    const prepared = await prepareElectronFolder(findFallback(work), work);
    expect(findFallback(work)).toBeDefined();
    expect(electronFiles(prepared.folder)).toEqual(['electron', 'resources', 'resources/default.txt']);
    await prepared.remove();
  });
});

describe('the official runtime', () => {
  it('is used in exactly the version the package asks for', () => {
    mkdirSync(join(work, 'dist'));
    writeFileSync(join(work, 'package.json'), '{"version":"45.4.1"}');
    writeFileSync(join(work, 'dist/electron'), '');
    writeFileSync(join(work, 'dist/version'), '45.4.1');
    expect(findOfficial(work, {})?.source).toBe('official');
    writeFileSync(join(work, 'dist/version'), '44.0.0');
    expect(findOfficial(work, {})).toBeUndefined();
  });
});

it('computes the integrity as npm writes it', async () => {
  writeFileSync(join(work, 'empty'), '');
  expect(await integrityOf(join(work, 'empty'))).toBe(
    'sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==',
  );
});

describe('Electron’s own sandbox', () => {
  it.each([
    ['linux', true, ['--no-sandbox', '/app']],
    ['linux', false, ['/app']],
    ['darwin', true, ['/app']],
    ['win32', false, ['/app']],
  ])('on %s, root %s, gives %j', (platform, isRoot, expected) => {
    expect(electronArguments('/app', [], { platform, isRoot })).toEqual(expected);
  });
});

it('packages from the Electron that is there, without publishing', () => {
  const args = electronBuilderArguments({ installers: false, folder: '/electron', version: '25.1.1' });
  expect(args).toEqual([
    '--dir',
    '--publish=never',
    '--config.electronDist=/electron',
    '--config.electronVersion=25.1.1',
  ]);
});

function electronFiles(folder) {
  return readdirSync(folder, { recursive: true }).sort();
}

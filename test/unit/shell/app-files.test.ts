import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { isAppUrl } from '../../../electron/shell/app-url';
import { findForbiddenSwitch } from '../../../electron/shell/forbidden-switches';
import { resolveAppFile } from '../../../electron/shell/resolve-app-file';
import { tempFolder } from '../../helpers/temp-folder';

describe('the console’s own addresses', () => {
  for (const url of [
    'data:text/html,x',
    'file:///etc/passwd',
    'about:blank',
    'app://airlock.evil/index.html',
    'app://evil/index.html',
    'app:airlock/index.html',
    'app://user@airlock/index.html',
    'app://airlock:80/index.html',
    'https://airlock/index.html',
    'javascript:app://airlock/',
    'blob:app://airlock/1',
    '',
  ]) {
    it(`are not ${JSON.stringify(url)}`, () => expect(isAppUrl(url)).toBe(false));
  }

  it('are app://airlock/…', () => expect(isAppUrl('app://airlock/index.html#live')).toBe(true));
});

describe('files of the window', () => {
  async function folder() {
    const outside = await tempFolder();
    const root = path.join(outside, 'renderer');
    await mkdir(path.join(root, 'assets'), { recursive: true });
    await writeFile(path.join(outside, 'secret.js'), 'secret');
    await writeFile(path.join(root, 'index.html'), '');
    await writeFile(path.join(root, 'assets', 'index-a1.js'), '');
    await writeFile(path.join(root, 'notes.txt'), '');
    await symlink(path.join(outside, 'secret.js'), path.join(root, 'link.js'));
    return root;
  }

  it('are found with their types', async () => {
    const root = await folder();
    expect((await resolveAppFile(root, '/index.html'))?.type).toContain('text/html');
    expect((await resolveAppFile(root, '/assets/index-a1.js'))?.type).toContain('text/javascript');
  });

  for (const pathname of [
    '/../secret.js',
    '/..%2fsecret.js',
    '/%2e%2e/secret.js',
    '/..%5csecret.js',
    '/..\\secret.js',
    '/%252e%252e/secret.js',
    '/assets/../../secret.js',
    '/index.html%00.js',
    '/link.js',
    '/notes.txt',
    '/assets',
    '/',
    '//index.html',
    '/.hidden.js',
    '/none.js',
  ]) {
    it(`are not ${pathname}`, async () => expect(await resolveAppFile(await folder(), pathname)).toBeNull());
  }
});

describe('forbidden switches', () => {
  for (const argument of [
    '--remote-debugging-port=9222',
    '--no-sandbox',
    '--disable-web-security',
    '--JS-FLAGS=x',
    '-inspect',
    '--inspect-brk=0',
  ]) {
    it(`names ${argument}`, () => expect(findForbiddenSwitch(['file', argument], false)).not.toBeNull());
  }

  it('lets root go without the sandbox that it can not have, and nothing else', () => {
    expect(findForbiddenSwitch(['--no-sandbox'], true)).toBeNull();
    expect(findForbiddenSwitch(['--no-sandbox', '--inspect'], true)).toBe('inspect');
    expect(findForbiddenSwitch(['--force-device-scale-factor=2', 'no-sandbox'], false)).toBeNull();
  });
});

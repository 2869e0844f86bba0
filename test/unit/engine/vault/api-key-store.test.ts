import { mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ApiKeyStore } from '../../../../electron/engine/vault/api-key-store';
import type { Cipher } from '../../../../electron/engine/vault/cipher';
import { tempFolder } from '../../../helpers/temp-folder';

const KEY = 'sk-ant-test-canary-0123456789';
const warnings: string[] = [];
const log = { warn: (what: string) => warnings.push(what) };

class XorCipher implements Cipher {
  constructor(private readonly available = true) {}
  isAvailable = () => this.available;
  encrypt = (plain: string) => Buffer.from(plain).map((byte) => byte ^ 0x5a) as Buffer;
  decrypt = (bytes: Buffer) => Buffer.from(bytes.map((byte) => byte ^ 0x5a)).toString();
}

async function open(folder: string, cipher: Cipher = new XorCipher(), environmentKey?: string) {
  return ApiKeyStore.open({ dataFolder: folder, cipher, environmentKey, log });
}

async function everyFile(folder: string): Promise<string> {
  const names = await readdir(folder);
  return (await Promise.all(names.map((name) => readFile(path.join(folder, name), 'latin1')))).join('\n');
}

describe('the API key', () => {
  it('is kept encrypted and found again', async () => {
    const folder = await tempFolder();
    await (await open(folder)).save(KEY);
    expect(await everyFile(folder)).not.toContain('canary');
    const again = await open(folder);
    expect([again.status(), again.useKey((key) => key)]).toEqual([
      { source: 'vault', ending: '6789', canPersist: true },
      KEY,
    ]);
  });

  it('never touches the disk where there is no secret store', async () => {
    const folder = await tempFolder();
    const store = await open(folder, new XorCipher(false));
    expect(await store.save(KEY)).toEqual({ source: 'memory', ending: '6789', canPersist: false });
    expect(await readdir(folder)).toEqual([]);
  });

  it('comes from the environment when none is saved, and a saved one wins', async () => {
    const folder = await tempFolder();
    const store = await open(folder, new XorCipher(), 'sk-ant-environment-key-000000');
    expect(store.status()).toMatchObject({ source: 'environment' });
    await store.save(KEY);
    expect(store.useKey((key) => key)).toBe(KEY);
    expect(await store.delete()).toMatchObject({ source: 'environment' });
  });

  it('is refused when it is none, without saying it back', async () => {
    const store = await open(await tempFolder());
    for (const key of [
      'sk-0',
      'with space in the middle of it',
      'newline\nin-the-middle-000000',
      'ключ-ключ-ключ-ключ-ключ',
    ]) {
      const message = await store.save(key).catch((error: Error) => error.message);
      expect(message).toContain('not an API key');
      expect(message).not.toContain(key);
    }
    expect(() => store.useKey((key) => key)).toThrow('no API key');
  });

  it('that another machine wrote is reported, not used and not fatal', async () => {
    const folder = await tempFolder();
    await (await open(folder)).save(KEY);
    const broken: Cipher = {
      isAvailable: () => true,
      encrypt: () => Buffer.alloc(0),
      decrypt: () => {
        throw new Error('wrong user');
      },
    };
    const before = await everyFile(folder);
    const store = await open(folder, broken);
    expect(store.status()).toEqual({ source: 'unreadable', ending: '', canPersist: true });
    expect(warnings.at(-1)).toContain('save it again');
    expect(() => store.useKey((key) => key)).toThrow('The saved API key can not be read.');
    expect(await everyFile(folder)).toBe(before);
  });

  it('whose file gives an error is told apart from none, and what lies there stays', async () => {
    const folder = await tempFolder();
    await mkdir(path.join(folder, 'api-key.bin'));
    const store = await open(folder);
    expect(store.status().source).toBe('unreadable');
    expect(warnings.at(-1)).toContain('its file gives EISDIR');
    expect(await readdir(folder)).toEqual(['api-key.bin']);
  });

  it('that was encrypted while the secret store was there is not taken for none while it is away', async () => {
    const folder = await tempFolder();
    await (await open(folder)).save(KEY);
    const store = await open(folder, new XorCipher(false));
    expect(store.status()).toEqual({ source: 'unreadable', ending: '', canPersist: false });
    await store.save(KEY);
    expect(store.status().source).toBe('memory');
    expect((await open(folder)).useKey((key) => key)).toBe(KEY);
  });
});

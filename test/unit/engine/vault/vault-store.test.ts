import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Cipher } from '../../../../electron/engine/vault/cipher';
import { USUAL_COST } from '../../../../electron/engine/vault/vault-key';
import { VaultStore } from '../../../../electron/engine/vault/vault-store';
import {
  everyByte,
  MarkCipher,
  NO_STORE,
  PASSPHRASE,
  sampleEntry,
  vaultDeps,
} from '../../../helpers/sample-vault';
import { tempFolder } from '../../../helpers/temp-folder';

const SECRET = 'canary-hunter2-é✓';
const FILE = 'credentials.vault';

const open = (folder: string, cipher?: Cipher) => VaultStore.open(vaultDeps(folder, cipher));

/** Puts one entry in, in the place of whatever is there. */
const keep = (store: VaultStore, password = SECRET, name = 'Acme') =>
  store.change((_entries, seal) => [sampleEntry(seal, password, { name })]);

function secretIn(store: VaultStore): string | undefined {
  const [entry] = store.entries;
  return entry && store.unseal(entry, 'password')?.toString();
}

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'nothing',
    (error: { code?: string; message: string }) => `${error.code}: ${error.message}`,
  );

describe('the vault under the system’s key store', () => {
  it('is found again whole, and says nothing on disk', async () => {
    const folder = await tempFolder();
    await keep(await open(folder));
    const bytes = await everyByte(folder);
    for (const word of [
      'canary',
      'Acme',
      'ada@',
      'acme.example',
      'Supervised',
      Buffer.from(SECRET).toString('base64'),
    ]) {
      expect(bytes).not.toContain(word);
    }
    const again = await open(folder);
    expect(again.status()).toEqual({
      state: 'open',
      protection: 'system',
      hasSystemStore: true,
      problem: '',
    });
    expect(secretIn(again)).toBe(SECRET);
  });

  it('hands no secret to the key store, which only takes text that can’t be wiped', async () => {
    const cipher = new MarkCipher();
    const store = await open(await tempFolder(), cipher);
    await keep(store);
    expect(cipher.seen).toHaveLength(1);
    expect(cipher.seen.join()).not.toContain('canary');
  });

  it('is there for its owner alone', async () => {
    const folder = await tempFolder();
    await keep(await open(folder));
    expect((await stat(path.join(folder, FILE))).mode & 0o777).toBe(0o600);
  });

  it('writes nothing before there is something to keep', async () => {
    const folder = await tempFolder();
    await open(folder);
    expect(await readdir(folder)).toEqual([]);
  });

  it('encrypts anew with every write', async () => {
    const folder = await tempFolder();
    const store = await open(folder);
    await keep(store);
    const first = JSON.parse(await readFile(path.join(folder, FILE), 'utf8'));
    await store.change((entries) => entries);
    const second = JSON.parse(await readFile(path.join(folder, FILE), 'utf8'));
    expect(second.lock).toEqual(first.lock);
    expect(second.contents.slice(0, 16)).not.toBe(first.contents.slice(0, 16));
  });

  it('keeps what came of writes that were asked for at once', async () => {
    const folder = await tempFolder();
    const store = await open(folder);
    const names = Array.from({ length: 20 }, (_, index) => `Entry ${index}`);
    await Promise.all(
      names.map((name) =>
        store.change((entries, seal) => [...entries, sampleEntry(seal, SECRET, { id: name, name })]),
      ),
    );
    expect((await open(folder)).entries.map(({ credential }) => credential.name)).toEqual(names);
  });

  it.each([
    ['another key store', new MarkCipher(0x11), 'another user or machine'],
    ['no key store', NO_STORE, 'which is not there'],
  ])('with %s says so, and touches nothing', async (_what, cipher, words) => {
    const folder = await tempFolder();
    await keep(await open(folder));
    const before = await everyByte(folder);
    const store = await open(folder, cipher);
    expect(store.status()).toMatchObject({ state: 'unreadable', problem: expect.stringContaining(words) });
    expect(await refusal(keep(store))).toMatch(/^conflict: .*See Credentials/);
    expect(await refusal(store.setPassphrase(null, PASSPHRASE))).toMatch(/^conflict/);
    expect(store.entries).toEqual([]);
    expect(await everyByte(folder)).toBe(before);
    expect(secretIn(await open(folder))).toBe(SECRET);
  });

  it('is looked at again when what kept it from being read has passed', async () => {
    const folder = await tempFolder();
    await keep(await open(folder));
    let isThere = false;
    const cipher = new MarkCipher();
    const coming: Cipher = {
      isAvailable: () => isThere,
      encrypt: (plain) => cipher.encrypt(plain),
      decrypt: (bytes) => cipher.decrypt(bytes),
    };
    const store = await open(folder, coming);
    await store.lookAgain();
    expect(store.status().state).toBe('unreadable');
    isThere = true;
    await store.lookAgain();
    expect(secretIn(store)).toBe(SECRET);
  });

  it('puts what can’t be read aside when the operator begins anew, where it can still be opened', async () => {
    const folder = await tempFolder();
    await keep(await open(folder));
    const store = await open(folder, new MarkCipher(0x11));
    const aside = await store.beginAnew();
    await keep(store, 'another');
    expect((await readdir(folder)).sort()).toEqual([FILE, path.basename(aside ?? '')]);
    await writeFile(path.join(folder, FILE), await readFile(aside ?? ''));
    expect(secretIn(await open(folder))).toBe(SECRET);
  });

  it('does not begin anew while it can be read', async () => {
    const store = await open(await tempFolder());
    await keep(store);
    expect(await refusal(store.beginAnew())).toMatch(/^conflict/);
    expect(secretIn(store)).toBe(SECRET);
  });

  it('never takes a second one aside over the first', async () => {
    const folder = await tempFolder();
    await writeFile(path.join(folder, FILE), 'first');
    const store = await open(folder);
    const aside = await store.beginAnew();
    await writeFile(path.join(folder, FILE), 'second');
    const other = await open(folder);
    expect(await refusal(other.beginAnew())).toMatch(/^conflict: .*is there already/);
    expect(await readFile(aside ?? '', 'utf8')).toBe('first');
    expect(await readFile(path.join(folder, FILE), 'utf8')).toBe('second');
  });

  it.each([
    ['no JSON', 'hello'],
    ['something else', '{"version":1}'],
    ['nothing', ''],
    ['null', 'null'],
    [
      'a lock that would take all memory',
      '{"version":1,"lock":{"kind":"passphrase","cost":{"N":1073741824,"r":8,"p":1},"salt":"","key":""},"contents":""}',
    ],
  ])('that is %s is said to be damaged and left alone', async (_what, text) => {
    const folder = await tempFolder();
    await writeFile(path.join(folder, FILE), text);
    const store = await open(folder);
    expect(store.status()).toMatchObject({ state: 'unreadable', problem: 'The vault’s file is damaged.' });
    expect(await readFile(path.join(folder, FILE), 'utf8')).toBe(text);
  });

  it('of a newer Airlock, and one that gives an error, are told apart from a damaged one', async () => {
    const newer = await tempFolder();
    await writeFile(path.join(newer, FILE), '{"version":2}');
    expect((await open(newer)).status().problem).toContain('newer Airlock');
    const folder = await tempFolder();
    await mkdir(path.join(folder, FILE));
    expect((await open(folder)).status().problem).toContain('EISDIR');
  });

  it('notices every byte that was changed', async () => {
    const folder = await tempFolder();
    await keep(await open(folder));
    const file = path.join(folder, FILE);
    const whole = JSON.parse(await readFile(file, 'utf8'));
    const contents = Buffer.from(whole.contents, 'base64');
    for (const index of [0, 11, 12, 40, contents.length - 17, contents.length - 1]) {
      const changed = Buffer.from(contents);
      changed[index] = (changed[index] ?? 0) ^ 1;
      await writeFile(file, JSON.stringify({ ...whole, contents: changed.toString('base64') }));
      expect((await open(folder)).status().state).toBe('unreadable');
    }
  });

  it('takes no secret in the place of another', async () => {
    const folder = await tempFolder();
    const store = await open(folder);
    await store.change((_entries, seal) => [
      sampleEntry(seal, 'first', { id: 'a', name: 'A' }),
      sampleEntry(seal, 'second', { id: 'b', name: 'B' }),
    ]);
    const [first, second] = store.entries;
    if (!first || !second) throw new Error('two were put in');
    expect(() => store.unseal({ ...first, secrets: second.secrets }, 'password')).toThrow();
    const asHeader = { ...first, secrets: { header: first.secrets.password ?? '' } };
    expect(() => store.unseal(asHeader, 'header')).toThrow();
  });

  it('stays as it was when its folder is gone', async () => {
    const folder = path.join(await tempFolder(), 'gone');
    await mkdir(folder);
    const store = await open(folder);
    await keep(store);
    await rm(folder, { recursive: true });
    expect(await refusal(keep(store, 'new'))).toMatch(/^disk-full/);
    expect(secretIn(store)).toBe(SECRET);
  });
});

describe('the vault under a passphrase', () => {
  async function withPassphrase(folder: string): Promise<VaultStore> {
    const store = await open(folder, NO_STORE);
    await store.setPassphrase(null, PASSPHRASE);
    await keep(store);
    return store;
  }

  it('is asked for where there is no key store, before anything can be kept', async () => {
    const folder = await tempFolder();
    const store = await open(folder, NO_STORE);
    expect(store.status()).toEqual({
      state: 'passphrase-needed',
      protection: null,
      hasSystemStore: false,
      problem: '',
    });
    expect(await refusal(keep(store))).toMatch(/^conflict: The vault needs a passphrase first/);
    expect(await readdir(folder)).toEqual([]);
  });

  it('is locked at each start until the right one comes', async () => {
    const folder = await tempFolder();
    await withPassphrase(folder);
    expect(await everyByte(folder)).not.toMatch(/canary|correct horse|Acme/);
    const store = await open(folder, NO_STORE);
    expect(store.status()).toMatchObject({ state: 'locked', protection: 'passphrase' });
    expect(store.entries).toEqual([]);
    const before = await everyByte(folder);
    expect(await refusal(store.unlock('correct horse batterx'))).toBe(
      'bad-input: That is not the passphrase of this vault. Nothing was changed.',
    );
    expect(store.status().state).toBe('locked');
    expect(await everyByte(folder)).toBe(before);
    await store.unlock(PASSPHRASE);
    expect(secretIn(store)).toBe(SECRET);
  });

  it('has its salt and cost in the file, and the usual cost is 2^17, 8, 1', async () => {
    const folder = await tempFolder();
    await withPassphrase(folder);
    const { lock } = JSON.parse(await readFile(path.join(folder, FILE), 'utf8'));
    expect(lock.cost).toEqual({ N: 2 ** 14, r: 8, p: 1 });
    expect(Buffer.from(lock.salt, 'base64')).toHaveLength(16);
    expect(USUAL_COST).toEqual({ N: 131_072, r: 8, p: 1 });
  });

  it('opens at the usual cost', async () => {
    const folder = await tempFolder();
    const deps = { ...vaultDeps(folder, NO_STORE), cost: USUAL_COST };
    const store = await VaultStore.open(deps);
    await store.setPassphrase(null, PASSPHRASE);
    const again = await VaultStore.open(deps);
    await again.unlock(PASSPHRASE);
    expect(again.status().state).toBe('open');
  });

  it('takes it in either form of its accents', async () => {
    const folder = await tempFolder();
    const store = await open(folder, NO_STORE);
    await store.setPassphrase(null, 'caf\u00e9 caf\u00e9 caf\u00e9');
    const again = await open(folder, NO_STORE);
    await again.unlock('cafe\u0301 cafe\u0301 cafe\u0301');
    expect(again.status().state).toBe('open');
  });

  it('refuses a short one', async () => {
    const store = await open(await tempFolder(), NO_STORE);
    expect(await refusal(store.setPassphrase(null, 'elevenchars'))).toMatch(/^bad-input: .*12 characters/);
    expect(store.status().state).toBe('passphrase-needed');
  });

  it('encrypts everything anew when it is changed, and the former opens nothing', async () => {
    const folder = await tempFolder();
    const store = await withPassphrase(folder);
    const [before] = store.entries;
    expect(await refusal(store.setPassphrase('wrong wrong wrong', 'another passphrase'))).toMatch(
      /^bad-input/,
    );
    expect(await refusal(store.setPassphrase(null, 'another passphrase'))).toMatch(/^bad-input/);
    expect(secretIn(store)).toBe(SECRET);
    await store.setPassphrase(PASSPHRASE, 'another passphrase');
    expect(store.entries[0]?.secrets.password).not.toBe(before?.secrets.password);
    const again = await open(folder, NO_STORE);
    expect(await refusal(again.unlock(PASSPHRASE))).toMatch(/^bad-input/);
    await again.unlock('another passphrase');
    expect(secretIn(again)).toBe(SECRET);
  });

  it('can be taken where there is a key store as well, and given up for it', async () => {
    const folder = await tempFolder();
    const store = await open(folder);
    await keep(store);
    await store.setPassphrase(null, PASSPHRASE);
    expect((await open(folder)).status()).toMatchObject({ state: 'locked', protection: 'passphrase' });
    await store.setPassphrase(PASSPHRASE, null);
    expect(secretIn(await open(folder))).toBe(SECRET);
  });

  it('can’t be given up where there is no key store', async () => {
    const store = await withPassphrase(await tempFolder());
    expect(await refusal(store.setPassphrase(PASSPHRASE, null))).toMatch(/^conflict/);
    expect(secretIn(store)).toBe(SECRET);
  });

  it('locks again when told to, and not a vault that has none', async () => {
    const folder = await tempFolder();
    const store = await withPassphrase(folder);
    await store.lock();
    expect(store.status().state).toBe('locked');
    expect(store.entries).toEqual([]);
    await store.unlock(PASSPHRASE);
    expect(secretIn(store)).toBe(SECRET);
    const other = await open(await tempFolder());
    await keep(other);
    await other.lock();
    expect(secretIn(other)).toBe(SECRET);
  });

  it('that is forgotten leaves the file aside when the operator begins anew', async () => {
    const folder = await tempFolder();
    await withPassphrase(folder);
    const store = await open(folder, NO_STORE);
    const aside = await store.beginAnew();
    expect(store.status().state).toBe('passphrase-needed');
    expect(JSON.parse(await readFile(aside ?? '', 'utf8')).lock.kind).toBe('passphrase');
  });

  it('can’t be weakened in the file: its cost and salt are bound to it', async () => {
    const folder = await tempFolder();
    await withPassphrase(folder);
    const file = path.join(folder, FILE);
    const whole = JSON.parse(await readFile(file, 'utf8'));
    whole.lock.cost.p = 2;
    await writeFile(file, JSON.stringify(whole));
    expect(await refusal((await open(folder, NO_STORE)).unlock(PASSPHRASE))).toMatch(/^bad-input/);
  });
});

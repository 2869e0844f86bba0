import { describe, expect, it } from 'vitest';
import { countedUp, formatPasskey, readPasskey } from '../../../../electron/engine/vault/passkey';
import { Vault } from '../../../../electron/engine/vault/vault';
import { everyByte, vaultDeps } from '../../../helpers/sample-vault';
import { tempFolder } from '../../../helpers/temp-folder';

const KEY = Buffer.from('a key\nwith a line break, and canary-key');
const PASSKEY = {
  rpId: 'acme.example',
  credentialId: 'aWQ=',
  userHandle: 'YWRh',
  signCount: 41,
  privateKey: KEY,
};
const FIELDS = {
  name: 'Acme passkey',
  kind: 'passkey',
  origins: ['https://app.acme.example'],
  policies: ['Supervised'],
  account: '',
} as const;

async function withPasskey() {
  const deps = vaultDeps(await tempFolder());
  const vault = await Vault.open(deps);
  const { id } = await vault.keep({ fields: FIELDS, secret: formatPasskey(PASSKEY) });
  const countOf = (from: Vault) => from.usePasskey(id, ({ signCount }) => signCount);
  return { deps, vault, id, countOf };
}

describe('a passkey of the vault', () => {
  it('is given out whole, wiped afterwards, and in no file in the clear', async () => {
    const { deps, vault, id } = await withPasskey();
    const lent = await vault.usePasskey(id, (passkey) => {
      expect(passkey).toEqual(PASSKEY);
      return passkey.privateKey;
    });
    expect(lent.every((byte) => byte === 0)).toBe(true);
    expect(await everyByte(deps.dataFolder)).not.toContain('canary-key');
  });

  it('is wiped also when the work with it fails', async () => {
    const { vault, id } = await withPasskey();
    let lent: Buffer = Buffer.alloc(0);
    const failing = vault.usePasskey(id, ({ privateKey }) => {
      lent = privateKey;
      throw new Error('the page is gone');
    });
    await expect(failing).rejects.toThrow('the page is gone');
    expect([lent.length > 0, lent.every((byte) => byte === 0)]).toEqual([true, true]);
  });

  it('has counted on disk before it is given out: a console that dies then has lost no count', async () => {
    const { deps, vault, id, countOf } = await withPasskey();
    let after: number | null = null;
    await vault.usePasskey(id, async () => {
      after = await countOf(await Vault.open(deps));
    });
    expect(after).toBe(42);
  });

  it('counts two uses at once apart', async () => {
    const { vault, countOf } = await withPasskey();
    expect(await Promise.all([countOf(vault), countOf(vault)])).toEqual([41, 42]);
  });

  it('keeps a higher count that a browser came to, and never a lower one', async () => {
    const { vault, id, countOf } = await withPasskey();
    await vault.notePasskeyCount(id, 60);
    await vault.notePasskeyCount(id, 3);
    expect(await countOf(vault)).toBe(60);
  });

  it('is not taken from an entry of another kind, nor from one that is gone', async () => {
    const { vault, id, countOf } = await withPasskey();
    const session = await vault.keep({
      fields: { ...FIELDS, kind: 'session', name: 'Acme session' },
      secret: Buffer.from('{}'),
    });
    await expect(vault.usePasskey(session.id, () => null)).rejects.toThrow('has no passkey');
    await vault.remove(id);
    await expect(countOf(vault)).rejects.toMatchObject({ code: 'not-found' });
  });
});

it('bytes that are no passkey are refused, and not repeated', () => {
  for (const text of ['', 'canary', '{}\ncanary', '{"rpId":1}\ncanary'])
    expect(() => readPasskey(Buffer.from(text))).toThrow(/^A passkey of the vault can’t be read\.$/);
});

it('a count ends where a counter of 32 bits does', () => {
  expect(countedUp({ ...PASSKEY, signCount: 2 ** 32 - 1 }, 2 ** 32).signCount).toBe(2 ** 32 - 1);
});

import { describe, expect, it } from 'vitest';
import { Vault } from '../../../../electron/engine/vault/vault';
import type { CredentialDraft } from '../../../../shared/domain/credential-draft';
import { fakeProgram } from '../../../helpers/fake-program';
import {
  everyByte,
  MarkCipher,
  NO_STORE,
  PASSPHRASE,
  sampleDraft,
  vaultDeps,
} from '../../../helpers/sample-vault';
import { tempFolder } from '../../../helpers/temp-folder';

const SEED = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const text = (value: Buffer) => value.toString();

async function openVault(changes: Partial<ReturnType<typeof vaultDeps>> = {}) {
  const dataFolder = changes.dataFolder ?? (await tempFolder());
  const deps = { ...vaultDeps(dataFolder), ...changes, dataFolder };
  return { vault: await Vault.open(deps), ...deps };
}

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'nothing',
    (error: { code?: string; message: string }) => `${error.code}: ${error.message}`,
  );

const draftOf = sampleDraft;

describe('an entry of the vault', () => {
  it('says who may use it where, and nothing else', async () => {
    const { vault } = await openVault();
    const saved = await vault.save(draftOf({ secrets: { password: 'canary-hunter2', seed: SEED } }));
    expect(saved).toEqual({
      id: expect.any(String),
      name: 'Acme',
      kind: 'login',
      origins: ['https://app.acme.example'],
      policies: ['Supervised'],
      account: 'ada@acme.example',
      hasCode: true,
      source: { kind: 'airlock' },
      createdAt: Date.UTC(2026, 0, 1),
      changedAt: Date.UTC(2026, 0, 1),
      usedAt: null,
    });
    expect([vault.list(), vault.byName('Acme')]).toEqual([[saved], saved]);
    expect(vault.byName('acme')).toBeNull();
  });

  it('is found again at the next start, its secrets too', async () => {
    const { vault, dataFolder, cipher } = await openVault();
    const { id } = await vault.save(draftOf({ secrets: { password: 'canary-hunter2' } }));
    await vault.close();
    const again = await openVault({ dataFolder, cipher });
    expect(await again.vault.use(id, 'password', text)).toBe('canary-hunter2');
    expect(await again.vault.use(id, 'user-name', text)).toBe('ada@acme.example');
  });

  it('keeps the secrets that a change leaves out, and loses those that it takes away', async () => {
    const { vault } = await openVault();
    const { id } = await vault.save(draftOf({ secrets: { password: 'canary-hunter2', seed: SEED } }));
    const renamed = await vault.save(draftOf({ id, name: 'Acme EU', secrets: {} }));
    expect([renamed.name, renamed.hasCode]).toEqual(['Acme EU', true]);
    expect(await vault.use(id, 'password', text)).toBe('canary-hunter2');
    const without = await vault.save(draftOf({ id, name: 'Acme EU', secrets: { seed: null } }));
    expect(without.hasCode).toBe(false);
    expect(await refusal(vault.useCode(id, text))).toBe(
      'not-found: The entry “Acme EU” has no one-time code.',
    );
    expect(vault.list()).toHaveLength(1);
  });

  it.each<[string, Partial<CredentialDraft>, string]>([
    ['a login without a password', { secrets: {} }, 'needs a password'],
    [
      'a header without its value',
      { kind: 'header', headerName: 'Authorization', secrets: {} },
      'value of its header',
    ],
    [
      'a header without a name',
      { kind: 'header', secrets: { header: 'Bearer canary' } },
      'name of its header',
    ],
    [
      'a header in two lines',
      { kind: 'header', headerName: 'X-Key', secrets: { header: 'canary\r\nX: y' } },
      'one line of ASCII',
    ],
    ['a password in two lines', { secrets: { password: 'canary\nhunter2' } }, 'one line'],
    ['a user name in two lines', { account: 'a\nb', secrets: { password: 'canary-1' } }, 'one line'],
    ['a seed that is none', { secrets: { password: 'canary-1', seed: 'canary!' } }, 'not base32'],
    [
      'a session that was typed',
      { kind: 'session', secrets: { secret: 'canary-cookies' } },
      'Nobody can type',
    ],
    ['a passkey that nobody made', { kind: 'passkey', secrets: {} }, 'needs its key'],
    [
      'an option in the place of a name',
      { source: { kind: 'command', command: 'bw', reference: '--help' }, secrets: {} },
      'not how Bitwarden names an entry',
    ],
    [
      'a KeePassXC entry without the password of its database',
      { source: { kind: 'command', command: 'keepassxc-cli', reference: '/a.kdbx:b' }, secrets: {} },
      'password of the database',
    ],
    [
      'a session in another program',
      { kind: 'session', source: { kind: 'command', command: 'bw', reference: 'x' }, secrets: {} },
      'Only Airlock itself',
    ],
  ])('can not be %s, and the refusal says no secret', async (_what, changes, words) => {
    const { vault, dataFolder } = await openVault();
    const message = await refusal(vault.save(draftOf(changes)));
    expect(message).toMatch(/^bad-input: /);
    expect(message).toContain(words);
    expect(message).not.toContain('canary');
    expect(vault.list()).toEqual([]);
    expect(await everyByte(dataFolder)).toBe('');
  });

  it('can’t become one of another kind', async () => {
    const { vault } = await openVault();
    const { id } = await vault.save(draftOf({}));
    const change = draftOf({ id, kind: 'secret', secrets: { secret: 'canary-2' } });
    expect(await refusal(vault.save(change))).toMatch(/^bad-input: .*another kind/);
  });

  it('needs a name that looks like no other', async () => {
    const { vault } = await openVault();
    await vault.save(draftOf({ name: 'Acme 1' }));
    for (const name of ['Acme 1', 'ACME 1', 'Acme l', 'Асме 1']) {
      expect([name, await refusal(vault.save(draftOf({ name })))]).toEqual([
        name,
        expect.stringMatching(/^conflict/),
      ]);
    }
    expect(vault.list()).toHaveLength(1);
  });

  it('that is gone can’t be changed, used or removed', async () => {
    const { vault } = await openVault();
    const { id } = await vault.save(draftOf({}));
    await vault.remove(id);
    const works = [
      vault.save(draftOf({ id })),
      vault.remove(id),
      vault.use(id, 'password', text),
      vault.useCode(id, text),
    ];
    for (const work of works) {
      expect(await refusal(work)).toBe('not-found: That entry is no longer in the vault.');
    }
  });

  it('is announced with all others when it changes', async () => {
    const { vault } = await openVault();
    const lists: (readonly string[])[] = [];
    vault.changed.on((list) => lists.push(list.map(({ name }) => name)));
    const { id } = await vault.save(draftOf({ name: 'Zeta' }));
    await vault.save(draftOf({ name: 'Acme' }));
    await vault.remove(id);
    expect(lists).toEqual([['Zeta'], ['Acme', 'Zeta'], ['Acme']]);
  });

  it('of a kind that nobody types is kept as the bytes that it is', async () => {
    const { vault } = await openVault();
    const secret = Buffer.from([0, 255, 10, 13, 0]);
    const fields = {
      kind: 'session',
      name: 'Acme session',
      origins: ['https://app.acme.example'],
      policies: [],
      account: '',
    } as const;
    const { id } = await vault.keep({ fields, secret });
    expect(await vault.use(id, 'secret', (value) => [...value])).toEqual([0, 255, 10, 13, 0]);
    await vault.keep({ fields, secret: Buffer.from('anew') }, id);
    expect(await vault.use(id, 'secret', text)).toBe('anew');
    expect(vault.list()).toHaveLength(1);
  });
});

describe('a secret in use', () => {
  it('is wiped when the work is over, whatever became of it', async () => {
    const { vault } = await openVault();
    const { id } = await vault.save(draftOf({ secrets: { password: 'canary-hunter2', seed: SEED } }));
    const held: Buffer[] = [];
    const keep = (value: Buffer) => {
      held.push(value);
      return value.length;
    };
    expect(await vault.use(id, 'password', keep)).toBe(14);
    await vault.use(id, 'user-name', async (value) => {
      await Promise.resolve();
      expect(value.toString()).toBe('ada@acme.example');
      return keep(value);
    });
    const broken = vault.use(id, 'password', (value) => {
      keep(value);
      throw new Error('the page is gone');
    });
    await expect(broken).rejects.toThrow('the page is gone');
    await expect(
      vault.use(id, 'password', (value) => Promise.reject(new Error(`${keep(value)}`))),
    ).rejects.toThrow('14');
    await vault.useCode(id, keep);
    expect(held).toHaveLength(5);
    for (const value of held) expect(value.every((byte) => byte === 0)).toBe(true);
  });

  it('is only one that the entry has', async () => {
    const { vault } = await openVault();
    const login = await vault.save(draftOf({ account: '' }));
    const token = await vault.save(
      draftOf({
        name: 'Token',
        kind: 'header',
        headerName: 'Authorization',
        secrets: { header: 'Bearer canary' },
      }),
    );
    expect(token.headerName).toBe('Authorization');
    expect(await vault.use(token.id, 'header', text)).toBe('Bearer canary');
    expect(await refusal(vault.use(login.id, 'user-name', text))).toBe(
      'not-found: The entry “Acme” has no user name.',
    );
    expect(await refusal(vault.use(login.id, 'header', text))).toBe(
      'not-found: The entry “Acme” has no token.',
    );
    expect(await refusal(vault.use(token.id, 'password', text))).toBe(
      'not-found: The entry “Token” has no password.',
    );
    expect(await refusal(vault.useCode(token.id, text))).toMatch(/^not-found/);
  });

  it('leaves behind when it was used', async () => {
    const { vault, clock, dataFolder, cipher } = await openVault();
    const { id } = await vault.save(draftOf({}));
    clock.advance(5000);
    await vault.use(id, 'password', text);
    await vault.close();
    const again = await openVault({ dataFolder, cipher });
    expect(again.vault.byName('Acme')?.usedAt).toBe(Date.UTC(2026, 0, 1) + 5000);
  });

  it('is refused while the vault is locked, and so is everything else', async () => {
    const { vault } = await openVault({ cipher: NO_STORE });
    await vault.setPassphrase(null, PASSPHRASE);
    const { id } = await vault.save(draftOf({}));
    await vault.lock();
    const works = [
      vault.use(id, 'password', text),
      vault.useCode(id, text),
      vault.save(draftOf({})),
      vault.remove(id),
    ];
    for (const work of works) {
      expect(await refusal(work)).toBe('conflict: The vault is locked. Unlock it under Credentials.');
    }
    expect([vault.list(), vault.byName('Acme'), vault.foundIn('canary-hunter2')]).toEqual([[], null, null]);
    expect(await vault.unlock(PASSPHRASE)).toMatchObject({ state: 'open', protection: 'passphrase' });
    expect(await vault.use(id, 'password', text)).toBe('canary-hunter2');
  });

  it('never comes out by the key store', async () => {
    const cipher = new MarkCipher();
    const { vault } = await openVault({ cipher });
    const { id } = await vault.save(draftOf({}));
    await vault.use(id, 'password', text);
    expect(cipher.seen.join()).not.toContain('canary');
  });
});

describe('a one-time code of the vault', () => {
  it('is the code of now, and the next is another', async () => {
    const { vault, clock } = await openVault();
    const { id } = await vault.save(draftOf({ secrets: { password: 'canary-1', seed: SEED } }));
    const first = await vault.useCode(id, text);
    const second = vault.useCode(id, text);
    await Promise.resolve();
    clock.advance(30_000);
    expect(first).toMatch(/^\d{6}$/);
    expect(await second).not.toBe(first);
  });

  it('is not made of an entry that was removed while it was waited for', async () => {
    const { vault, clock } = await openVault();
    const { id } = await vault.save(draftOf({ secrets: { password: 'canary-1', seed: SEED } }));
    clock.advance(29_000);
    const code = refusal(vault.useCode(id, text));
    await vault.remove(id);
    clock.advance(1000);
    expect(await code).toMatch(/^not-found/);
  });

  it('is made as its address says', async () => {
    const { vault } = await openVault({});
    const seed = `otpauth://totp/Acme?secret=${SEED}&algorithm=SHA512&digits=8&period=60`;
    const { id } = await vault.save(draftOf({ secrets: { password: 'canary-1', seed } }));
    expect(await vault.useCode(id, text)).toMatch(/^\d{8}$/);
    // The shape stays with the seed when something else is changed.
    await vault.save(draftOf({ id, name: 'Acme EU', secrets: {} }));
    expect(vault.byName('Acme EU')?.hasCode).toBe(true);
  });
});

describe('an entry in another password manager', () => {
  const source = { kind: 'command', command: 'pass', reference: 'web/acme' } as const;

  it('has its secrets asked for each time, and none of its own', async () => {
    const folder = await tempFolder();
    const program = await fakeProgram(folder, 'pass', `printf "canary-$1\\nuser: ada\\n"`);
    const { vault, dataFolder } = await openVault({
      environment: { PATH: `${program.folder}:/usr/bin:/bin` },
    });
    const { id, hasCode } = await vault.save(
      draftOf({ account: '', source, hasCode: true, secrets: { password: 'canary-x' } }),
    );
    expect(hasCode).toBe(true);
    expect(await vault.use(id, 'password', text)).toBe('canary-show');
    expect(await vault.use(id, 'user-name', text)).toBe('ada');
    expect(await vault.useCode(id, text)).toBe('canary-otp');
    expect(vault.foundIn('canary-x')).toBeNull();
    expect(await everyByte(dataFolder)).not.toContain('canary');
  });

  it('that was kept here before leaves no secret behind', async () => {
    const { vault } = await openVault();
    const { id } = await vault.save(draftOf({ secrets: { password: 'canary-hunter2', seed: SEED } }));
    await vault.save(draftOf({ id, source, secrets: {} }));
    expect(vault.foundIn('canary-hunter2')).toBeNull();
    expect(await refusal(vault.save(draftOf({ id, secrets: {} })))).toMatch(/needs a password/);
  });

  it('gets the password of its database from the vault', async () => {
    const folder = await tempFolder();
    const program = await fakeProgram(folder, 'keepassxc-cli', 'echo canary-value');
    const { vault } = await openVault({ environment: { PATH: `${program.folder}:/usr/bin:/bin` } });
    const database = {
      kind: 'command',
      command: 'keepassxc-cli',
      reference: '/home/ada/a.kdbx:Acme',
    } as const;
    const { id } = await vault.save(draftOf({ source: database, secrets: { unlock: 'database-canary' } }));
    expect(await vault.use(id, 'password', text)).toBe('canary-value');
    expect(await program.read('stdin')).toBe('database-canary\n');
    expect(vault.foundIn('… database-canary …')).toBe('Acme');
  });
});

describe('a text that holds a secret', () => {
  it.each([
    ['a password', { password: 'canary-hunter2' }, 'The password is canary-hunter2.'],
    ['a password of six characters', { password: 'cänary' }, '…cänary…'],
    [
      'a seed',
      { password: 'something else', seed: 'gezd gnbv gy3t qojq gezd gnbv gy3t qojq' },
      `it says ${SEED}`,
    ],
    ['a composed form of it', { password: 'cafe\u0301-cafe\u0301' }, 'x caf\u00e9-caf\u00e9 x'],
    ['a decomposed form of it', { password: 'caf\u00e9-caf\u00e9' }, 'x cafe\u0301-cafe\u0301 x'],
    ['a password of all kinds of letters', { password: '密码🔑пароль' }, 'a密码🔑парольb'],
  ])('is told by %s', async (_what, secrets, words) => {
    const { vault } = await openVault();
    await vault.save(draftOf({ name: 'Other', secrets: { password: 'nothing of it' } }));
    await vault.save(draftOf({ secrets }));
    expect(vault.foundIn(words)).toBe('Acme');
  });

  it('is told by a header’s value and by the token in it', async () => {
    const { vault } = await openVault();
    const secrets = { header: 'Bearer canary-token' };
    await vault.save(draftOf({ kind: 'header', headerName: 'Authorization', secrets }));
    expect(vault.foundIn('Authorization: Bearer canary-token')).toBe('Acme');
    expect(vault.foundIn('token=canary-token')).toBe('Acme');
    expect(vault.foundIn('Bearer')).toBeNull();
  });

  it.each([
    ['in other case', 'CANARY-HUNTER2'],
    ['in part', 'canary-hunter'],
    ['apart', 'canary -hunter2'],
    ['nothing at all', ''],
  ])('is not told by one that stands there %s', async (_what, words) => {
    const { vault } = await openVault();
    await vault.save(draftOf({}));
    expect(vault.foundIn(words)).toBeNull();
  });

  it('is not told by what is shorter than six characters, however many bytes it has', async () => {
    const { vault } = await openVault();
    await vault.save(draftOf({ secrets: { password: '🔑🔑🔑🔑🔑' } }));
    await vault.save(draftOf({ name: 'Second', secrets: { password: 'short' } }));
    expect(vault.foundIn('🔑🔑🔑🔑🔑 short')).toBeNull();
  });

  it('is not told by a user name', async () => {
    const { vault } = await openVault();
    await vault.save(draftOf({}));
    expect(vault.foundIn('ada@acme.example')).toBeNull();
  });
});

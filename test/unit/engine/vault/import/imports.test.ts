import { describe, expect, it } from 'vitest';
import { Imports } from '../../../../../electron/engine/vault/import/imports';
import { Vault } from '../../../../../electron/engine/vault/vault';
import { NO_STORE, sampleDraft, vaultDeps } from '../../../../helpers/sample-vault';
import { tempFolder } from '../../../../helpers/temp-folder';

const SEED = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const CODE = `otpauth://totp/Acme?secret=${SEED}`;

async function setUp(changes: Partial<ReturnType<typeof vaultDeps>> = {}) {
  const deps = { ...vaultDeps(await tempFolder()), ...changes };
  const vault = await Vault.open(deps);
  const imports = new Imports(vault, deps.clock);
  const preview = (text: string) => imports.preview('passwords.csv', Buffer.from(text));
  return { vault, imports, preview, clock: deps.clock };
}

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'nothing',
    (error: { code?: string; message: string }) => `${error.code}: ${error.message}`,
  );

/** One login, as each of them writes it. */
const EXPORTS: readonly [string, string][] = [
  ['Chrome or Edge', 'name,url,username,password,note\nAcme,https://app.acme.example/login,ada,canary-1,\n'],
  [
    'Firefox',
    '"url","username","password","httpRealm","formActionOrigin","guid","timeCreated","timeLastUsed","timePasswordChanged"\n"https://app.acme.example","ada","canary-1",,"https://app.acme.example","{1}","1","2","3"\n',
  ],
  [
    'iCloud Passwords or Safari',
    `Title,URL,Username,Password,Notes,OTPAuth\nAcme,https://app.acme.example/,ada,canary-1,,${CODE}\n`,
  ],
  [
    'Bitwarden',
    `folder,favorite,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp\n,,login,Acme,,,0,https://app.acme.example,ada,canary-1,${SEED}\n`,
  ],
  [
    '1Password',
    `Title,Url,Username,Password,OTPAuth,Favorite,Archived,Tags,Notes\nAcme,https://app.acme.example,ada,canary-1,${CODE},false,false,,\n`,
  ],
  ['1Password', 'Title,Website,Username,Password\nAcme,https://app.acme.example,ada,canary-1\n'],
  [
    'LastPass',
    `url,username,password,totp,extra,name,grouping,fav\nhttps://app.acme.example,ada,canary-1,${SEED},,Acme,Work,0\n`,
  ],
  [
    'KeePassXC',
    `"Group","Title","Username","Password","URL","Notes","TOTP","Icon","Last Modified","Created"\n"Root","Acme","ada","canary-1","https://app.acme.example","","${CODE}","0","",""\n`,
  ],
];

describe('an export of another password manager', () => {
  it.each(EXPORTS)('from %s is read by its columns', async (format, text) => {
    const { vault, imports, preview } = await setUp();
    const shown = await preview(text);
    expect(shown.format).toBe(format);
    expect(shown.rows).toMatchObject([
      { line: 2, origins: ['https://app.acme.example'], account: 'ada', verdict: 'ready', notes: [] },
    ]);
    expect(shown.rows[0]?.name).toBe(format === 'Firefox' ? 'app.acme.example' : 'Acme');
    const hasCode = text.includes(SEED);
    expect(shown.rows[0]?.hasCode).toBe(hasCode);
    const [taken] = await imports.take({ importId: shown.importId, lines: [2], policies: ['Supervised'] });
    expect(taken).toMatchObject({ kind: 'login', policies: ['Supervised'], hasCode, account: 'ada' });
    expect(await vault.use(taken?.id ?? '', 'password', (value) => value.toString())).toBe('canary-1');
  });

  it('is shown without a secret of it', async () => {
    for (const [, text] of EXPORTS) {
      const { preview } = await setUp();
      expect(JSON.stringify(await preview(text))).not.toMatch(/canary|GEZDGNBV/);
    }
  });

  it.each([
    ['no password', 'Acme,https://app.acme.example,ada,,', 'It has no password.'],
    ['no address', 'Acme,,ada,canary-1,', 'It has no address.'],
    [
      'an address without encryption',
      'Acme,http://app.acme.example/x,ada,canary-1,',
      'The address http://app.acme.example/x is not encrypted: only https:// will do.',
    ],
    [
      'an app of a telephone',
      'Acme,android://hash@com.acme/,ada,canary-1,',
      'The address android://com.acme/ has a name or password in it.',
    ],
    [
      'a pattern',
      'Acme,https://*.acme.example,ada,canary-1,',
      'The address https://*.acme.example is a pattern: name each site by itself.',
    ],
    [
      'a password of several lines',
      'Acme,https://app.acme.example,ada,"canary\n1",',
      'Its password has several lines.',
    ],
    [
      'a user name of several lines',
      'Acme,https://app.acme.example,"a\nb",canary-1,',
      'Its user name has several lines.',
    ],
    ['a password without end', `Acme,https://app.acme.example,ada,${'x'.repeat(5000)},`, 'It is too long.'],
  ])('with %s says why the line is left out', async (_what, line, note) => {
    const { imports, preview } = await setUp();
    const { importId, rows } = await preview(`name,url,username,password,note\n${line}\n`);
    expect(rows).toMatchObject([{ verdict: 'left-out', notes: [note] }]);
    expect(await refusal(imports.take({ importId, lines: [2], policies: [] }))).toMatch(/^bad-input/);
  });

  it('says nothing of an address beyond its path: what follows may be a secret', async () => {
    const { preview } = await setUp();
    const { rows } = await preview(
      'name,url,username,password\nA,http://u:canary@acme.example/p?token=canary#canary,ada,x\n',
    );
    expect(JSON.stringify(rows)).not.toContain('canary');
  });

  it('leaves out notes, cards and what is in the archive', async () => {
    const bitwarden =
      'folder,favorite,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp';
    const { preview } = await setUp();
    const notes = await preview(`${bitwarden}\n,,note,Wifi,canary,,0,,,,\n`);
    expect(notes.rows).toMatchObject([{ verdict: 'left-out', notes: ['It is no login.'] }]);
    const archived = await preview(
      'Title,Url,Username,Password,OTPAuth,Favorite,Archived,Tags,Notes\nAcme,https://a.example,ada,canary-1,,false,true,,\n',
    );
    expect(archived.rows).toMatchObject([{ notes: ['It was put into the archive.'] }]);
  });

  it('takes every address of an entry that will do, and says which will not', async () => {
    const { preview } = await setUp();
    const { rows } = await preview(
      'folder,favorite,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp\n' +
        ',,login,Acme,,,0,"https://a.example/x,https://b.example:8443,http://c.example,https://a.example",ada,canary-1,\n',
    );
    expect(rows).toMatchObject([
      {
        origins: ['https://a.example', 'https://b.example:8443'],
        verdict: 'ready',
        notes: ['The address http://c.example is not encrypted: only https:// will do.'],
      },
    ]);
  });

  it('says that codes are lost which can’t be made, and takes the password', async () => {
    const { preview } = await setUp();
    const { rows } = await preview(
      'Title,URL,Username,Password,Notes,OTPAuth\nAcme,https://a.example,ada,canary-1,,otpauth://hotp/x?secret=canary\n',
    );
    expect(rows).toMatchObject([
      { verdict: 'ready', hasCode: false, notes: [expect.stringContaining('codes are lost')] },
    ]);
    expect(JSON.stringify(rows)).not.toContain('canary');
  });

  it('says what is there already: in the vault, or further up in the file', async () => {
    const { vault, imports, preview } = await setUp();
    await vault.save(sampleDraft());
    const { importId, rows } = await preview(
      'name,url,username,password\n' +
        'One,https://app.acme.example/login,ADA@acme.example,canary-1\n' +
        'Two,https://app.acme.example,bob,canary-2\n' +
        'Three,https://app.acme.example,bob,canary-3\n',
    );
    expect(rows.map(({ verdict, notes }) => [verdict, ...notes])).toEqual([
      ['duplicate', 'The same account and site as “Acme” in the vault.'],
      ['ready'],
      ['duplicate', 'The same account and site as line 3.'],
    ]);
    await imports.take({ importId, lines: [2], policies: [] });
    expect(vault.list()).toHaveLength(2);
  });

  it('brings names that a model may use, each one once', async () => {
    const { vault, imports, preview } = await setUp();
    await vault.save(sampleDraft());
    const { importId, rows } = await preview(
      'name,url,username,password\n' +
        'Acme,https://a.example,1,canary-1\n' +
        'ACME,https://b.example,2,canary-2\n' +
        '"=cmd|\' /C calc\'!A0 \u202Eevil",https://c.example,3,canary-3\n' +
        '🔑🔑,https://d.example,4,canary-4\n' +
        `${'𝔸'.repeat(80)},https://e.example,5,canary-5\n` +
        `${'𝔸'.repeat(90)},https://f.example,6,canary-6\n`,
    );
    const lines = rows.map(({ line }) => line);
    const taken = await imports.take({ importId, lines, policies: [] });
    expect(taken.map(({ name }) => name).sort()).toEqual(
      ['Acme 2', 'ACME 3', 'cmd C calc A0 evil', 'd.example', '𝔸'.repeat(30), `${'𝔸'.repeat(27)} 2`].sort(),
    );
  });

  it.each([
    ['columns that say nothing', 'a,b,c\n1,2,3\n'],
    ['a header alone of something else', 'time,amount\n'],
    ['nothing', ''],
  ])('that has %s is none', async (_what, text) => {
    const { preview } = await setUp();
    expect(await refusal(preview(text))).toMatch(/^bad-input: That is no export/);
  });

  it('is wiped from memory once it was read, and what was not chosen too', async () => {
    const { vault, imports } = await setUp();
    const bytes = Buffer.from(
      'name,url,username,password\nA,https://a.example,1,canary-1\nB,https://b.example,2,canary-2\n',
    );
    const { importId } = await imports.preview('p.csv', bytes);
    expect(bytes.every((byte) => byte === 0)).toBe(true);
    await imports.take({ importId, lines: [2], policies: [] });
    expect(vault.foundIn('canary-1 canary-2')).toBe('A');
    expect(await refusal(imports.take({ importId, lines: [3], policies: [] }))).toMatch(
      /^not-found: That file is no longer held/,
    );
    expect(vault.list()).toHaveLength(1);
  });

  it('is wiped from memory when it is no export as well', async () => {
    const { imports } = await setUp();
    const bytes = Buffer.from('what,canary\n');
    await refusal(imports.preview('p.csv', bytes));
    expect(bytes.every((byte) => byte === 0)).toBe(true);
  });

  it('is held for ten minutes, and until another is looked at', async () => {
    const { imports, preview, clock } = await setUp();
    const text = 'name,url,username,password\nA,https://a.example,1,canary-1\n';
    const first = await preview(text);
    const second = await preview(text);
    const take = (importId: string) => imports.take({ importId, lines: [2], policies: [] });
    expect(await refusal(take(first.importId))).toMatch(/^not-found/);
    clock.advance(600_000);
    await new Promise(setImmediate);
    expect(await refusal(take(second.importId))).toMatch(/^not-found/);
  });

  it('that could not be put into the vault is held on, whole', async () => {
    const { vault, imports, preview } = await setUp({ cipher: NO_STORE });
    await vault.setPassphrase(null, 'correct horse battery');
    const { importId } = await preview('name,url,username,password\nA,https://a.example,1,canary-1\n');
    await vault.lock();
    const take = () => imports.take({ importId, lines: [2], policies: [] });
    expect(await refusal(take())).toMatch(/^conflict: The vault is locked/);
    await vault.unlock('correct horse battery');
    const [taken] = await take();
    expect(await vault.use(taken?.id ?? '', 'password', (value) => value.toString())).toBe('canary-1');
  });

  it('is whole in the vault although another file is looked at meanwhile', async () => {
    const { vault, imports, preview } = await setUp();
    const text = 'name,url,username,password\nA,https://a.example,1,canary-1\n';
    const { importId } = await preview(text);
    const taking = imports.take({ importId, lines: [2], policies: [] });
    await preview(text);
    const [taken] = await taking;
    expect(await vault.use(taken?.id ?? '', 'password', (value) => value.toString())).toBe('canary-1');
  });

  it('is not looked at while the vault is locked', async () => {
    const { preview } = await setUp({ cipher: NO_STORE });
    expect(await refusal(preview('name,url,username,password\n'))).toMatch(
      /^conflict: The vault needs a passphrase/,
    );
  });
});

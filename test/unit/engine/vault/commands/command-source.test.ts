import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../../../../electron/engine/base/clock';
import {
  type CommandEntry,
  CommandSource,
  checkReference,
} from '../../../../../electron/engine/vault/commands/command-source';
import type { CommandPart, VaultCommand } from '../../../../../electron/engine/vault/commands/programs';
import { type FakeProgram, fakeProgram } from '../../../../helpers/fake-program';
import { ManualClock } from '../../../../helpers/manual-clock';
import { tempFolder } from '../../../../helpers/temp-folder';

const SECRET = 'canary-hunter2';
const entry = (command: VaultCommand, reference: string): CommandEntry => ({
  kind: 'command',
  command,
  reference,
});

const REFERENCES: Readonly<Record<VaultCommand, string>> = {
  op: 'op://Work/Acme',
  bw: 'Acme',
  pass: 'web/acme',
  'keepassxc-cli': '/home/ada/work.kdbx:Web/Acme',
};

const NOISY = {
  HOME: '/home/ada',
  LANG: 'de_DE.UTF-8',
  ANTHROPIC_API_KEY: 'sk-ant-not-for-it',
  AWS_SECRET_ACCESS_KEY: 'not-for-it',
  BW_SESSION: 'for-bw-alone',
  OP_SERVICE_ACCOUNT_TOKEN: 'for-op-alone',
  OP_SESSION_my: 'for-op-alone-too',
  GNUPGHOME: '/home/ada/.gnupg',
  BASH_ENV: '/tmp/evil',
  LD_PRELOAD: '/tmp/evil.so',
  NODE_OPTIONS: '--require /tmp/evil.js',
};

type Setting = {
  readonly script?: string;
  readonly environment?: NodeJS.ProcessEnv;
  readonly searchPath?: string;
};

/** The source, with a program of that name that prints the secret unless the script says otherwise. */
async function setUp(command: VaultCommand, { script = `printf '%s\\n' ${SECRET}`, ...more }: Setting = {}) {
  const folder = await tempFolder();
  const program = await fakeProgram(folder, command, script);
  const PATH = more.searchPath ?? `${program.folder}:/usr/bin:/bin`;
  const source = new CommandSource({ clock: systemClock, environment: { ...more.environment, PATH } });
  const read = (
    part: CommandPart = 'password',
    unlock: Buffer | null = null,
    reference = REFERENCES[command],
  ) => source.read(entry(command, reference), part, unlock);
  const refusal = (part?: CommandPart) =>
    read(part).then(
      () => 'nothing',
      (error: { code: string; message: string }) => `${error.code}: ${error.message}`,
    );
  return { folder, program, read, refusal };
}

const argsOf = async (program: FakeProgram) => (await program.read('args'))?.trim().split('\n');

describe('a value from another password manager', () => {
  it.each<[VaultCommand, CommandPart, readonly string[]]>([
    ['op', 'password', ['read', '--no-newline', 'op://Work/Acme/password']],
    ['op', 'user-name', ['read', '--no-newline', 'op://Work/Acme/username']],
    ['op', 'header', ['read', '--no-newline', 'op://Work/Acme/credential']],
    ['op', 'code', ['item', 'get', 'Acme', '--vault=Work', '--otp']],
    ['bw', 'password', ['--nointeraction', 'get', 'password', 'Acme']],
    ['bw', 'user-name', ['--nointeraction', 'get', 'username', 'Acme']],
    ['bw', 'secret', ['--nointeraction', 'get', 'notes', 'Acme']],
    ['bw', 'code', ['--nointeraction', 'get', 'totp', 'Acme']],
    ['pass', 'password', ['show', 'web/acme']],
    ['pass', 'code', ['otp', 'code', 'web/acme']],
    [
      'keepassxc-cli',
      'password',
      ['show', '--quiet', '--show-protected', '--attributes', 'Password', '/home/ada/work.kdbx', 'Web/Acme'],
    ],
    ['keepassxc-cli', 'code', ['show', '--quiet', '--totp', '/home/ada/work.kdbx', 'Web/Acme']],
  ])('is asked of %s for its %s with fixed arguments and the reference', async (command, part, args) => {
    const { program, read } = await setUp(command);
    expect((await read(part)).toString()).toBe(SECRET);
    expect(await argsOf(program)).toEqual(args);
  });

  it('of a field that 1Password’s reference names is that field', async () => {
    const { program, read } = await setUp('op');
    await read('secret', null, 'op://Work/Acme/API/key');
    expect(await argsOf(program)).toEqual(['read', '--no-newline', 'op://Work/Acme/API/key']);
  });

  it.each<[VaultCommand, string]>([
    ['op', '-v'],
    ['op', 'Acme'],
    ['op', 'op://Work'],
    ['op', 'op://Work/Acme?attribute=otp'],
    ['op', 'op://Work/-Acme'],
    ['op', 'op://Work/Acme/a/b/c'],
    ['bw', '--session'],
    ['bw', '-h'],
    ['bw', ' Acme'],
    ['bw', 'Ac\nme'],
    ['bw', 'Ac\u0000me'],
    ['pass', '-c'],
    ['pass', '--clip'],
    ['keepassxc-cli', 'work.kdbx:Acme'],
    ['keepassxc-cli', '/home/ada/work.kdbx:-Acme'],
    ['keepassxc-cli', '/home/ada/work.kdbx'],
    ['keepassxc-cli', '-/work.kdbx:Acme'],
  ])('is not asked of %s by “%s”, which could be something else than a name', async (command, reference) => {
    const { program, read } = await setUp(command);
    await expect(read('password', null, reference)).rejects.toMatchObject({ code: 'bad-input' });
    expect(() => checkReference(entry(command, reference), 'password')).toThrow('not how');
    expect(await program.read('args')).toBeNull();
  });

  it('is a name to the program and nothing to a shell', async () => {
    const { folder, program, read } = await setUp('bw');
    const reference = `$(touch ${folder}/made) ; touch ${folder}/made | "it's" *`;
    await read('password', null, reference);
    expect((await argsOf(program))?.at(-1)).toBe(reference);
    expect(existsSync(path.join(folder, 'made'))).toBe(false);
  });

  it.each<[VaultCommand, readonly string[]]>([
    ['op', ['HOME', 'LC_ALL', 'OP_SERVICE_ACCOUNT_TOKEN', 'OP_SESSION_my', 'PATH']],
    ['bw', ['BW_SESSION', 'HOME', 'LC_ALL', 'PATH']],
    ['pass', ['GNUPGHOME', 'HOME', 'LC_ALL', 'PATH']],
    ['keepassxc-cli', ['HOME', 'LC_ALL', 'PATH']],
  ])('is asked of %s with no variable that it does not need', async (command, expected) => {
    const { program, read } = await setUp(command, { environment: NOISY });
    await read();
    const lines = (await program.read('environment'))?.trim().split('\n') ?? [];
    // A shell adds these three itself.
    const names = lines
      .map((line) => line.split('=')[0] ?? '')
      .filter((name) => !/^(PWD|SHLVL|_|OLDPWD)$/.test(name));
    expect(names.sort()).toEqual([...expected].sort());
  });

  it('comes back without its last line break, and with all others', async () => {
    const { read } = await setUp('bw', { script: `printf '\\302\\240 a b \\n\\nc\\r\\n'` });
    expect((await read()).toString()).toBe('\u00a0 a b \n\nc');
  });

  it('of pass is the first line, and the user name the one that says so', async () => {
    const { read } = await setUp('pass', {
      script: `printf '${SECRET}\\nurl: https://acme.example\\nUser:  ada@acme.example\\nlogin: other\\n'`,
    });
    expect((await read('password')).toString()).toBe(SECRET);
    expect((await read('user-name')).toString()).toBe('ada@acme.example');
  });

  it('that is not there is said, without what the program printed', async () => {
    const { refusal } = await setUp('pass', { script: `printf '${SECRET}\\nnotes\\n'` });
    expect(await refusal('user-name')).toBe('not-found: pass has no user name in the entry “web/acme”.');
    const empty = await setUp('bw', { script: `printf '\\n'` });
    expect(await empty.refusal()).toMatch(/^not-found: Bitwarden has no password/);
  });

  it('of KeePassXC costs its database’s password, which goes by standard input alone', async () => {
    const { program, read } = await setUp('keepassxc-cli');
    await read('password', Buffer.from('database-canary'));
    expect(await program.read('stdin')).toBe('database-canary\n');
    expect(await program.read('args')).not.toContain('canary');
    expect(await program.read('environment')).not.toContain('canary');
  });

  it.each<[VaultCommand, string, string]>([
    [
      'op',
      'You are not currently signed in. Please run `op signin --help`',
      'conflict: 1Password is locked or signed out. Unlock the 1Password app',
    ],
    ['op', '"Acme" isn\'t an item in the "Work" vault', 'not-found: 1Password has no entry'],
    ['bw', 'Vault is locked.', 'conflict: Bitwarden is locked or signed out. Run “bw unlock”'],
    ['bw', 'You are not logged in.', 'conflict: Bitwarden is locked or signed out.'],
    ['bw', 'Not found.', 'not-found: Bitwarden has no entry “Acme”'],
    ['pass', 'Error: web/acme is not in the password store.', 'not-found: pass has no entry'],
    ['pass', 'gpg: decryption failed: No secret key', 'conflict: pass is locked or signed out.'],
    [
      'keepassxc-cli',
      'Error while reading the database: Invalid credentials were provided',
      'conflict: KeePassXC is locked',
    ],
    ['keepassxc-cli', 'Could not find entry with path Web/Acme.', 'not-found: KeePassXC has no entry'],
    ['bw', 'boom', 'conflict: Bitwarden could not be read. Ask for the entry with bw on a terminal'],
  ])(
    'that %s refuses with “%s” says what to do, and nothing that it printed',
    async (command, words, expected) => {
      const { refusal } = await setUp(command, {
        script: `printf '%s\\n' ${SECRET}; cat >&2 <<'END'\n${words} ${SECRET}\nEND\nexit 3`,
      });
      const message = await refusal();
      expect(message.startsWith(expected)).toBe(true);
      expect(message).not.toContain('canary');
    },
  );

  it('is not asked of a program that is not installed, not even in the folder one happens to be in', async () => {
    for (const searchPath of ['', '.', 'bin-bw', '/nowhere:./bin-bw']) {
      const { program, refusal } = await setUp('bw', { searchPath });
      expect(await refusal()).toMatch(/^conflict: The program bw of Bitwarden is not installed/);
      expect(await program.read('args')).toBeNull();
    }
  });

  it('is asked of the first in the PATH that can be run', async () => {
    const folder = await tempFolder();
    await mkdir(path.join(folder, 'a', 'bw'), { recursive: true });
    await mkdir(path.join(folder, 'b'));
    await writeFile(path.join(folder, 'b', 'bw'), '#!/bin/sh\necho wrong', { mode: 0o644 });
    const { folder: bin } = await fakeProgram(folder, 'bw', 'echo right');
    const PATH = [path.join(folder, 'a'), path.join(folder, 'b'), bin, '/usr/bin', '/bin'].join(':');
    const source = new CommandSource({ clock: systemClock, environment: { PATH } });
    expect((await source.read(entry('bw', 'Acme'), 'password', null)).toString()).toBe('right');
  });

  it('that can not be started at all is said', async () => {
    const { program, refusal } = await setUp('bw');
    await writeFile(path.join(program.folder, 'bw'), '#!/no/such/interpreter\n');
    await chmod(path.join(program.folder, 'bw'), 0o755);
    expect(await refusal()).toBe('conflict: The program bw of Bitwarden could not be started.');
  });

  it('is cut off where a program prints without end', async () => {
    const { refusal } = await setUp('bw', {
      script: 'while :; do echo 0123456789012345678901234567890123456789; done',
    });
    expect(await refusal()).toMatch(/^conflict: Bitwarden answered with more than a secret/);
  });

  it('is given up after a minute, and so is what the program has started', async () => {
    const folder = await tempFolder();
    const { folder: bin } = await fakeProgram(folder, 'bw', 'sleep 300 &\necho $! > "$here/child"\nwait');
    const clock = new ManualClock();
    const source = new CommandSource({ clock, environment: { PATH: `${bin}:/usr/bin:/bin` } });
    const read = source.read(entry('bw', 'Acme'), 'password', null).catch((error: Error) => error.message);
    const child = await vi.waitFor(
      async () => {
        const pid = Number(await readFile(path.join(bin, 'child'), 'utf8'));
        expect(pid).toBeGreaterThan(0);
        return pid;
      },
      { timeout: 5000 },
    );
    clock.advance(60_000);
    expect(await read).toContain('did not answer for a minute');
    await vi.waitFor(async () => {
      // Gone, or a zombie that nobody has reaped yet.
      const state = await readFile(`/proc/${child}/stat`, 'utf8').catch(() => ') Z');
      expect(state).toMatch(/\) Z/);
    });
  });
});

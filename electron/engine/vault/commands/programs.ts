import type { CredentialSource } from '../../../../shared/domain/credential';

export type VaultCommand = Extract<CredentialSource, { kind: 'command' }>['command'];

/** What is asked for. `code`: a one-time code, made by the program. */
export type CommandPart = 'user-name' | 'password' | 'header' | 'secret' | 'code';

export type PasswordProgram = {
  /** As its maker calls it. */
  readonly title: string;
  /** Names of variables that it needs beside those that every program gets. */
  readonly variables: RegExp;
  /** Null where it can't be asked for that, or the reference is none of its kind. */
  readonly argsFor: (reference: string, part: CommandPart) => readonly string[] | null;
  /** What a reference looks like, for a message. */
  readonly form: string;
  /** Where in what it prints the part stands; the whole of it, without the last line break, unless given. */
  readonly pick?: (output: Buffer, part: CommandPart) => Buffer | null;
  /** What to do where it is locked or signed out. */
  readonly remedy: string;
  /** Whether it asks for a password on its standard input. */
  readonly takesPassword: boolean;
};

/** The password managers whose programs can be asked, and how. No value is ever among the arguments. */
export const PROGRAMS: Readonly<Record<VaultCommand, PasswordProgram>> = {
  op: {
    title: '1Password',
    variables: /^OP_(ACCOUNT|SERVICE_ACCOUNT_TOKEN|CONNECT_HOST|CONNECT_TOKEN|SESSION(_\w+)?)$/,
    argsFor: onePasswordArgs,
    form: 'op://vault/item, or op://vault/item/field',
    remedy: 'Unlock the 1Password app or run “op signin”, and start the console from that terminal.',
    takesPassword: false,
  },
  bw: {
    title: 'Bitwarden',
    variables: /^(BW_SESSION|BITWARDENCLI_APPDATA_DIR)$/,
    argsFor: (reference, part) => ['--nointeraction', 'get', BITWARDEN_WORDS[part], reference],
    form: 'the entry’s id, or a name that only it has',
    remedy: 'Run “bw unlock”, and start the console with the BW_SESSION that it prints.',
    takesPassword: false,
  },
  pass: {
    title: 'pass',
    variables: /^(GNUPGHOME|PASSWORD_STORE_(DIR|ENABLE_EXTENSIONS|EXTENSIONS_DIR))$/,
    argsFor: (reference, part) => (part === 'code' ? ['otp', 'code', reference] : ['show', reference]),
    form: 'the path of the entry, such as web/acme',
    pick: (output, part) => (part === 'user-name' ? namedLine(output) : firstLine(output)),
    remedy: 'Unlock the key with gpg, for example by “pass show” on a terminal.',
    takesPassword: false,
  },
  'keepassxc-cli': {
    title: 'KeePassXC',
    variables: /^$/,
    argsFor: keepassArgs,
    form: '/path/to/database.kdbx:group/entry',
    remedy: 'Look whether the password of the database is still the one that is saved with the entry.',
    takesPassword: true,
  },
};

const BITWARDEN_WORDS: Readonly<Record<CommandPart, string>> = {
  'user-name': 'username',
  password: 'password',
  header: 'notes',
  secret: 'notes',
  code: 'totp',
};

const ONE_PASSWORD_FIELDS = {
  'user-name': 'username',
  password: 'password',
  header: 'credential',
  secret: 'credential',
} as const;

function onePasswordArgs(reference: string, part: CommandPart): readonly string[] | null {
  const match = /^op:\/\/([^/?#]+)\/([^/?#]+)((?:\/[^/?#]+){0,2})$/.exec(reference);
  const [, vault = '', item = '', field = ''] = match ?? [];
  if (match === null || item.startsWith('-')) return null;
  if (part === 'code') return ['item', 'get', item, `--vault=${vault}`, '--otp'];
  // A field that is named holds the secret, whatever it is.
  const hasField = field !== '' && part !== 'user-name';
  const address = `op://${vault}/${item}${hasField ? field : `/${ONE_PASSWORD_FIELDS[part]}`}`;
  return ['read', '--no-newline', address];
}

const KEEPASS_ATTRIBUTES = {
  'user-name': 'UserName',
  password: 'Password',
  header: 'Password',
  secret: 'Password',
} as const;

function keepassArgs(reference: string, part: CommandPart): readonly string[] | null {
  const [, database, entry = ''] = /^((?:\/|[A-Za-z]:[\\/]).*?\.kdbx):(.+)$/i.exec(reference) ?? [];
  if (database === undefined || entry.startsWith('-')) return null;
  const what = part === 'code' ? ['--totp'] : ['--show-protected', '--attributes', KEEPASS_ATTRIBUTES[part]];
  return ['show', '--quiet', ...what, database, entry];
}

const LINE_BREAK = 0x0a;
const NAME_WORDS = ['username:', 'user:', 'login:', 'email:'];

function firstLine(output: Buffer): Buffer {
  const end = output.indexOf(LINE_BREAK);
  return end < 0 ? output : output.subarray(0, end);
}

/** The line that says whose it is, below the first, as `pass` and its helpers write it. */
function namedLine(output: Buffer): Buffer | null {
  for (let start = output.indexOf(LINE_BREAK) + 1; start > 0 && start < output.length; ) {
    const line = firstLine(output.subarray(start));
    const word = NAME_WORDS.find((name) => hasPrefix(line, name));
    if (word !== undefined) return trimBlanks(line.subarray(word.length));
    start += line.length + 1;
  }
  return null;
}

/** In either case. Other lines may be secrets: no text is made of them. */
function hasPrefix(line: Buffer, word: string): boolean {
  return [...word].every((char, index) => ((line[index] ?? 0) | 0x20) === (char.charCodeAt(0) | 0x20));
}

function trimBlanks(bytes: Buffer): Buffer {
  let start = 0;
  while (bytes[start] === 0x20 || bytes[start] === 0x09) start += 1;
  return bytes.subarray(start);
}

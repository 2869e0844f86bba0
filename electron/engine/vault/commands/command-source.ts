import { AirlockError } from '../../../../shared/airlock-error';
import type { CredentialSource } from '../../../../shared/domain/credential';
import type { Clock } from '../../base/clock';
import { absoluteFolders, findProgram } from './find-program';
import { type CommandPart, type PasswordProgram, PROGRAMS } from './programs';
import { type ProgramEnd, runProgram } from './run-program';

export type CommandEntry = Extract<CredentialSource, { kind: 'command' }>;

type SourceDeps = { readonly clock: Clock; readonly environment: NodeJS.ProcessEnv };

/** What every program gets of the console's environment: where it is, who asks, how to reach the desktop. No secrets. */
const COMMON_VARIABLES =
  /^(HOME|USER|LOGNAME|TMPDIR|XDG_(RUNTIME_DIR|CONFIG_HOME|DATA_HOME|CACHE_HOME|SESSION_TYPE)|DBUS_SESSION_BUS_ADDRESS|DISPLAY|WAYLAND_DISPLAY|XAUTHORITY|SYSTEMROOT|SYSTEMDRIVE|USERNAME|USERPROFILE|APPDATA|LOCALAPPDATA|PROGRAMDATA|TEMP|TMP)$/i;

/** Throws `bad-input` for a reference that can't be given to the program. */
export function checkReference(entry: CommandEntry, part: CommandPart): void {
  argsFor(entry, part);
}

/**
 * Values from another password manager, by its own program: the reference is an argument, the value comes by a pipe and
 * the password of a database goes by one.
 */
export class CommandSource {
  constructor(private readonly deps: SourceDeps) {}

  /**
   * Asks the program; the caller wipes the answer. Rejects with `not-found` where it has no such entry or part, and with
   * `conflict` where it can't be asked now; the message says what to do, never what the program said.
   */
  async read(entry: CommandEntry, part: CommandPart, unlock: Buffer | null): Promise<Buffer> {
    const { clock, environment } = this.deps;
    const program = PROGRAMS[entry.command];
    const args = argsFor(entry, part);
    const folders = absoluteFolders(environment.PATH ?? environment.Path);
    const file = await findProgram(entry.command, folders);
    if (file === null) throw notInstalled(entry, program);
    const input = unlock && Buffer.concat([unlock, Buffer.from('\n')]);
    const end = await runProgram(
      { file, args, input, environment: environmentFor(program, environment, folders) },
      clock,
    ).finally(() => input?.fill(0));
    if (end.kind !== 'done') throw failure(entry, program, end);
    return valueIn(end.output, part, entry);
  }
}

function argsFor({ command, reference }: CommandEntry, part: CommandPart): readonly string[] {
  const { title, form, argsFor } = PROGRAMS[command];
  const isPlain = !reference.startsWith('-') && reference.trim() === reference && !/\p{Cc}/u.test(reference);
  const args = isPlain ? argsFor(reference, part) : null;
  if (args !== null) return args;
  throw new AirlockError('bad-input', `That is not how ${title} names an entry. It wants ${form}.`);
}

/** Messages come in English, so that they can be told apart. */
function environmentFor(
  { variables }: PasswordProgram,
  environment: NodeJS.ProcessEnv,
  folders: readonly string[],
): Readonly<Record<string, string>> {
  const wanted = Object.entries(environment).filter(
    ([name, value]) => value !== undefined && (COMMON_VARIABLES.test(name) || variables.test(name)),
  ) as [string, string][];
  const separator = process.platform === 'win32' ? ';' : ':';
  return { ...Object.fromEntries(wanted), PATH: folders.join(separator), LC_ALL: 'C.UTF-8' };
}

/** A copy of the part alone; all of what the program printed is wiped. */
function valueIn(output: Buffer, part: CommandPart, { command, reference }: CommandEntry): Buffer {
  try {
    const { pick = (all: Buffer) => all, title } = PROGRAMS[command];
    const picked = pick(output, part);
    const value = picked && Buffer.from(withoutLineBreak(picked));
    if (value !== null && value.length > 0) return value;
    throw new AirlockError('not-found', `${title} has no ${PART_WORDS[part]} in the entry “${reference}”.`);
  } finally {
    output.fill(0);
  }
}

function withoutLineBreak(bytes: Buffer): Buffer {
  const end = bytes.at(-1) === 0x0a ? bytes.length - 1 : bytes.length;
  return bytes.subarray(0, bytes[end - 1] === 0x0d ? end - 1 : end);
}

const PART_WORDS: Readonly<Record<CommandPart, string>> = {
  'user-name': 'user name',
  password: 'password',
  header: 'token',
  secret: 'secret',
  code: 'one-time code',
};

const MISSING = /not found|could not find|isn't an item|isn't a vault|not in the password store|no item/;
const SHUT =
  /signed in|logged in|log in|sign in|no account|locked|no secret key|decryption failed|cancel|dismissed|invalid credentials|authoriz|unauthor/;

function failure(
  { command, reference }: CommandEntry,
  { title, remedy }: PasswordProgram,
  end: Exclude<ProgramEnd, { kind: 'done' }>,
): AirlockError {
  switch (end.kind) {
    case 'failed': {
      const words = end.complaint.toString('latin1').toLowerCase();
      end.complaint.fill(0);
      if (SHUT.test(words))
        return new AirlockError('conflict', `${title} is locked or signed out. ${remedy}`);
      if (MISSING.test(words)) {
        return new AirlockError('not-found', `${title} has no entry “${reference}”, or not that part of it.`);
      }
      return new AirlockError(
        'conflict',
        `${title} could not be read. Ask for the entry with ${command} on a terminal to see why.`,
      );
    }
    case 'too-slow':
      return new AirlockError('conflict', `${title} did not answer for a minute. ${remedy}`);
    case 'too-much':
      return new AirlockError('conflict', `${title} answered with more than a secret: look at the entry.`);
    case 'not-started':
      return new AirlockError('conflict', `The program ${command} of ${title} could not be started.`);
  }
}

function notInstalled({ command }: CommandEntry, { title }: PasswordProgram): AirlockError {
  return new AirlockError(
    'conflict',
    `The program ${command} of ${title} is not installed, or not in a folder of the console’s PATH.`,
  );
}

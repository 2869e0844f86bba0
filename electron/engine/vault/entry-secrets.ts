import { AirlockError } from '../../../shared/airlock-error';
import type { Credential } from '../../../shared/domain/credential';
import type { Clock } from '../base/clock';
import { CodeBook } from './codes/code-book';
import { USUAL_SHAPE } from './codes/code-shape';
import { codeOf } from './codes/one-time-code';
import { type CommandEntry, CommandSource } from './commands/command-source';
import type { CommandPart } from './commands/programs';
import type { SecretPart } from './credentials';
import type { SealedPart, StoredEntry } from './vault-file';
import { wipedNow } from './wiped';

/** Times that another program is asked for a code that is still good when it comes. */
const MOST_CODES = 3;

export type EntrySecretsDeps = {
  readonly clock: Clock;
  /** What programs of other password managers are found by. */
  readonly environment: NodeJS.ProcessEnv;
  /** Throws when the vault is not open, or has it no more. */
  readonly entry: (id: string) => StoredEntry;
  readonly unseal: (entry: StoredEntry, part: SealedPart) => Buffer | null;
};

/** What an entry holds, wherever that is kept. Whoever asks wipes it. */
export class EntrySecrets {
  readonly #book: CodeBook;
  readonly #commands: CommandSource;

  constructor(private readonly deps: EntrySecretsDeps) {
    this.#book = new CodeBook(deps.clock);
    this.#commands = new CommandSource(deps);
  }

  /** Rejects with `not-found` when the entry has no such part, and as another program fails. */
  async part(id: string, part: SecretPart): Promise<Buffer> {
    const entry = this.deps.entry(id);
    const { credential } = entry;
    if (!partsOf(credential).includes(part)) throw lacks(credential, PART_WORDS[part]);
    if (part === 'user-name' && credential.account !== '') return Buffer.from(credential.account);
    if (credential.source.kind === 'command') return this.#ask(entry, credential.source, part);
    const value = part === 'user-name' ? null : this.deps.unseal(entry, part);
    if (value === null) throw lacks(credential, PART_WORDS[part]);
    return value;
  }

  /**
   * A one-time code that was not given out before. Another program may take so long that its code is one of a later period,
   * which has to be claimed as well. Rejects as `part` does, and with `conflict` when it came too late each time.
   */
  async code(id: string, signal: AbortSignal | undefined): Promise<Buffer> {
    for (let left = MOST_CODES; left > 0; left -= 1) {
      const { credential, code: shape } = this.deps.entry(id);
      if (!credential.hasCode) throw lacks(credential, 'one-time code');
      const { periodSeconds } = shape ?? USUAL_SHAPE;
      const counter = await this.#book.claim(id, periodSeconds, signal);
      // Waiting takes long enough for the entry to be changed.
      const code = await this.#codeAt(this.deps.entry(id), counter);
      if (credential.source.kind === 'airlock' || this.#book.isNow(counter, periodSeconds)) return code;
      code.fill(0);
    }
    throw new AirlockError('conflict', 'The one-time code came too late each time. Try again.');
  }

  async #codeAt(entry: StoredEntry, counter: number): Promise<Buffer> {
    const { credential, code } = entry;
    if (credential.source.kind === 'command') return this.#ask(entry, credential.source, 'code');
    const seed = this.deps.unseal(entry, 'seed');
    if (seed === null || code === null) throw lacks(credential, 'one-time code');
    return wipedNow(seed, () => codeOf(seed, counter, code));
  }

  async #ask(entry: StoredEntry, source: CommandEntry, part: CommandPart): Promise<Buffer> {
    const unlock = this.deps.unseal(entry, 'unlock');
    return this.#commands.read(source, part, unlock).finally(() => unlock?.fill(0));
  }
}

const PART_WORDS: Readonly<Record<SecretPart, string>> = {
  'user-name': 'user name',
  password: 'password',
  header: 'token',
  secret: 'secret',
};

function partsOf({ kind }: Credential): readonly SecretPart[] {
  if (kind === 'login') return ['user-name', 'password'];
  return kind === 'header' ? ['header'] : ['secret'];
}

function lacks({ name }: Credential, what: string): AirlockError {
  return new AirlockError('not-found', `The entry “${name}” has no ${what}.`);
}

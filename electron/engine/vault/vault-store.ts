import { readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { AirlockError } from '../../../shared/airlock-error';
import type { VaultStatus } from '../../../shared/domain/vault';
import type { Clock } from '../base/clock';
import { syncFolder, writeDurably } from '../base/durable-file';
import { Emitter } from '../base/emitter';
import { exists } from '../base/exists';
import { SerialQueue } from '../base/serial-queue';
import type { Cipher } from './cipher';
import {
  formatContents,
  type OpenVault,
  openContents,
  type Sealer,
  sealerOf,
  unsealSecret,
} from './open-vault';
import {
  formatVaultFile,
  type PassphraseLock,
  readVaultFile,
  type ScryptCost,
  type SealedPart,
  type StoredEntry,
  type VaultFile,
} from './vault-file';
import {
  type LockedKey,
  newPassphraseKey,
  newSystemKey,
  openPassphraseKey,
  openSystemKey,
  USUAL_COST,
} from './vault-key';
import { wipedNow } from './wiped';

type Open = OpenVault & { readonly kind: 'open' };
type State =
  | { readonly kind: 'passphrase-needed' }
  | { readonly kind: 'locked'; readonly file: VaultFile; readonly lock: PassphraseLock }
  | { readonly kind: 'unreadable'; readonly problem: string }
  | Open;

export type VaultDeps = {
  readonly dataFolder: string;
  readonly cipher: Cipher;
  readonly clock: Clock;
  /** What opening with a passphrase costs; the usual unless given. */
  readonly cost?: ScryptCost;
};

const FILE = 'credentials.vault';
const CHANGED =
  'The vault was encrypted by another user or machine, or the system’s key store was set up anew since.';
const AWAY = 'The vault is encrypted by the system’s key store, which is not there.';

/**
 * The vault's one file and what opens it. In memory are the key, while it is open, and what entries say of themselves;
 * a secret is unsealed for each use. What can't be read is never written over.
 */
export class VaultStore {
  /** The status or the entries. */
  readonly changed = new Emitter<void>();
  readonly #queue = new SerialQueue();
  readonly #file: string;
  #state: State = { kind: 'passphrase-needed' };

  private constructor(private readonly deps: VaultDeps) {
    this.#file = path.join(deps.dataFolder, FILE);
  }

  static async open(deps: VaultDeps): Promise<VaultStore> {
    const store = new VaultStore(deps);
    store.#state = await store.#read();
    return store;
  }

  status(): VaultStatus {
    const state = this.#state;
    const hasLock = state.kind === 'open' || state.kind === 'locked';
    return {
      state: state.kind,
      protection: hasLock ? state.lock.kind : null,
      hasSystemStore: this.deps.cipher.isAvailable(),
      problem: state.kind === 'unreadable' ? state.problem : '',
    };
  }

  /** None while it is not open. */
  get entries(): readonly StoredEntry[] {
    return this.#state.kind === 'open' ? this.#state.entries : [];
  }

  /** Throws `conflict` with the reason unless the vault is open. */
  requireOpen(): void {
    this.#requireOpen();
  }

  /** A secret of an entry; null where it has none. The caller wipes it. Throws `conflict` unless the vault is open. */
  unseal(entry: StoredEntry, part: SealedPart): Buffer | null {
    return unsealSecret(this.#requireOpen().key, entry, part);
  }

  /**
   * Puts in the place of all entries what `change` makes of them; on disk when it answers. Rejects with `conflict` unless
   * the vault is open, with `disk-full`, and as `change` throws; the entries are the former ones then.
   */
  change(change: (entries: readonly StoredEntry[], seal: Sealer) => readonly StoredEntry[]): Promise<void> {
    return this.#queue.run(async () => {
      const state = this.#requireOpen();
      await this.#write({ ...state, entries: change(state.entries, sealerOf(state.key)) });
    });
  }

  /** Rejects with `bad-input` on a wrong passphrase, with `conflict` where none is asked for. */
  unlock(passphrase: string): Promise<void> {
    return this.#queue.run(async () => {
      const state = this.#state;
      if (state.kind === 'open') return;
      if (state.kind !== 'locked')
        throw new AirlockError('conflict', 'The vault has no passphrase to open it.');
      const key = await openPassphraseKey(passphrase, state.lock);
      this.#become(openWith(state.file, key));
    });
  }

  /** Forgets the key of a vault with a passphrase, until the next unlocking. */
  lock(): Promise<void> {
    return this.#queue.run(async () => {
      const state = this.#state;
      if (state.kind !== 'open' || state.lock.kind !== 'passphrase') return;
      const next = await this.#read();
      state.key.fill(0);
      this.#become(next);
    });
  }

  /** Reads the file once more where it could not be: what kept it from being read may have passed. */
  lookAgain(): Promise<void> {
    return this.#queue.run(async () => {
      if (this.#state.kind === 'unreadable') this.#become(await this.#read());
    });
  }

  /**
   * Encrypts everything anew under `next`, or under the system's secret store where that is null. `current` is the former
   * passphrase, where there is one. Rejects with `bad-input` when it is wrong or `next` too short, with `conflict` when
   * the vault is not open or there is no system store, with `disk-full`; all is as it was then.
   */
  setPassphrase(current: string | null, next: string | null): Promise<void> {
    return this.#queue.run(async () => {
      const former = await this.#allowNewLock(current);
      const locked = await this.#newKey(next);
      const sealer = sealerOf(locked.key);
      const entries = (former?.entries ?? []).map((entry) => this.#resealed(entry, sealer));
      await this.#write({ kind: 'open', ...locked, entries });
      former?.key.fill(0);
    });
  }

  /** Puts the file aside, unread, and starts an empty vault. Answers where it lies now; null where there was none. */
  beginAnew(): Promise<string | null> {
    return this.#queue.run(async () => {
      const { kind } = this.#state;
      if (kind !== 'unreadable' && kind !== 'locked') {
        throw new AirlockError('conflict', 'The vault can be read: remove what is not needed instead.');
      }
      const stamp = new Date(this.deps.clock.wallMs()).toISOString().replace(/[-:]/g, '').slice(0, 15);
      const aside = `${this.#file}.kept-${stamp}`;
      const isThere = await exists(this.#file);
      if (isThere && (await exists(aside))) throw new AirlockError('conflict', `${aside} is there already.`);
      if (isThere) {
        await rename(this.#file, aside).catch((error) => {
          throw new AirlockError('disk-full', `The vault could not be put aside (${this.#file}).`, {
            cause: error,
          });
        });
        await syncFolder(this.deps.dataFolder);
      }
      this.#become(this.#empty());
      return isThere ? aside : null;
    });
  }

  /** Settles when what was asked for is on disk; the key is forgotten then, and nothing can be read any more. */
  close(): Promise<void> {
    return this.#queue.run(async () => {
      if (this.#state.kind === 'open') this.#state.key.fill(0);
      this.#state = { kind: 'unreadable', problem: 'The console is ending.' };
    });
  }

  #requireOpen(): Open {
    const state = this.#state;
    if (state.kind === 'open') return state;
    throw new AirlockError('conflict', whyNotOpen(state));
  }

  #become(state: State): void {
    this.#state = state;
    this.changed.emit();
  }

  async #write(next: Open): Promise<void> {
    await writeDurably(this.#file, formatVaultFile(next.lock, formatContents(next))).catch((error) => {
      throw new AirlockError('disk-full', `The vault could not be written (${this.#file}).`, {
        cause: error,
      });
    });
    this.#become(next);
  }

  /** The open vault, if there is one, whose lock may be exchanged. */
  async #allowNewLock(current: string | null): Promise<Open | null> {
    if (this.#state.kind === 'passphrase-needed') return null;
    const state = this.#requireOpen();
    if (state.lock.kind === 'passphrase') {
      const key = await openPassphraseKey(current ?? '', state.lock);
      key.fill(0);
    }
    return state;
  }

  async #newKey(passphrase: string | null): Promise<LockedKey> {
    const { cipher, cost = USUAL_COST } = this.deps;
    if (passphrase !== null) return newPassphraseKey(passphrase, cost);
    if (cipher.isAvailable()) return newSystemKey(cipher);
    throw new AirlockError('conflict', 'This system has no key store: the vault needs a passphrase.');
  }

  #resealed(entry: StoredEntry, sealer: Sealer): StoredEntry {
    const parts = Object.keys(entry.secrets) as SealedPart[];
    const secrets = parts.map((part) => {
      const plain = this.unseal(entry, part) ?? Buffer.alloc(0);
      return [part, wipedNow(plain, () => sealer(entry.credential.id, part, plain))];
    });
    return { ...entry, secrets: Object.fromEntries(secrets) };
  }

  #empty(): State {
    if (!this.deps.cipher.isAvailable()) return { kind: 'passphrase-needed' };
    try {
      return { kind: 'open', ...newSystemKey(this.deps.cipher), entries: [] };
    } catch {
      return { kind: 'passphrase-needed' };
    }
  }

  async #read(): Promise<State> {
    let text: string;
    try {
      text = await readFile(this.#file, 'utf8');
    } catch (error) {
      const { code = 'an unknown error' } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT') return this.#empty();
      return { kind: 'unreadable', problem: `The vault’s file gives ${code}.` };
    }
    const file = readVaultFile(text);
    if (typeof file === 'string') return { kind: 'unreadable', problem: file };
    const { lock } = file;
    return lock.kind === 'passphrase' ? { kind: 'locked', file, lock } : this.#openBySystem(file, lock.key);
  }

  #openBySystem(file: VaultFile, wrapped: string): State {
    if (!this.deps.cipher.isAvailable()) return { kind: 'unreadable', problem: AWAY };
    let key: Buffer;
    try {
      key = openSystemKey(this.deps.cipher, wrapped);
    } catch {
      return { kind: 'unreadable', problem: CHANGED };
    }
    return openWith(file, key);
  }
}

function openWith(file: VaultFile, key: Buffer): State {
  const opened = openContents(file, key);
  if (opened === null) return { kind: 'unreadable', problem: 'The vault’s file is damaged.' };
  return { kind: 'open', ...opened };
}

function whyNotOpen(state: Exclude<State, Open>): string {
  switch (state.kind) {
    case 'locked':
      return 'The vault is locked. Unlock it under Credentials.';
    case 'passphrase-needed':
      return 'The vault needs a passphrase first: this system has no key store. Set one under Credentials.';
    case 'unreadable':
      return `${state.problem} See Credentials.`;
  }
}

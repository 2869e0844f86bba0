import { AirlockError } from '../../../shared/airlock-error';
import type { Credential, CredentialHealth } from '../../../shared/domain/credential';
import type { CredentialDraft } from '../../../shared/domain/credential-draft';
import type { VaultStatus } from '../../../shared/domain/vault';
import { skeleton } from '../../../shared/text/skeleton';
import { Emitter } from '../base/emitter';
import { createId } from '../base/ids';
import { mayFail } from '../base/may-fail';
import type { Credentials, PasskeyFields, SecretPart } from './credentials';
import { freeName, refuseTaken } from './entry-names';
import { EntrySecrets } from './entry-secrets';
import { SearchedText } from './find-secret';
import { changeEntry, type EntryChange, readDraft, wipeSecrets } from './new-entry';
import { formatPasskey, type Passkey } from './passkey';
import { PasskeyBook } from './passkey-book';
import type { StoredEntry } from './vault-file';
import { type VaultDeps, VaultStore } from './vault-store';
import { wiped } from './wiped';

const MAX_ENTRIES = 5000;

/** A kind of entry whose secret nobody types: cookies and storage of a sign-in, or a passkey. */
export type OpaqueEntry = {
  readonly fields: Pick<Credential, 'name' | 'origins' | 'policies' | 'account' | 'landmark'> & {
    readonly kind: 'passkey' | 'session';
  };
  /** Copied; the caller wipes it. */
  readonly secret: Buffer;
};

/** The operator's credentials: who may use them where, and their secrets for one piece of work at a time. */
export class Vault implements Credentials {
  readonly changed = new Emitter<readonly Credential[]>();
  readonly statusChanged = new Emitter<VaultStatus>();
  readonly #secrets: EntrySecrets;
  readonly #passkeys: PasskeyBook;

  private constructor(
    private readonly store: VaultStore,
    private readonly deps: VaultDeps,
    environment: NodeJS.ProcessEnv,
  ) {
    this.#secrets = new EntrySecrets({
      clock: deps.clock,
      environment,
      entry: (id) => this.#entry(id),
      unseal: (entry, part) => store.unseal(entry, part),
    });
    this.#passkeys = new PasskeyBook(store, deps.clock);
    store.changed.on(() => {
      this.statusChanged.emit(this.status());
      this.changed.emit(this.list());
    });
  }

  /** `environment`: what programs of other password managers are found by. */
  static async open(deps: VaultDeps & { readonly environment: NodeJS.ProcessEnv }): Promise<Vault> {
    return new Vault(await VaultStore.open(deps), deps, deps.environment);
  }

  status(): VaultStatus {
    return this.store.status();
  }

  /** Rejects as `VaultStore.unlock` does. */
  async unlock(passphrase: string): Promise<VaultStatus> {
    await this.store.unlock(passphrase);
    return this.status();
  }

  async lock(): Promise<VaultStatus> {
    await this.store.lock();
    return this.status();
  }

  async lookAgain(): Promise<VaultStatus> {
    await this.store.lookAgain();
    return this.status();
  }

  /** Rejects as `VaultStore.setPassphrase` does. */
  async setPassphrase(current: string | null, next: string | null): Promise<VaultStatus> {
    await this.store.setPassphrase(current, next);
    return this.status();
  }

  /** Answers where the former file lies now; null where there was none. */
  beginAnew(): Promise<string | null> {
    return this.store.beginAnew();
  }

  /** Throws `conflict` with the reason unless the vault is open. */
  requireOpen(): void {
    this.store.requireOpen();
  }

  list(): readonly Credential[] {
    return this.store.entries
      .map(({ credential }) => credential)
      .sort((one, other) => one.name.localeCompare(other.name, 'en'));
  }

  byName(name: string): Credential | null {
    return this.list().find((credential) => credential.name === name) ?? null;
  }

  /** Rejects with `bad-input`, with `conflict` when the vault is not open or the name is taken, with `disk-full`. */
  async save(draft: CredentialDraft): Promise<Credential> {
    this.store.requireOpen();
    const change = readDraft(draft);
    try {
      return await this.#put(draft.id, change);
    } finally {
      wipeSecrets(change);
    }
  }

  /** Keeps a passkey or a session, in the place of the entry with the id `replaces` if one is given. Rejects as `save`. */
  keep({ fields, secret }: OpaqueEntry, replaces: string | null = null): Promise<Credential> {
    const own = { headerName: null, hasCode: false, source: { kind: 'airlock' } } as const;
    return this.#put(replaces, { fields: { ...fields, ...own }, secrets: { secret }, shape: null });
  }

  /** Adds new entries, all or none. A name that is taken gets a number. Rejects as `save` does. */
  async add(changes: readonly EntryChange[]): Promise<readonly Credential[]> {
    const ids = changes.map(() => createId());
    const nowMs = this.deps.clock.wallMs();
    await this.store.change((entries, seal) => {
      const taken = new Set(entries.map(({ credential }) => skeleton(credential.name)));
      const added = changes.map((change, index) => {
        const name = freeName(change.fields.name, taken);
        const fields = { ...change.fields, name };
        return changeEntry({ id: ids[index] ?? '' }, { ...change, fields }, { seal, nowMs });
      });
      return bounded([...entries, ...added]);
    });
    return this.list().filter(({ id }) => ids.includes(id));
  }

  /** Rejects with `not-found`, with `conflict` when the vault is not open, with `disk-full`. */
  remove(id: string): Promise<void> {
    return this.store.change((entries) => {
      const left = entries.filter(({ credential }) => credential.id !== id);
      if (left.length === entries.length) throw gone();
      return left;
    });
  }

  async use<T>(id: string, part: SecretPart, work: (value: Buffer) => T | Promise<T>): Promise<T> {
    return this.#handOver(id, await this.#secrets.part(id, part), work);
  }

  async useCode<T>(id: string, work: (code: Buffer) => T | Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.#handOver(id, await this.#secrets.code(id, signal), work);
  }

  async usePasskey<T>(id: string, work: (passkey: Passkey) => T | Promise<T>): Promise<T> {
    const { credential } = this.#entry(id);
    if (credential.kind !== 'passkey')
      throw new AirlockError('not-found', `The entry “${credential.name}” has no passkey.`);
    return this.#passkeys.use(id, work);
  }

  requireFree(name: string): void {
    this.store.requireOpen();
    refuseTaken(name, this.store.entries);
  }

  keepPasskey(fields: PasskeyFields, passkey: Passkey): Promise<Credential> {
    return wiped(formatPasskey(passkey), (secret) =>
      this.keep({ fields: { ...fields, kind: 'passkey' }, secret }),
    );
  }

  async notePasskeyCount(id: string, signCount: number): Promise<void> {
    await this.#passkeys.note(id, signCount);
  }

  noteHealth(id: string, state: CredentialHealth['state']): Promise<void> {
    return this.#note(id, { health: { state, at: this.deps.clock.wallMs() } });
  }

  foundIn(text: string): string | null {
    return this.#search(text, (searched, texts) => {
      const found = texts.find((entry) => searched.holds((part) => this.store.unseal(entry, part)));
      return found?.credential.name ?? null;
    });
  }

  begunIn(text: string): number {
    return this.#search(text, (searched, texts) =>
      Math.max(0, ...texts.map((entry) => searched.begun((part) => this.store.unseal(entry, part)))),
    );
  }

  #search<T>(text: string, look: (searched: SearchedText, texts: readonly StoredEntry[]) => T): T {
    const searched = new SearchedText(text);
    try {
      // Cookies and keys are no text that anybody writes.
      return look(
        searched,
        this.store.entries.filter(({ credential }) => isText(credential)),
      );
    } finally {
      searched.wipe();
    }
  }

  /** Settles when what was asked for is on disk; the key of the vault is forgotten. */
  async close(): Promise<void> {
    await this.store.close();
  }

  async #put(id: string | null, change: EntryChange): Promise<Credential> {
    const nowMs = this.deps.clock.wallMs();
    const ownId = id ?? createId();
    await this.store.change((entries, seal) => {
      const former = entries.find(({ credential }) => credential.id === id);
      if (id !== null && former === undefined) throw gone();
      const others = entries.filter((entry) => entry !== former);
      refuseTaken(change.fields.name, others);
      return bounded([...others, changeEntry(former ?? { id: ownId }, change, { seal, nowMs })]);
    });
    return this.#entry(ownId).credential;
  }

  #entry(id: string): StoredEntry {
    this.store.requireOpen();
    const entry = this.store.entries.find(({ credential }) => credential.id === id);
    if (entry === undefined) throw gone();
    return entry;
  }

  /** Once more: another program may have taken its time, and the entry is gone or the vault locked. */
  #handOver<T>(id: string, value: Buffer, work: (value: Buffer) => T | Promise<T>): Promise<T> {
    return wiped(value, () => {
      this.#entry(id);
      mayFail(this.#noteUse(id), 'when it was used is shown to the operator, and nothing depends on it');
      return work(value);
    });
  }

  #noteUse(id: string): Promise<void> {
    return this.#note(id, { usedAt: this.deps.clock.wallMs() });
  }

  #note(id: string, noted: Partial<Pick<Credential, 'usedAt' | 'health'>>): Promise<void> {
    return this.store.change((entries) =>
      entries.map((entry) =>
        entry.credential.id === id ? { ...entry, credential: { ...entry.credential, ...noted } } : entry,
      ),
    );
  }
}

function isText({ kind }: Credential): boolean {
  return kind === 'login' || kind === 'header' || kind === 'secret';
}

function bounded(entries: readonly StoredEntry[]): readonly StoredEntry[] {
  if (entries.length <= MAX_ENTRIES) return entries;
  throw new AirlockError('conflict', `The vault holds ${MAX_ENTRIES} entries at most. Remove some first.`);
}

function gone(): AirlockError {
  return new AirlockError('not-found', 'That entry is no longer in the vault.');
}

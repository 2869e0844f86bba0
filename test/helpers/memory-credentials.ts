import { Emitter } from '../../electron/engine/base/emitter';
import type { Credentials, PasskeyFields, SecretPart } from '../../electron/engine/vault/credentials';
import { countedUp, type Passkey } from '../../electron/engine/vault/passkey';
import { AirlockError } from '../../shared/airlock-error';
import type { Credential, CredentialHealth } from '../../shared/domain/credential';
import { samplePolicy } from './sample-policy';

export type MemorySecrets = Partial<Record<SecretPart | 'code', string>>;

/** Entries with their secrets in memory, behind the vault's own interface. */
export class MemoryCredentials implements Credentials {
  readonly changed = new Emitter<readonly Credential[]>();
  isLocked = false;
  /** Every secret that was handed out, wiped by now. */
  readonly handedOut: Buffer[] = [];
  /** By the id of their entry. */
  readonly passkeys = new Map<string, Passkey>();
  readonly #entries: { readonly credential: Credential; readonly secrets: MemorySecrets }[] = [];

  add(credential: Credential, secrets: MemorySecrets): this {
    this.#entries.push({ credential, secrets });
    return this;
  }

  /** What was found of entries, the newest last. */
  readonly healths: { readonly id: string; readonly state: CredentialHealth['state'] }[] = [];

  async noteHealth(id: string, state: CredentialHealth['state']): Promise<void> {
    this.healths.push({ id, state });
  }

  /** Takes an entry away, as the operator may at any time. */
  remove(id: string): void {
    const at = this.#entries.findIndex(({ credential }) => credential.id === id);
    this.#entries.splice(at, 1);
    this.changed.emit(this.list());
  }

  lock(): void {
    this.isLocked = true;
    this.changed.emit([]);
  }

  list(): readonly Credential[] {
    return this.#entries.map(({ credential }) => credential);
  }

  byName(name: string): Credential | null {
    return this.list().find((credential) => credential.name === name) ?? null;
  }

  use<T>(id: string, part: SecretPart, work: (value: Buffer) => T | Promise<T>): Promise<T> {
    return this.#hand(id, part, work);
  }

  useCode<T>(id: string, work: (code: Buffer) => T | Promise<T>): Promise<T> {
    return this.#hand(id, 'code', work);
  }

  async usePasskey<T>(id: string, work: (passkey: Passkey) => T | Promise<T>): Promise<T> {
    if (this.isLocked) throw new AirlockError('conflict', 'The vault is locked.');
    const passkey = this.passkeys.get(id);
    if (passkey === undefined) throw new AirlockError('not-found', 'The credential has no passkey.');
    this.passkeys.set(id, countedUp(passkey, passkey.signCount + 1));
    return work(passkey);
  }

  async notePasskeyCount(id: string, signCount: number): Promise<void> {
    const passkey = this.passkeys.get(id);
    if (passkey !== undefined) this.passkeys.set(id, countedUp(passkey, signCount));
  }

  requireFree(name: string): void {
    if (this.isLocked) throw new AirlockError('conflict', 'The vault is locked.');
    if (this.byName(name) !== null)
      throw new AirlockError('conflict', 'There is an entry of that name already.');
  }

  async keepPasskey(fields: PasskeyFields, passkey: Passkey): Promise<Credential> {
    this.requireFree(fields.name);
    const credential = sampleCredential({
      ...fields,
      id: `passkey-${fields.name}`,
      kind: 'passkey',
      hasCode: false,
    });
    this.add(credential, {});
    this.passkeys.set(credential.id, { ...passkey, privateKey: Buffer.from(passkey.privateKey) });
    return credential;
  }

  foundIn(text: string): string | null {
    const found = this.#entries.find(({ secrets }) =>
      Object.values(secrets).some((secret) => secret.length >= 6 && text.includes(secret)),
    );
    return found?.credential.name ?? null;
  }

  begunIn(text: string): number {
    const begun = this.#entries.flatMap(({ secrets }) =>
      Object.values(secrets).map((secret) => {
        const lengths = Array.from({ length: secret.length }, (_, index) => index);
        return lengths.findLast((length) => length > 0 && text.endsWith(secret.slice(0, length))) ?? 0;
      }),
    );
    return Math.max(0, ...begun);
  }

  async #hand<T>(id: string, part: keyof MemorySecrets, work: (value: Buffer) => T | Promise<T>): Promise<T> {
    if (this.isLocked) throw new AirlockError('conflict', 'The vault is locked.');
    const secret = this.#entries.find(({ credential }) => credential.id === id)?.secrets[part];
    if (secret === undefined) throw new AirlockError('not-found', 'The credential has no such part.');
    const value = Buffer.from(secret, 'utf8');
    this.handedOut.push(value);
    try {
      return await work(value);
    } finally {
      value.fill(0);
    }
  }
}

/** A login of the billing site that every sample policy may use. */
export function sampleCredential(changes: Partial<Credential> = {}): Credential {
  return {
    id: 'credential-1',
    name: 'billing',
    kind: 'login',
    origins: ['https://app.example.com'],
    policies: [samplePolicy().name],
    account: 'ada@example.com',
    hasCode: true,
    source: { kind: 'airlock' },
    createdAt: 1,
    changedAt: 1,
    usedAt: null,
    ...changes,
  };
}

import type { Credential, CredentialHealth } from '../../../shared/domain/credential';
import type { Emitter } from '../base/emitter';
import type { Passkey } from './passkey';

/** A part of an entry that is a secret, or goes where one goes. */
export type SecretPart = 'user-name' | 'password' | 'header' | 'secret';

export type PasskeyFields = Pick<Credential, 'name' | 'origins' | 'policies' | 'account'>;

/** The vault's entries as the rest of the engine may use them: by name, and a secret for one piece of work. */
export interface Credentials {
  /** All there are now, after a change of any; none while the vault is locked. */
  readonly changed: Emitter<readonly Credential[]>;
  /** By name. */
  list(): readonly Credential[];
  byName(name: string): Credential | null;
  /**
   * Hands a secret to `work`, and wipes the bytes when that has settled, whatever it did. Rejects with `conflict` when the
   * vault is locked, and with `not-found` when the entry is gone or has no such part; the message names no value.
   */
  use<T>(id: string, part: SecretPart, work: (value: Buffer) => T | Promise<T>): Promise<T>;
  /**
   * The same with a one-time code that is good for 5 s or more yet (RFC 6238). Each code is given out once: one that was
   * used is not used again in its period, and the next is waited for, until `signal` aborts.
   */
  useCode<T>(id: string, work: (code: Buffer) => T | Promise<T>, signal?: AbortSignal): Promise<T>;
  /** Notes what was found of an entry when it was used. Rejects as `use` does, and with `disk-full`. */
  noteHealth(id: string, state: CredentialHealth['state']): Promise<void>;
  /**
   * Hands a passkey to `work`, and wipes it as `use` does. Its counter has risen on disk before: a site never sees one twice,
   * also when the console ends in between. Rejects as `use` does, and with `disk-full`.
   */
  usePasskey<T>(id: string, work: (passkey: Passkey) => T | Promise<T>): Promise<T>;
  /** Throws `conflict` with the reason where nothing could be kept under a name: the vault is not open, or it is taken. */
  requireFree(name: string): void;
  /** Keeps a passkey as a new entry; the caller wipes what it gave. Rejects as `requireFree` throws, and with `disk-full`. */
  keepPasskey(fields: PasskeyFields, passkey: Passkey): Promise<Credential>;
  /** Keeps what the counter of a passkey has come to, where that is higher than was thought. */
  notePasskeyCount(id: string, signCount: number): Promise<void>;
  /**
   * Name of an entry of which a secret of 6 characters or more stands in a text; null for none. Only what Airlock keeps
   * itself can be found, and only while the vault is open.
   */
  foundIn(text: string): string | null;
  /** How many characters at the end of a text may be the beginning of such a secret. */
  begunIn(text: string): number;
}

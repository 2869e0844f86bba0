import { randomBytes, scrypt } from 'node:crypto';
import { AirlockError } from '../../../shared/airlock-error';
import { MIN_PASSPHRASE } from '../../../shared/domain/vault';
import type { Cipher } from './cipher';
import { KEY_BYTES, seal, unseal } from './seal';
import { aboutKey, type PassphraseLock, type ScryptCost, type VaultLock } from './vault-file';
import { wiped } from './wiped';

/** A vault's key, and the lock that opens to it. */
export type LockedKey = { readonly key: Buffer; readonly lock: VaultLock };

const SALT_BYTES = 16;
/** What scrypt's first parameter costs in memory is 128 · N · r bytes: 128 MiB. */
export const USUAL_COST: ScryptCost = { N: 2 ** 17, r: 8, p: 1 };

/** A new key under the system's secret store. Throws when that can't encrypt. */
export function newSystemKey(cipher: Cipher): LockedKey {
  const key = randomBytes(KEY_BYTES);
  return { key, lock: { kind: 'system', key: cipher.encrypt(key.toString('base64')).toString('base64') } };
}

/** Throws when another user, machine or key store encrypted it. */
export function openSystemKey(cipher: Cipher, wrapped: string): Buffer {
  const key = Buffer.from(cipher.decrypt(Buffer.from(wrapped, 'base64')), 'base64');
  if (key.length !== KEY_BYTES) throw new Error('Not a key');
  return key;
}

/** A new key under a passphrase (scrypt, RFC 7914). Rejects with `bad-input` when that is too short. */
export async function newPassphraseKey(passphrase: string, cost: ScryptCost): Promise<LockedKey> {
  if (Array.from(passphrase).length < MIN_PASSPHRASE) {
    throw new AirlockError('bad-input', `A passphrase needs ${MIN_PASSPHRASE} characters or more.`);
  }
  const salt = randomBytes(SALT_BYTES).toString('base64');
  const key = randomBytes(KEY_BYTES);
  const about = aboutKey({ cost, salt });
  const wrapped = await wiped(await derive(passphrase, cost, salt), (from) => seal(from, key, about));
  return { key, lock: { kind: 'passphrase', cost, salt, key: wrapped.toString('base64') } };
}

/** Rejects with `bad-input` on a wrong passphrase. */
export async function openPassphraseKey(passphrase: string, lock: PassphraseLock): Promise<Buffer> {
  const from = await derive(passphrase, lock.cost, lock.salt);
  return wiped(from, () => {
    try {
      return unseal(from, Buffer.from(lock.key, 'base64'), aboutKey(lock));
    } catch {
      throw new AirlockError('bad-input', 'That is not the passphrase of this vault. Nothing was changed.');
    }
  });
}

/** The same passphrase from another keyboard may come in another form of its accents: NFC (RFC 8265). */
function derive(passphrase: string, { N, r, p }: ScryptCost, salt: string): Promise<Buffer> {
  const from = Buffer.from(passphrase.normalize('NFC'));
  const options = { N, r, p, maxmem: 128 * N * r * p + 32 * 2 ** 20 };
  const derived = new Promise<Buffer>((resolve, reject) => {
    scrypt(from, Buffer.from(salt, 'base64'), KEY_BYTES, options, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
  return derived.finally(() => from.fill(0));
}

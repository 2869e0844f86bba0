import { seal, unseal } from './seal';
import {
  aboutContents,
  aboutSecret,
  type SealedPart,
  type StoredEntry,
  VaultContents,
  type VaultFile,
} from './vault-file';
import type { LockedKey } from './vault-key';
import { wipedNow } from './wiped';

export type OpenVault = LockedKey & { readonly entries: readonly StoredEntry[] };

/** Seals a secret of an entry under the vault's key, as base64. */
export type Sealer = (id: string, part: SealedPart, value: Uint8Array) => string;

export function sealerOf(key: Buffer): Sealer {
  return (id, part, value) => seal(key, value, aboutSecret(id, part)).toString('base64');
}

/** A secret of an entry; null where it has none. The caller wipes it. Throws where it was sealed for another. */
export function unsealSecret(key: Buffer, entry: StoredEntry, part: SealedPart): Buffer | null {
  const sealed = entry.secrets[part];
  if (sealed === undefined) return null;
  return unseal(key, Buffer.from(sealed, 'base64'), aboutSecret(entry.credential.id, part));
}

/** Null where the key does not fit the contents, or they are none; the key is wiped then. */
export function openContents({ lock, contents }: VaultFile, key: Buffer): OpenVault | null {
  try {
    const plain = unseal(key, Buffer.from(contents, 'base64'), aboutContents(lock));
    const { entries } = VaultContents.parse(wipedNow(plain, () => JSON.parse(plain.toString())));
    return { key, lock, entries };
  } catch {
    key.fill(0);
    return null;
  }
}

export function formatContents({ key, lock, entries }: OpenVault): Buffer {
  const plain = Buffer.from(JSON.stringify({ entries }));
  return wipedNow(plain, () => seal(key, plain, aboutContents(lock)));
}

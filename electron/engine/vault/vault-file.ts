import { z } from 'zod';
import { Credential } from '../../../shared/domain/credential';
import { canonicalJson } from '../base/canonical-json';
import { CodeShape } from './codes/code-shape';

const VERSION = 1;

const Base64 = z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/);

/** RFC 7914. Bounded: a file must not make the console take all memory or run for minutes. */
export const ScryptCost = z
  .object({
    N: z
      .number()
      .int()
      .min(2 ** 14)
      .max(2 ** 20),
    r: z.literal(8),
    p: z.number().int().min(1).max(4),
  })
  .strict();
export type ScryptCost = z.infer<typeof ScryptCost>;

/** What opens the vault: its key, encrypted by the system's secret store or under a passphrase. */
export const VaultLock = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('system'), key: Base64 }).strict(),
  z.object({ kind: z.literal('passphrase'), cost: ScryptCost, salt: Base64, key: Base64 }).strict(),
]);
export type VaultLock = z.infer<typeof VaultLock>;
export type PassphraseLock = Extract<VaultLock, { kind: 'passphrase' }>;

/** The file as it lies on disk. `contents` is a sealed `VaultContents`. */
export const VaultFile = z
  .object({ version: z.literal(VERSION), lock: VaultLock, contents: Base64 })
  .strict();
export type VaultFile = z.infer<typeof VaultFile>;

/** Secrets that an entry may have. `seed`: of one-time codes, decoded. `unlock`: opens the database it is kept in. */
export const SEALED_PARTS = ['password', 'header', 'secret', 'seed', 'unlock'] as const;
export type SealedPart = (typeof SEALED_PARTS)[number];

const SealedSecrets = z.partialRecord(z.enum(SEALED_PARTS), Base64).readonly();
export type SealedSecrets = z.infer<typeof SealedSecrets>;

/** An entry with its secrets, each sealed by itself: reading what the entry says unseals none of them. */
export const StoredEntry = z
  .object({ credential: Credential, code: CodeShape.nullable(), secrets: SealedSecrets })
  .strict()
  .readonly();
export type StoredEntry = z.infer<typeof StoredEntry>;

export const VaultContents = z.object({ entries: z.array(StoredEntry).readonly() }).strict();

/** What a sealed thing is bound to, so that none can be put in the place of another. */
export function aboutContents(lock: VaultLock): string {
  return `airlock vault ${VERSION} contents ${canonicalJson(lock)}`;
}

export function aboutKey({ cost, salt }: Pick<PassphraseLock, 'cost' | 'salt'>): string {
  return `airlock vault ${VERSION} key ${canonicalJson({ cost, salt })}`;
}

export function aboutSecret(id: string, part: SealedPart): string {
  return `airlock vault ${VERSION} secret ${part} ${id}`;
}

/** Answers a sentence where the text is no vault of this version. */
export function readVaultFile(text: string): VaultFile | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'The vault’s file is damaged.';
  }
  const { version } = (value ?? {}) as { version?: unknown };
  if (typeof version === 'number' && version > VERSION) return 'The vault was written by a newer Airlock.';
  const parsed = VaultFile.safeParse(value);
  return parsed.success ? parsed.data : 'The vault’s file is damaged.';
}

export function formatVaultFile(lock: VaultLock, contents: Buffer): string {
  const file: VaultFile = { version: VERSION, lock, contents: contents.toString('base64') };
  return `${JSON.stringify(file)}\n`;
}

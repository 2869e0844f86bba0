import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Cipher } from '../../electron/engine/vault/cipher';
import type { Sealer } from '../../electron/engine/vault/open-vault';
import type { StoredEntry } from '../../electron/engine/vault/vault-file';
import type { Credential } from '../../shared/domain/credential';
import type { CredentialDraft } from '../../shared/domain/credential-draft';
import { ManualClock } from './manual-clock';

/** Hides what it encrypts behind a mark of its own; only a cipher with the same mark decrypts it. */
export class MarkCipher implements Cipher {
  /** Everything that it was ever given, in the clear. */
  readonly seen: string[] = [];

  constructor(
    private readonly mark = 0x5a,
    private readonly available = true,
  ) {}

  isAvailable(): boolean {
    return this.available;
  }

  encrypt(plain: string): Buffer {
    this.seen.push(plain);
    return Buffer.from([this.mark, ...Buffer.from(plain).map((byte) => byte ^ this.mark)]);
  }

  decrypt(bytes: Buffer): string {
    if (bytes[0] !== this.mark) throw new Error('Another user encrypted it');
    return Buffer.from(bytes.subarray(1).map((byte) => byte ^ this.mark)).toString();
  }
}

export const NO_STORE: Cipher = new MarkCipher(0, false);

export const PASSPHRASE = 'correct horse battery';

/** What a vault in a folder needs; a passphrase costs little. */
export function vaultDeps(dataFolder: string, cipher: Cipher = new MarkCipher()) {
  const cost = { N: 2 ** 14, r: 8 as const, p: 1 };
  return {
    dataFolder,
    cipher,
    cost,
    clock: new ManualClock(),
    log: { warn: () => undefined },
    environment: {},
  };
}

export function sampleCredential(changes: Partial<Credential> = {}): Credential {
  return {
    id: 'acme',
    name: 'Acme',
    kind: 'login',
    origins: ['https://app.acme.example'],
    policies: ['Supervised'],
    account: 'ada@acme.example',
    hasCode: false,
    source: { kind: 'airlock' },
    createdAt: 1,
    changedAt: 1,
    usedAt: null,
    ...changes,
  };
}

/** A login with the password `canary-hunter2`, as the window sends it. */
export function sampleDraft(changes: Partial<CredentialDraft> = {}): CredentialDraft {
  return {
    id: null,
    name: 'Acme',
    kind: 'login',
    origins: ['https://app.acme.example'],
    policies: ['Supervised'],
    account: 'ada@acme.example',
    headerName: null,
    source: { kind: 'airlock' },
    hasCode: false,
    secrets: { password: 'canary-hunter2' },
    ...changes,
  };
}

/** An entry with a password, to be put into a store. */
export function sampleEntry(seal: Sealer, password: string, changes: Partial<Credential> = {}): StoredEntry {
  const credential = sampleCredential(changes);
  return {
    credential,
    code: null,
    secrets: { password: seal(credential.id, 'password', Buffer.from(password)) },
  };
}

/** Every byte of every file in a folder, with the names. */
export async function everyByte(folder: string): Promise<string> {
  const names = await readdir(folder);
  const texts = names.map(async (name) => {
    // What is written beside its place and then moved there may be gone by now.
    const isBeside = name.endsWith('.tmp');
    const text = readFile(path.join(folder, name), 'latin1');
    return `${name}\n${await (isBeside ? text.catch(() => '') : text)}`;
  });
  return (await Promise.all(texts)).join('\n');
}

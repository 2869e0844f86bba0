import type { Clock } from '../base/clock';
import type { Sealer } from './open-vault';
import { countedUp, formatPasskey, type Passkey, readPasskey } from './passkey';
import type { StoredEntry } from './vault-file';
import type { VaultStore } from './vault-store';
import { wiped, wipedNow } from './wiped';

/** The passkeys of a vault, whose counters rise with each use, whatever comes in between. */
export class PasskeyBook {
  constructor(
    private readonly store: VaultStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Hands a passkey to `work`, and wipes it after. The counter that it will have signed with is on disk before: after a
   * crash the next signature is higher all the same. Rejects as `VaultStore.change` does, with `internal` when it is none.
   */
  async use<T>(id: string, work: (passkey: Passkey) => T | Promise<T>): Promise<T> {
    const taken: Buffer[] = [];
    try {
      await this.#change(id, (bytes) => {
        taken.push(Buffer.from(bytes));
        const passkey = readPasskey(bytes);
        return countedUp(passkey, passkey.signCount + 1);
      });
      const [bytes = Buffer.alloc(0)] = taken;
      return await wiped(bytes, () => work(readPasskey(bytes)));
    } finally {
      for (const bytes of taken) bytes.fill(0);
    }
  }

  /** Keeps what its counter has come to; nothing where it was thought to be as high. Rejects as `VaultStore.change` does. */
  note(id: string, signCount: number): Promise<void> {
    return this.#change(id, (bytes) => countedUp(readPasskey(bytes), signCount));
  }

  #change(id: string, change: (bytes: Buffer) => Passkey): Promise<void> {
    return this.store.change((entries, seal) =>
      entries.map((entry) => {
        if (entry.credential.id !== id) return entry;
        const secret = this.#resealed(entry, change, seal);
        const credential = { ...entry.credential, usedAt: this.clock.wallMs() };
        return { ...entry, credential, secrets: { ...entry.secrets, secret } };
      }),
    );
  }

  #resealed(entry: StoredEntry, change: (bytes: Buffer) => Passkey, seal: Sealer): string {
    const bytes = this.store.unseal(entry, 'secret') ?? Buffer.alloc(0);
    return wipedNow(bytes, () => {
      const next = formatPasskey(change(bytes));
      return wipedNow(next, () => seal(entry.credential.id, 'secret', next));
    });
  }
}

import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { AirlockError } from '../../../shared/airlock-error';
import type { KeyStatus } from '../../../shared/domain/settings';
import { writeDurably } from '../base/durable-file';
import { Emitter } from '../base/emitter';
import type { Log } from '../base/log';
import type { Cipher } from './cipher';

/**
 * The API key: saved one first, then `ANTHROPIC_API_KEY`. Where the system has no secret store a saved key lives in
 * memory only. The key leaves this class through `useKey` alone, to the model in this process; never to a window, a log
 * or a sandbox.
 */
export class ApiKeyStore {
  readonly changed = new Emitter<KeyStatus>();
  #saved: string | null = null;

  private constructor(
    private readonly file: string,
    private readonly cipher: Cipher,
    private readonly environmentKey: string | undefined,
  ) {}

  static async open(deps: {
    dataFolder: string;
    cipher: Cipher;
    environmentKey: string | undefined;
    log: Log;
  }): Promise<ApiKeyStore> {
    const store = new ApiKeyStore(
      path.join(deps.dataFolder, 'api-key.bin'),
      deps.cipher,
      deps.environmentKey?.trim(),
    );
    await store.#load(deps.log);
    return store;
  }

  status(): KeyStatus {
    const canPersist = this.cipher.isAvailable();
    const key = this.#saved ?? this.environmentKey;
    if (!key) return { source: 'none', ending: '', canPersist };
    const source = this.#saved === null ? 'environment' : canPersist ? 'vault' : 'memory';
    return { source, ending: key.slice(-4), canPersist };
  }

  async save(key: string): Promise<KeyStatus> {
    if (!/^[\x21-\x7e]{20,500}$/.test(key)) {
      throw new AirlockError(
        'bad-input',
        'That is not an API key: it has spaces or is too short. Paste the whole key.',
      );
    }
    if (this.cipher.isAvailable()) await writeDurably(this.file, this.cipher.encrypt(key));
    this.#saved = key;
    return this.#announce();
  }

  async delete(): Promise<KeyStatus> {
    await rm(this.file, { force: true });
    this.#saved = null;
    return this.#announce();
  }

  /** Hands the key to `use`. Throws `model-auth` when there is none. */
  useKey<T>(use: (key: string) => T): T {
    const key = this.#saved ?? this.environmentKey;
    if (!key) {
      throw new AirlockError(
        'model-auth',
        'There is no API key. Save one under Settings, set ANTHROPIC_API_KEY, or choose a practice scenario.',
      );
    }
    return use(key);
  }

  #announce(): KeyStatus {
    const status = this.status();
    this.changed.emit(status);
    return status;
  }

  async #load(log: Log): Promise<void> {
    const bytes = await readFile(this.file).catch(() => null);
    if (bytes === null || !this.cipher.isAvailable()) return;
    try {
      this.#saved = this.cipher.decrypt(bytes);
    } catch {
      log.warn('the saved API key could not be read (another user or machine wrote it); save it again');
    }
  }
}

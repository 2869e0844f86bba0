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
  /** One is saved and can't be used. It is left where it is: what keeps it from being read may pass. */
  #isUnreadable = false;

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
    if (!key) return { source: this.#isUnreadable ? 'unreadable' : 'none', ending: '', canPersist };
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
    this.#set(key);
    return this.#announce();
  }

  async delete(): Promise<KeyStatus> {
    await rm(this.file, { force: true });
    this.#set(null);
    return this.#announce();
  }

  /** Hands the key to `use`. Throws `model-auth` when there is none. */
  useKey<T>(use: (key: string) => T): T {
    const key = this.#saved ?? this.environmentKey;
    if (!key) {
      const what = this.#isUnreadable ? 'The saved API key can not be read.' : 'There is no API key.';
      const remedy = 'Save one under Settings, set ANTHROPIC_API_KEY, or choose a practice scenario.';
      throw new AirlockError('model-auth', `${what} ${remedy}`);
    }
    return use(key);
  }

  #announce(): KeyStatus {
    const status = this.status();
    this.changed.emit(status);
    return status;
  }

  #set(key: string | null): void {
    this.#saved = key;
    this.#isUnreadable = false;
  }

  async #load(log: Log): Promise<void> {
    const why = await this.#read();
    if (why === null) return;
    this.#isUnreadable = true;
    log.warn(`the saved API key could not be read (${why}); save it again`);
  }

  /** Answers why a saved key can't be used; null when it can, or when none is saved. */
  async #read(): Promise<string | null> {
    let bytes: Buffer;
    try {
      bytes = await readFile(this.file);
    } catch (error) {
      const { code = 'an unknown error' } = error as NodeJS.ErrnoException;
      return code === 'ENOENT' ? null : `its file gives ${code}`;
    }
    if (!this.cipher.isAvailable()) return "the system's secret store is not there";
    try {
      this.#saved = this.cipher.decrypt(bytes);
      return null;
    } catch {
      return 'another user or machine wrote it';
    }
  }
}

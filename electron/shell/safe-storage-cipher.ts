import { safeStorage } from 'electron';
import type { Cipher } from '../engine/vault/cipher';

/** The system's secret store. Linux without one falls back to a fixed password, which hides nothing: not available. */
export class SafeStorageCipher implements Cipher {
  isAvailable(): boolean {
    if (!safeStorage.isEncryptionAvailable()) return false;
    if (process.platform !== 'linux') return true;
    // The old runtime can't say which it is: then it counts as one that hides nothing.
    const backend = safeStorage.getSelectedStorageBackend?.() ?? 'unknown';
    return backend !== 'basic_text' && backend !== 'unknown';
  }

  encrypt(plain: string): Buffer {
    return safeStorage.encryptString(plain);
  }

  decrypt(bytes: Buffer): string {
    return safeStorage.decryptString(bytes);
  }
}

/** What the operating system's secret store offers. The real one is safeStorage, in electron/shell. */
export interface Cipher {
  /** False where the system has no secret store, or only one that hides nothing; then no secret may be persisted. */
  isAvailable(): boolean;
  encrypt(plain: string): Buffer;
  /** Throws when the bytes were not encrypted by this user on this machine. */
  decrypt(bytes: Buffer): string;
}

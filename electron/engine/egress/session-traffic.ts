/** A limit that is used up. */
export type Spent = { readonly reason: string; readonly rule: 'max_download_mb' | 'max_upload_mb' };

const MEGABYTE = 1_000_000;

/** All bytes of a session, in both directions, against what its policy allows. */
export class SessionTraffic {
  #up = 0;
  #down = 0;
  #spent: Spent | null = null;

  constructor(
    private readonly limits: { readonly max_download_mb: number; readonly max_upload_mb: number },
    private readonly onSpent: (spent: Spent) => void,
  ) {}

  /** The limit that is used up; null while there is room in both directions. */
  get spent(): Spent | null {
    return this.#spent;
  }

  /** Counts bytes to the network. False when that would be too many: they must not go. */
  addUp(bytes: number): boolean {
    if (this.#spent !== null) return false;
    if (this.#up + bytes > this.limits.max_upload_mb * MEGABYTE) {
      return this.#end({ reason: 'the session has used up what it may upload', rule: 'max_upload_mb' });
    }
    this.#up += bytes;
    return true;
  }

  /** Counts bytes from the network. */
  addDown(bytes: number): boolean {
    if (this.#spent !== null) return false;
    if (this.#down + bytes > this.limits.max_download_mb * MEGABYTE) {
      return this.#end({ reason: 'the session has used up what it may download', rule: 'max_download_mb' });
    }
    this.#down += bytes;
    return true;
  }

  #end(spent: Spent): false {
    this.#spent = spent;
    this.onSpent(spent);
    return false;
  }
}

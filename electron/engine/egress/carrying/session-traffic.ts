/** A limit that is used up. */
export type UsedUp = { readonly reason: string; readonly rule: 'max_download_mb' | 'max_upload_mb' };

const MEGABYTE = 1_000_000;

/** All bytes of a session, in both directions, against what its policy allows. */
export class SessionTraffic {
  #up = 0;
  #down = 0;
  #usedUp: UsedUp | null = null;

  constructor(
    private readonly limits: { readonly max_download_mb: number; readonly max_upload_mb: number },
    private readonly onUsedUp: (usedUp: UsedUp) => void,
  ) {}

  /** The limit that is used up; null while there is room in both directions. */
  get usedUp(): UsedUp | null {
    return this.#usedUp;
  }

  /** Counts bytes to the network. False when that would be too many: they must not go. */
  addUp(bytes: number): boolean {
    if (this.#usedUp !== null) return false;
    if (this.#up + bytes > this.limits.max_upload_mb * MEGABYTE) {
      return this.#end({ reason: 'the session has used up what it may upload', rule: 'max_upload_mb' });
    }
    this.#up += bytes;
    return true;
  }

  /** Counts bytes from the network. */
  addDown(bytes: number): boolean {
    if (this.#usedUp !== null) return false;
    if (this.#down + bytes > this.limits.max_download_mb * MEGABYTE) {
      return this.#end({ reason: 'the session has used up what it may download', rule: 'max_download_mb' });
    }
    this.#down += bytes;
    return true;
  }

  #end(usedUp: UsedUp): false {
    this.#usedUp = usedUp;
    this.onUsedUp(usedUp);
    return false;
  }
}

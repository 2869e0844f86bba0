import type { UploadWatch } from '../asking/upload-watch';
import type { SessionTraffic } from './session-traffic';

/** For a host: looks at each piece that goes there, the name of the host first, and says whether it must not go. */
export type FollowSent = (host: string) => (bytes: Buffer) => boolean;

export type FlowOptions = {
  readonly host: string;
  readonly port: number;
  readonly idleMs: number;
  readonly traffic: SessionTraffic;
  readonly uploads: UploadWatch;
  /** Looks at what can be read of what goes up. */
  readonly isStopped: (bytes: Buffer) => boolean;
};

/** Why nothing goes out that has a planted secret in it, and nothing else until the run is let go on. */
export const PLANTED = 'a planted secret has come out, so nothing goes out';

/**
 * The bytes of one connection, counted, and whether more may move. Whoever carries them asks before each piece and
 * stops when `signal` aborts.
 */
export class Flow {
  bytesUp = 0;
  bytesDown = 0;
  /** Called once, when it has ended. */
  onClosed: (() => void) | null = null;
  readonly #abort = new AbortController();
  readonly #idle: NodeJS.Timeout;
  #held = 0;
  #why: string | null = null;

  constructor(private readonly options: FlowOptions) {
    this.#idle = setTimeout(() => this.#onIdle(), options.idleMs);
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Why the connection ended; the first reason that was known. */
  get why(): string {
    return this.#why ?? 'both sides ended it';
  }

  /** May `bytes` go to the server? A promise means that they are held until the operator has answered. */
  up(bytes: number): boolean | Promise<boolean> {
    this.#idle.refresh();
    const admitted = this.options.uploads.admit(this.options, bytes, this.signal);
    if (admitted === true) return this.#countUp(bytes);
    if (admitted === false) return this.#refuseUpload();
    this.#held += 1;
    return admitted.then((isAdmitted) => {
      this.#held -= 1;
      this.#idle.refresh();
      return isAdmitted ? this.#countUp(bytes) : this.#refuseUpload();
    });
  }

  /** Whether what can be read there is in the way of its going to the server; then that is the end. */
  stops(bytes: Buffer): boolean {
    if (!this.options.isStopped(bytes)) return false;
    this.cut(PLANTED);
    return true;
  }

  /** May `bytes` go to the browser? */
  down(bytes: number): boolean {
    this.#idle.refresh();
    if (!this.options.traffic.addDown(bytes)) return this.#refuse();
    this.bytesDown += bytes;
    return !this.signal.aborted;
  }

  /** Notes why it ends; ends nothing. */
  note(why: string): void {
    this.#why ??= why;
  }

  /** Ends it at once, in both directions. */
  cut(why: string): void {
    this.note(why);
    this.#abort.abort();
  }

  /** To be called when it has ended. */
  close(): void {
    clearTimeout(this.#idle);
    this.#abort.abort();
    const { onClosed } = this;
    this.onClosed = null;
    onClosed?.();
  }

  #countUp(bytes: number): boolean {
    if (!this.options.traffic.addUp(bytes)) return this.#refuse();
    this.bytesUp += bytes;
    return !this.signal.aborted;
  }

  #refuse(): false {
    this.cut(this.options.traffic.usedUp?.reason ?? 'a limit was reached');
    return false;
  }

  #refuseUpload(): false {
    this.cut('no more data may go to this host in this step');
    return false;
  }

  #onIdle(): void {
    // Waiting for the operator is not being still.
    if (this.#held > 0) this.#idle.refresh();
    else this.cut('nothing moved for the idle time');
  }
}

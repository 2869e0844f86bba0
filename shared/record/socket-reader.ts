import type { AuditEntry, EntryOf } from '../domain/audit-entry';
import type { ChangeCause } from '../domain/change';
import { isAtLeast } from '../domain/risk';
import type { SocketDeed } from '../domain/socket-deed';

/** What a record says of one WebSocket. */
export type RecordedSocket = {
  readonly socketId: string;
  /** Host and port; empty where it stands for all that came after too many. */
  readonly host: string;
  /** Untrusted text, like `page`. */
  readonly url: string;
  readonly page: string | null;
  readonly cause: ChangeCause;
  /** The step in which it was opened. */
  readonly step: number | null;
  /** The policy refuses it, and the page has opened it all the same. */
  readonly isRefused: boolean;
  /** Sent until now, over all steps. */
  readonly messages: number;
  readonly bytes: number;
  /** Messages that nobody has looked into. */
  readonly unread: number;
  /** Sockets that it stands for beside itself. */
  readonly further: number;
  /** The gravest change that a message looks like; quotes of the page are in it. */
  readonly looksLike: SocketDeed | null;
  /** The step in which that was sent. */
  readonly looksLikeStep: number | null;
};

/** Reads the lines of a record into what it says of each WebSocket. What has not changed stays the same object. */
export class SocketReader {
  /** In the order in which they were opened. */
  readonly #sockets = new Map<string, RecordedSocket>();
  #shown: readonly RecordedSocket[] | null = [];

  read(entry: AuditEntry): void {
    if (entry.kind === 'socket-opened') this.#open(entry);
    else if (entry.kind === 'socket-sent') this.#add(entry);
  }

  /** The same list until something of it changes. */
  get sockets(): readonly RecordedSocket[] {
    this.#shown ??= [...this.#sockets.values()];
    return this.#shown;
  }

  /** What is opened once is not opened again: another line of the same name would hide where it goes. */
  #open({ step, detail }: EntryOf<'socket-opened'>): void {
    if (this.#sockets.has(detail.socketId)) return;
    this.#put({ ...detail, ...NOTHING_SENT, step });
  }

  #add({ step, detail }: EntryOf<'socket-sent'>): void {
    const known = this.#sockets.get(detail.socketId);
    if (known === undefined) return;
    const { looksLike } = detail;
    const isGraver =
      looksLike !== null && (known.looksLike === null || !isAtLeast(known.looksLike.level, looksLike.level));
    this.#put({
      ...known,
      messages: known.messages + detail.messages,
      bytes: known.bytes + detail.bytes,
      unread: known.unread + detail.unread,
      further: known.further + detail.further,
      looksLike: isGraver ? looksLike : known.looksLike,
      looksLikeStep: isGraver ? step : known.looksLikeStep,
    });
  }

  #put(socket: RecordedSocket): void {
    this.#sockets.set(socket.socketId, socket);
    this.#shown = null;
  }
}

const NOTHING_SENT = {
  messages: 0,
  bytes: 0,
  unread: 0,
  further: 0,
  looksLike: null,
  looksLikeStep: null,
} as const;

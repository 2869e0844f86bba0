import type { AuditDraft, EntryOf } from '../../../shared/domain/audit-entry';
import type { ChangeCause } from '../../../shared/domain/change';
import type { Policy } from '../../../shared/domain/policy';
import { isAtLeast } from '../../../shared/domain/risk';
import { refusedSockets, refusesSocket, type SocketHosts } from '../../../shared/reach/socket-hosts';
import type { Clock } from '../base/clock';
import { createId } from '../base/ids';
import { mayFail } from '../base/may-fail';
import type { SessionRecord } from '../record/session-record';
import type { SocketEvent } from '../sandbox/requests/sockets';
import type { Credentials } from '../vault/credentials';
import { addressOfPage } from './identity';
import { MessageReader } from './message-reader';
import { type SocketAddress, socketAddress, withoutPath } from './socket-address';

export type SocketLinesDeps = {
  readonly policy: Pick<Policy, 'refused_sockets'>;
  readonly record: Pick<SessionRecord, 'append'>;
  readonly clock: Clock;
  readonly credentials: Pick<Credentials, 'foundIn'>;
  /** Ends with the run. */
  readonly signal: AbortSignal;
  /** What a message that is sent now belongs to. */
  readonly cause: () => ChangeCause;
};

type Counts = Omit<EntryOf<'socket-sent'>['detail'], 'socketId' | 'cause'>;

/** A socket that has a line, or all that came after too many. */
type Told = { readonly socketId: string; readonly isShared: boolean; counts: Counts };
/** `url`: what its messages are judged by; empty where that is not known. */
type Open = { readonly told: Told; readonly url: string };
type Opened = Extract<SocketEvent, { kind: 'opened' }>;
type Sent = Extract<SocketEvent, { kind: 'sent' }>;

/** So many sockets have lines of their own between two actions; those after them share one. */
const MOST_TOLD = 50;
/** Sockets that are known at once. */
const MOST_OPEN = 2000;
const COUNTED_FOR_MS = 30_000;
const NOTHING: Counts = { messages: 0, bytes: 0, unread: 0, further: 0, looksLike: null };
const WHY_DROPPED = "a run that can't be recorded acts no more anyway";

/**
 * The lines that the WebSockets of a run have in its record: that one was opened, and how much was sent through it. Messages
 * can't be held, so what they look like is all that is said of them; nothing of their contents is kept. Page and socket are
 * bounded: a page that opens or sends without end can't flood the record, and nothing goes uncounted.
 */
export class SocketLines {
  readonly #refused: readonly SocketHosts[];
  readonly #reader: MessageReader;
  /** By the browser's name. */
  readonly #open = new Map<string, Open>();
  /** That have something to be written. */
  readonly #counted = new Set<Told>();
  /** What those share that came after too many: of allowed ones, and of refused ones. */
  readonly #shared = new Map<boolean, Told>();
  #told = 0;
  /** What all that is counted belongs to. */
  #cause: ChangeCause | null = null;

  constructor(private readonly deps: SocketLinesDeps) {
    this.#refused = refusedSockets(deps.policy.refused_sockets);
    this.#reader = new MessageReader(deps);
  }

  /** The browser says what a page does with a socket. */
  note(event: SocketEvent): void {
    if (event.kind === 'opened') this.#opened(event);
    else if (event.kind === 'sent') this.#sent(event);
    else this.#closed(event.socket);
  }

  /** What an action leads to is told from what went on before it. */
  beginStep(): void {
    this.writeCounts();
    this.#told = 0;
    this.#shared.clear();
  }

  /** Writes what was only counted. To be called before the record ends. */
  writeCounts(): void {
    for (const told of this.#counted) this.#writeCount(told);
    this.#cause = null;
  }

  #opened({ socket, url, page }: Opened): void {
    const address = socketAddress(url, this.deps.credentials);
    if (address === null) return;
    const isRefused = refusesSocket(this.#refused, address.hostname, address.port);
    const isShared = this.#told >= MOST_TOLD;
    const shared = isShared ? this.#shared.get(isRefused) : undefined;
    const told = shared ?? this.#tell(isShared ? null : address, page, isRefused);
    this.#remember(socket, { told, url });
    if (shared !== undefined) this.#count(shared, { ...NOTHING, further: 1 });
    else if (isShared) this.#shared.set(isRefused, told);
    else this.#told += 1;
  }

  /** `address` null: for all that come after too many. */
  #tell(address: SocketAddress | null, page: string, isRefused: boolean): Told {
    const cause = this.deps.cause();
    const isByHand = cause.kind === 'operator';
    const socketId = createId();
    const url = address === null ? '' : isByHand ? withoutPath(address) : address.url;
    const from = isByHand || address === null ? null : addressOfPage(page, this.deps.credentials);
    this.#write({
      kind: 'socket-opened',
      step: stepOf(cause),
      permitted: !isRefused,
      denial_reason: isRefused ? GOT_ROUND : null,
      detail: { socketId, host: address?.host ?? '', url, page: from, cause, isRefused },
    });
    return { socketId, isShared: address === null, counts: NOTHING };
  }

  #sent({ socket, bytes, text }: Sent): void {
    const { told, url } = this.#open.get(socket) ?? this.#unseen(socket);
    const isTheirs = url === '' || this.deps.cause().kind === 'operator';
    const { isRead, deed } = this.#reader.read(url, isTheirs ? null : text);
    this.#count(told, { messages: 1, bytes, unread: isRead ? 0 : 1, further: 0, looksLike: deed });
  }

  /** One that was opened before anybody looked, or that was forgotten. */
  #unseen(socket: string): Open {
    const told = this.#shared.get(false) ?? this.#tell(null, '', false);
    this.#shared.set(false, told);
    return this.#remember(socket, { told, url: '' });
  }

  #closed(socket: string): void {
    const told = this.#open.get(socket)?.told;
    this.#open.delete(socket);
    if (told !== undefined && !told.isShared) this.#writeCount(told);
  }

  #remember(socket: string, open: Open): Open {
    const [oldest] = this.#open.keys();
    if (this.#open.size >= MOST_OPEN && oldest !== undefined) this.#open.delete(oldest);
    this.#open.set(socket, open);
    return open;
  }

  #count(told: Told, more: Counts): void {
    const cause = this.deps.cause();
    if (this.#cause !== null && !isSame(this.#cause, cause)) this.writeCounts();
    if (this.#cause === null) this.#begin(cause);
    told.counts = added(told.counts, more);
    this.#counted.add(told);
  }

  /** What is counted is written in time, also when nothing more comes. */
  #begin(cause: ChangeCause): void {
    this.#cause = cause;
    const { clock, signal } = this.deps;
    const due = clock.sleep(COUNTED_FOR_MS, signal).then(() => {
      if (this.#cause === cause) this.writeCounts();
    });
    mayFail(due, 'the end of a run writes its counts');
  }

  #writeCount(told: Told): void {
    const cause = this.#cause;
    if (!this.#counted.delete(told) || cause === null) return;
    const { socketId, counts } = told;
    told.counts = NOTHING;
    this.#write({ kind: 'socket-sent', step: stepOf(cause), detail: { socketId, cause, ...counts } });
  }

  #write(draft: AuditDraft): void {
    mayFail(this.deps.record.append(draft), WHY_DROPPED);
  }
}

const GOT_ROUND = 'refused_sockets: a page has opened it all the same';

function added(known: Counts, more: Counts): Counts {
  return {
    messages: known.messages + more.messages,
    bytes: known.bytes + more.bytes,
    unread: known.unread + more.unread,
    further: known.further + more.further,
    looksLike: graver(known.looksLike, more.looksLike),
  };
}

function graver(known: Counts['looksLike'], other: Counts['looksLike']): Counts['looksLike'] {
  if (known === null || other === null) return known ?? other;
  return isAtLeast(known.level, other.level) ? known : other;
}

function isSame(one: ChangeCause, other: ChangeCause): boolean {
  return one.kind === other.kind && stepOf(one) === stepOf(other);
}

function stepOf(cause: ChangeCause): number | null {
  return cause.kind === 'step' ? cause.step : null;
}

import type { Duplex } from 'node:stream';
import { CdpSession } from './cdp-session';
import { type CdpFields, fieldsOf, textOf } from './cdp-values';

/** One message may not be larger than this: the browser is in the container, and the container is not trusted. */
const MAX_MESSAGE_BYTES = 32 * 1024 * 1024;

/**
 * The Chrome DevTools Protocol over a pipe: JSON messages, each ended by a NUL. Carries them between the browser and
 * the sessions, one for each target that was attached, and opens and ends those.
 */
export class CdpConnection {
  /** The browser's own session, which is in no target. */
  readonly browser: CdpSession;
  readonly #sessions = new Map<string, CdpSession>();
  readonly #parts: Buffer[] = [];
  #partsBytes = 0;
  #nextId = 1;

  constructor(private readonly stream: Duplex) {
    this.browser = this.#session(null, {});
    stream.on('data', (chunk: Buffer) => this.#receive(chunk));
    stream.on('end', () => this.#end('the browser ended'));
    stream.on('close', () => this.#end('the browser ended'));
    stream.on('error', () => this.#end("the browser's pipe broke"));
  }

  close(): void {
    this.#end('closed by the console');
  }

  #session(parent: CdpSession | null, address: { readonly sessionId?: string }): CdpSession {
    return new CdpSession(parent, {
      nextId: () => this.#nextId++,
      write: (command) => this.stream.write(`${JSON.stringify({ ...command, ...address })}\0`),
    });
  }

  #receive(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(0); end !== -1; end = chunk.indexOf(0, start)) {
      this.#parts.push(chunk.subarray(start, end));
      this.#handle(Buffer.concat(this.#parts).toString('utf8'));
      this.#parts.length = 0;
      this.#partsBytes = 0;
      start = end + 1;
    }
    const rest = chunk.subarray(start);
    if (rest.length === 0) return;
    this.#parts.push(rest);
    this.#partsBytes += rest.length;
    if (this.#partsBytes > MAX_MESSAGE_BYTES) this.#end('the browser sent too large a message');
  }

  #handle(text: string): void {
    const message = parseMessage(text);
    if (message === null) {
      this.#end('the browser sent something that is not a message');
      return;
    }
    const session = message.sessionId === undefined ? this.browser : this.#find(message.sessionId);
    // One of a session that has ended meanwhile.
    if (session === undefined || session.isGone) return;
    const { id, method } = message;
    const params = fieldsOf(message.params);
    if (typeof id === 'number') session.answer(id, message.error ? null : fieldsOf(message.result));
    else if (method === 'Target.attachedToTarget') this.#attach(session, params);
    else if (method === 'Target.detachedFromTarget') this.#detach(this.#find(params.sessionId));
    else if (typeof method === 'string') session.tell(method, params);
  }

  /** A target without a name of its own for the session can't be spoken to: if it stands still, it stays so. */
  #attach(parent: CdpSession, { sessionId: id, targetInfo }: CdpFields): void {
    const sessionId = textOf(id);
    if (sessionId === null || this.#sessions.has(sessionId)) return;
    const session = this.#session(parent, { sessionId });
    this.#sessions.set(sessionId, session);
    const { targetId, type, url } = fieldsOf(targetInfo);
    parent.attached.emit({
      session,
      targetId: textOf(targetId) ?? '',
      kind: textOf(type) ?? '',
      url: textOf(url) ?? '',
    });
  }

  /** What was found in a target goes with it. */
  #detach(session: CdpSession | undefined): void {
    if (session === undefined) return;
    for (const [id, other] of this.#sessions) {
      if (other === session) this.#sessions.delete(id);
      else if (other.parent === session) this.#detach(other);
    }
    session.end('its target is gone');
  }

  #find(sessionId: unknown): CdpSession | undefined {
    return typeof sessionId === 'string' ? this.#sessions.get(sessionId) : undefined;
  }

  #end(why: string): void {
    if (this.browser.isGone) return;
    this.stream.destroy();
    for (const session of this.#sessions.values()) session.end(why);
    this.#sessions.clear();
    this.browser.end(why);
  }
}

function parseMessage(text: string): CdpFields | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as CdpFields) : null;
  } catch {
    return null;
  }
}

import { Emitter } from '../../base/emitter';
import type { CdpEvent } from '../cdp/cdp-events';
import type { BrowserTarget, CdpSession } from '../cdp/cdp-session';

/** What a page does with a WebSocket, by the browser's own word. `socket` names it; every text is the page's. */
export type SocketEvent =
  | {
      readonly kind: 'opened';
      readonly socket: string;
      readonly url: string;
      /** Address of the page or worker that it was opened in. */
      readonly page: string;
    }
  | {
      readonly kind: 'sent';
      readonly socket: string;
      readonly bytes: number;
      /** Null for a message of bytes. */
      readonly text: string | null;
    }
  | { readonly kind: 'closed'; readonly socket: string };

/** Sockets that are known at once; the oldest is forgotten for one more, and counts as closed. */
const MOST_KNOWN = 2000;
const LONGEST_NAME = 100;

/**
 * Tells of every WebSocket that pages and workers open, and of what they send through it: the protocol shows that and can't
 * hold it. Messages that come in are nobody's deed and are not told. It hears something only while requests are traced.
 */
export class Sockets {
  readonly events = new Emitter<SocketEvent>();
  /** By socket, who tells of it: a service worker is found twice, and each of its messages is told twice. */
  readonly #tellers = new Map<string, Set<CdpSession>>();

  /** Takes in a target that has come. */
  follow({ session, targetId, url }: BrowserTarget): void {
    let page = url;
    session.on('Page.frameNavigated', (frame) => {
      // The outermost frame of a target has its name.
      if (frame.frameId === targetId) page = frame.url;
    });
    session.on('Network.webSocketCreated', (created) => this.#open(session, created, page));
    session.on('Network.webSocketFrameSent', (sent) => this.#send(session, sent));
    session.on('Network.webSocketClosed', ({ networkId }) => this.#close(networkId));
    session.onGone(() => this.#forget(session));
  }

  #open(session: CdpSession, { networkId, url }: CdpEvent<'Network.webSocketCreated'>, page: string): void {
    if (networkId.length > LONGEST_NAME) return;
    const known = this.#tellers.get(networkId);
    if (known !== undefined) {
      known.add(session);
      return;
    }
    const [oldest] = this.#tellers.keys();
    if (this.#tellers.size >= MOST_KNOWN && oldest !== undefined) this.#close(oldest);
    this.#tellers.set(networkId, new Set([session]));
    this.events.emit({ kind: 'opened', socket: networkId, url, page });
  }

  #send(session: CdpSession, { networkId, isText, data }: CdpEvent<'Network.webSocketFrameSent'>): void {
    const [teller] = this.#tellers.get(networkId) ?? [session];
    if (teller !== session || networkId.length > LONGEST_NAME) return;
    this.events.emit({
      kind: 'sent',
      socket: networkId,
      bytes: isText ? Buffer.byteLength(data) : Buffer.byteLength(data, 'base64'),
      text: isText ? data : null,
    });
  }

  #close(socket: string): void {
    if (this.#tellers.delete(socket)) this.events.emit({ kind: 'closed', socket });
  }

  #forget(session: CdpSession): void {
    for (const [socket, tellers] of this.#tellers) {
      if (tellers.delete(session) && tellers.size === 0) this.#close(socket);
    }
  }
}

import { Emitter } from '../../base/emitter';
import type { CdpEvent } from '../cdp/cdp-events';
import type { CdpSession } from '../cdp/cdp-session';
import { destinationOf } from './destination-of';
import type { RequestOutcome } from './request-rule';

const MOST_REMEMBERED = 1000;
/**
 * Which document asked for what, and what became of it: the browser's own word for it, which the relay can't have. Costs a
 * few messages for every request, so it is on only where an operator is asked about hosts or changes.
 *
 * It listens beside the watch and is no rule of it: it decides nothing, so nothing has to wait for it, and a paused request
 * says less. That names a frame and not the document in it: what a page asks for while it is left, and what a worker asks
 * for, would be taken for another document's.
 */
export class RequestSources {
  /** A request was answered, or sent on, or has ended without an answer. */
  readonly outcomes = new Emitter<RequestOutcome>();
  readonly #documents = new Map<string, string>();

  /** Listens to a target from here on. Rejects when that kind of target has no network. */
  async follow(session: CdpSession): Promise<void> {
    session.on('Network.requestWillBeSent', (request) => this.#note(request));
    session.on('Network.responseReceived', (answered) => this.outcomes.emit(answered));
    session.on('Network.loadingFailed', ({ networkId }) => this.outcomes.emit({ networkId, status: null }));
    // No body is ever asked for, so none needs keeping.
    await session.send('Network.enable', { maxTotalBufferSize: 0, maxResourceBufferSize: 0 });
  }

  /** Address of the document that last asked for something of a host and port; null when none did. Untrusted text. */
  documentFor(host: string, port: number): string | null {
    return this.#documents.get(`${host}:${port}`) ?? null;
  }

  #note({ documentUrl, url, type, sentOn }: CdpEvent<'Network.requestWillBeSent'>): void {
    if (sentOn !== null) this.outcomes.emit(sentOn);
    // Of a document it is its own address, and not the page that led to it.
    if (type === 'Document') return;
    const key = destinationOf(url);
    if (key === null) return;
    if (this.#documents.size >= MOST_REMEMBERED) this.#documents.clear();
    this.#documents.set(key, documentUrl);
  }
}

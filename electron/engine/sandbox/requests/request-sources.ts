import type { CdpConnection, CdpEvent } from '../browser/cdp-connection';

const MOST_REMEMBERED = 1000;
const STANDARD_PORTS: Readonly<Record<string, number>> = {
  'http:': 80,
  'ws:': 80,
  'https:': 443,
  'wss:': 443,
};

type RequestWillBeSent = {
  readonly documentURL?: string;
  readonly type?: string;
  readonly request?: { readonly url?: string };
};

/**
 * Which document asked for what: the browser's own word for it, which the relay can't have. Costs a message for every
 * request, so it is on only where an operator is asked about hosts.
 */
export class RequestSources {
  readonly #documents = new Map<string, string>();

  constructor(private readonly cdp: CdpConnection) {
    cdp.event.on((event) => this.#onEvent(event));
  }

  async watch(sessionId: string): Promise<void> {
    // No body is ever asked for, so none needs keeping.
    await this.cdp.send('Network.enable', { maxTotalBufferSize: 0, maxResourceBufferSize: 0 }, sessionId);
  }

  /** Address of the document that last asked for something of a host and port; null when none did. Untrusted text. */
  documentFor(host: string, port: number): string | null {
    return this.#documents.get(`${host}:${port}`) ?? null;
  }

  #onEvent({ method, params }: CdpEvent): void {
    if (method !== 'Network.requestWillBeSent') return;
    const { documentURL, request, type } = params as RequestWillBeSent;
    // Of a document it is its own address, and not the page that led to it.
    if (type === 'Document') return;
    const key = destinationOf(request?.url);
    if (key === null || typeof documentURL !== 'string') return;
    if (this.#documents.size >= MOST_REMEMBERED) this.#documents.clear();
    this.#documents.set(key, documentURL);
  }
}

function destinationOf(url: string | undefined): string | null {
  try {
    const { protocol, hostname, port } = new URL(url ?? '');
    const number = port === '' ? STANDARD_PORTS[protocol] : Number(port);
    return number === undefined ? null : `${hostname.replace(/\.$/, '')}:${number}`;
  } catch {
    return null;
  }
}

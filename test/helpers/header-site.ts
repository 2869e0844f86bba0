import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { Emitter } from '../../electron/engine/base/emitter';
import { TestSite } from './test-site';

/** A request as a site has got it. */
export type Arrived = {
  readonly origin: string;
  readonly method: string;
  readonly path: string;
  /** Of the header that is looked for. */
  readonly token: string | undefined;
};

/** The longest head that it reads: a larger one is answered with 431. */
const SERVICE_WORKER = `
addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('fetch', (event) => {
  if (/command|answer|log/.test(event.request.url)) return;
  const seen = JSON.stringify([...event.request.headers]);
  event.respondWith(fetch('/seen', { method: 'POST', body: seen }).then(() => fetch(event.request)));
});`;

/** A site on several origins that writes down what requests carry, and sends them on where a test wants. */
export class HeaderSite {
  readonly site: TestSite;
  readonly arrived: Arrived[] = [];
  readonly #came = new Emitter<void>();

  constructor(pages: Readonly<Record<string, string>>) {
    this.site = new TestSite({
      ...pages,
      '/worker.js': "fetch('/from-worker').then(() => postMessage('done'));",
      '/shared.js':
        "onconnect = ({ ports: [port] }) => fetch('/from-shared').then(() => port.postMessage('done'));",
      '/service.js': SERVICE_WORKER,
    });
  }

  readonly handle = (request: IncomingMessage, response: ServerResponse): void => {
    const isEncrypted = (request.socket as TLSSocket).encrypted === true;
    const origin = `${isEncrypted ? 'https' : 'http'}://${request.headers.host}`;
    const url = new URL(request.url ?? '/', origin);
    const token = request.headers['x-token'];
    const { method = '' } = request;
    this.arrived.push({ origin, method, path: url.pathname, token: token?.toString() });
    this.#came.emit();
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-allow-headers', '*');
    const location = url.searchParams.get('to');
    if (method === 'OPTIONS') response.writeHead(204).end();
    else if (location === null) this.site.handle(request, response);
    else response.writeHead(Number(url.searchParams.get('status') ?? 302), { location }).end();
  };

  /** What has come for a path, or comes within 5 s. */
  async at(path: string): Promise<Arrived[]> {
    const find = () => this.arrived.filter((one) => one.path === path);
    if (find().length === 0) {
      await new Promise<void>((resolve) => {
        const done = () => {
          stop();
          clearTimeout(timer);
          resolve();
        };
        const timer = setTimeout(done, 5000);
        const stop = this.#came.on(() => find().length > 0 && done());
      });
    }
    return find();
  }
}

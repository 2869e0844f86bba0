import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';

/** Asks a plain HTTP server of this machine what was asked here, and hands on its answer as it comes. */
export function forwardRequest(incoming: IncomingMessage, outgoing: ServerResponse, baseUrl: string): void {
  const { host, hostname, port } = new URL(baseUrl);
  const { method, url, headers } = incoming;
  const onwards = httpRequest({ host: hostname, port, path: url, method, headers: { ...headers, host } });
  onwards.on('response', (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    outgoing.flushHeaders();
    answer.on('error', () => outgoing.destroy()).pipe(outgoing);
  });
  onwards.on('error', () => outgoing.destroy());
  outgoing.on('close', () => onwards.destroy());
  incoming.pipe(onwards);
}

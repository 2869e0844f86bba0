import { connectionOptions, headerValues, type RequestHead } from './request-head';

/** A request as it goes on to the server. */
export type PlainRequest = {
  readonly head: RequestHead;
  /** Path and query. */
  readonly path: string;
};

/** Headers that concern one hop only (RFC 9110, 7.6.1) or only the proxy. `expect` is answered here. */
const NOT_PASSED_ON = new Set([
  'connection',
  'expect',
  'host',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'upgrade',
  'http2-settings',
]);

/** Whether a header stays between two hops. */
export function isHopByHop(name: string): boolean {
  return NOT_PASSED_ON.has(name.toLowerCase()) || name.toLowerCase() === 'transfer-encoding';
}

/**
 * The head of a request written anew for the server: origin form, the canonical host, one connection for one request.
 * Nothing of the old head is copied but well-formed headers.
 */
export function writeRequestHead({ head, path }: PlainRequest, host: string): Buffer {
  const named = new Set(connectionOptions(head));
  const [upgrade] = headerValues(head, 'upgrade');
  const kept = head.headers.filter(([name]) => {
    const lower = name.toLowerCase();
    return !NOT_PASSED_ON.has(lower) && !named.has(lower);
  });
  const own: (readonly [string, string])[] = [
    ['Host', host],
    ...(upgrade === undefined
      ? [['Connection', 'close'] as const]
      : [['Connection', 'Upgrade'] as const, ['Upgrade', 'websocket'] as const]),
  ];
  const lines = [...own, ...kept].map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`${head.method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`, 'latin1');
}

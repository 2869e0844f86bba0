import type { Socket } from 'node:net';
import type { HeldBytes } from '../reading/held-bytes';
import { PROXY_SILENT, PROXY_UNREADABLE, type TunnelRequest } from './tunnel';

const MAX_ANSWER_BYTES = 8 * 1024;

type Answer = { readonly failure: string | null; readonly length: number };

/** Null while the answer is not whole. */
function readAnswer(bytes: Buffer): Answer | null {
  const end = bytes.indexOf('\r\n\r\n');
  const unreadable = { failure: PROXY_UNREADABLE, length: 0 };
  if (end < 0) return bytes.length > MAX_ANSWER_BYTES ? unreadable : null;
  const status = /^HTTP\/1\.[01] ([1-5][0-9]{2})(?: |\r)/.exec(bytes.toString('latin1', 0, end + 2))?.[1];
  if (status === undefined) return unreadable;
  const failure = status.startsWith('2') ? null : `the proxy refused the connection (${status})`;
  return { failure, length: end + 4 };
}

/**
 * Asks with CONNECT (RFC 9110, 9.3.6), with basic credentials where there are any. Answers null when the tunnel is
 * open, else why not. Never rejects.
 */
export async function askHttpProxy(
  socket: Socket,
  held: HeldBytes,
  { proxy, to, timeoutMs }: TunnelRequest,
): Promise<string | null> {
  const authority = `${to.host.includes(':') ? `[${to.host}]` : to.host}:${to.port}`;
  socket.write(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n${authorization(proxy)}\r\n`);
  const answer = await held.until(readAnswer, timeoutMs);
  if (typeof answer === 'string') return PROXY_SILENT;
  held.drop(answer.length);
  return answer.failure;
}

function authorization({ credentials }: TunnelRequest['proxy']): string {
  if (credentials === null) return '';
  const basic = Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64');
  return `Proxy-Authorization: Basic ${basic}\r\n`;
}

import { STATUS_CODES } from 'node:http';
import type { Refusal } from './judge-destination';
import { SOCKS_REPLY, socksReply } from './reading/socks';

/** What the agent reads, in plain words. */
function refusalText({ status, host, reason }: Refusal): string {
  switch (status) {
    case 400:
      return `Airlock: this is not a valid request: ${reason}.`;
    case 431:
      return 'Airlock: the request head is too long.';
    case 502:
      return `Airlock: ${host} could not be reached: ${reason}.`;
    case 503:
      return `Airlock: ${host} was not connected: ${reason}.`;
    case 403:
      return `Airlock: ${host} is not allowed by this session's policy. Do not retry or work around this.`;
  }
}

/** A whole HTTP/1.1 answer that also ends the connection. */
export function httpRefusal(refusal: Refusal): Buffer {
  const text = Buffer.from(refusalText(refusal));
  const head =
    `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status] ?? 'Refused'}\r\n` +
    'Content-Type: text/plain; charset=utf-8\r\nX-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\n' +
    `Content-Length: ${text.length}\r\nConnection: close\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), text]);
}

export function socksRefusal({ status }: Refusal): Buffer {
  if (status === 403) return socksReply(SOCKS_REPLY.notAllowed);
  return socksReply(status === 502 ? SOCKS_REPLY.unreachable : SOCKS_REPLY.failure);
}

import { isIP, type Socket } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { HeldBytes } from '../reading/held-bytes';
import type { ProxyCredentials } from './parse-proxy';
import { PROXY_SILENT, PROXY_UNREADABLE, type TunnelEnd, type TunnelRequest } from './tunnel';

const VERSION = 5;
const NO_AUTHENTICATION = 0;
const USER_AND_PASSWORD = 2;
const NONE_ACCEPTABLE = 0xff;
/** Version of the exchange of credentials (RFC 1929, 2). */
const CREDENTIALS_VERSION = 1;
const CONNECT = 1;
const ADDRESS_TYPES = { ipv4: 1, name: 3, ipv6: 4 } as const;

/** What a proxy says when it refuses (RFC 1928, 6), by its code. */
const REFUSALS: Readonly<Record<number, string>> = {
  1: 'it failed',
  2: 'its rules do not allow it',
  3: 'the network is not reached',
  4: 'the host is not reached',
  5: 'the host refused it',
  6: 'it took too long',
  7: 'it knows no CONNECT',
  8: 'it does not know this kind of address',
};

/** Reads the front of what came: a number, or what is wrong with it; null while more is needed. */
type Read = (bytes: Buffer) => number | string | null;

/**
 * Asks with CONNECT of SOCKS5 (RFC 1928), with a user name and password where there are any (RFC 1929). Answers null
 * when the tunnel is open, else why not. Nothing may come before it was asked for. Never rejects.
 */
export async function askSocksProxy(
  socket: Socket,
  held: HeldBytes,
  { proxy: { credentials }, to, timeoutMs }: TunnelRequest,
): Promise<string | null> {
  const exchange = async (bytes: Buffer, read: Read): Promise<number | string> => {
    socket.write(bytes);
    const answer = await held.until(read, timeoutMs);
    return answer === 'ended' || answer === 'late' ? PROXY_SILENT : answer;
  };
  const methods = credentials === null ? [NO_AUTHENTICATION] : [NO_AUTHENTICATION, USER_AND_PASSWORD];
  const method = await exchange(Buffer.from([VERSION, methods.length, ...methods]), readPair(VERSION));
  if (typeof method === 'string') return method;
  if (method === NONE_ACCEPTABLE) return refuseMethod(credentials);
  if (!methods.includes(method)) return 'the proxy asks for a way to sign in that was not offered';
  held.drop(2);
  if (method === USER_AND_PASSWORD && credentials !== null) {
    const status = await exchange(writeCredentials(credentials), readPair(CREDENTIALS_VERSION));
    if (typeof status === 'string') return status;
    if (status !== 0) return 'the proxy refused the user name or password';
    held.drop(2);
  }
  const reply = await exchange(writeRequest(to), readReply);
  if (typeof reply === 'string') return reply;
  held.drop(reply);
  return null;
}

function refuseMethod(credentials: ProxyCredentials | null): string {
  return credentials === null
    ? 'the proxy wants a user name and password, or another way to sign in'
    : 'the proxy takes neither a user name and password nor none';
}

/** Two bytes, of which the first is a version. What follows them unasked makes the answer unreadable. */
function readPair(version: number): Read {
  return (bytes) => {
    const [first, second] = bytes;
    if (first !== undefined && first !== version) return PROXY_UNREADABLE;
    if (second === undefined) return null;
    return bytes.length > 2 ? PROXY_UNREADABLE : second;
  };
}

/** The length of a reply that grants, or why there is none. A refusal is read from its first two bytes. */
function readReply(bytes: Buffer): number | string | null {
  const [version, code, , type, nameLength] = bytes;
  if (version !== undefined && version !== VERSION) return PROXY_UNREADABLE;
  if (code === undefined) return null;
  if (code !== 0) {
    const why = REFUSALS[code];
    return why === undefined ? PROXY_UNREADABLE : `the proxy refused the connection (${code}: ${why})`;
  }
  if (type === undefined) return null;
  const addressLength = lengthOfAddress(type, nameLength);
  if (typeof addressLength !== 'number') return addressLength;
  const length = 4 + addressLength + 2;
  return bytes.length < length ? null : length;
}

/** Bytes of the address in a reply, with the one that says how long a name is. */
function lengthOfAddress(type: number, nameLength: number | undefined): number | string | null {
  if (type === ADDRESS_TYPES.ipv4) return 4;
  if (type === ADDRESS_TYPES.ipv6) return 16;
  if (type !== ADDRESS_TYPES.name) return PROXY_UNREADABLE;
  return nameLength === undefined ? null : 1 + nameLength;
}

function writeCredentials({ user, password }: ProxyCredentials): Buffer {
  return Buffer.concat([Buffer.from([CREDENTIALS_VERSION]), counted(user), counted(password)]);
}

function writeRequest({ host, port }: TunnelEnd): Buffer {
  const front = Buffer.from([VERSION, CONNECT, 0]);
  const back = Buffer.alloc(2);
  back.writeUInt16BE(port);
  return Buffer.concat([front, writeAddress(host), back]);
}

function writeAddress(host: string): Buffer {
  if (isIP(host) === 0) return Buffer.concat([Buffer.from([ADDRESS_TYPES.name]), counted(host)]);
  const address = ipaddr.parse(host);
  return Buffer.from([ADDRESS_TYPES[address.kind()], ...address.toByteArray()]);
}

/** A text of at most 255 bytes behind its length. The parser of proxies and the rules of host names see to the limit. */
function counted(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([Buffer.from([bytes.length]), bytes]);
}

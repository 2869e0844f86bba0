import type { Change } from '../../../shared/domain/change';
import { isAtLeast } from '../../../shared/domain/risk';
import type { PageRequest } from '../changes/page-request';
import { readRequest } from '../changes/read-request';

/** Of a message so many bytes are read. */
const MOST_READ = 64 * 1024;
const LEAST = 'medium';
/** Parts of an address that say that messages go there, and nothing of what they do. */
const CARRIER = /\/(?:sockets?|socket\.io|web-?sockets?|wss?|cable|hub|live|realtime)(?=[/?#]|$)/gi;
/** SignalR puts it behind each message. */
const END_MARK = '\u001e';
const NO_HEADERS: PageRequest['headers'] = new Map();

/**
 * The change that a message over a WebSocket looks like: it is judged as the body of a POST to the socket's address. Null
 * where it looks like none from medium on of which something is known. Pure, never throws.
 */
export function messageDeed(socketUrl: string, text: string): Change | null {
  const message = unpacked(text.slice(0, MOST_READ));
  const body = Buffer.from(message).subarray(0, MOST_READ);
  const url = socketUrl.replace(/^ws/i, 'http').replace(CARRIER, '');
  const reading = readRequest({
    url,
    method: 'POST',
    type: 'Fetch',
    headers: NO_HEADERS,
    body,
    isStreamed: false,
  });
  if (reading.kind !== 'change') return null;
  const { change } = reading;
  return change.isKnown && isAtLeast(change.level, LEAST) ? change : null;
}

/**
 * What common libraries put around a message taken off: the numbers of Socket.IO, the end mark of SignalR, the event by which
 * a list begins. What is called is written as a call, which a reader of bodies knows.
 */
function unpacked(text: string): string {
  const [, list] = /^4?[25](?:\d+-)?(?:\/[^,]{0,100},)?\d*(\[.*)$/s.exec(text) ?? [];
  const json = list ?? (text.endsWith(END_MARK) ? text.slice(0, -1) : text);
  if (!/^\s*[[{]/.test(json)) return json;
  const value = parsed(json);
  if (Array.isArray(value)) return called(list === undefined ? value.find(isEvent) : value[0], value) ?? json;
  if (typeof value !== 'object' || value === null) return json;
  const { target, arguments: given, payload } = value as Readonly<Record<string, unknown>>;
  if (Array.isArray(given)) return called(target, given) ?? json;
  const isGraphql = typeof payload === 'object' && payload !== null && 'query' in payload;
  return isGraphql ? JSON.stringify(payload) : json;
}

/** As Phoenix and its likes name it, after numbers and the name of a room. */
const isEvent = (part: unknown): boolean =>
  typeof part === 'string' && /^[a-z][\w.-]{2,60}$/i.test(part) && /[a-z]{3}/i.test(part);

function called(name: unknown, params: readonly unknown[]): string | null {
  if (typeof name !== 'string' || name === '') return null;
  const rest = params.filter((one) => typeof one === 'object');
  return JSON.stringify({ jsonrpc: '2.0', method: name, params: rest.length === 1 ? rest[0] : rest });
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

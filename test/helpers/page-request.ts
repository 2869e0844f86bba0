import type { PageRequest, RequestReading } from '../../electron/engine/changes/page-request';
import { readRequest } from '../../electron/engine/changes/read-request';
import type { Change } from '../../shared/domain/change';

type Sent = {
  readonly method?: string;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly form?: string;
  readonly text?: string;
  readonly bytes?: Buffer;
  readonly isStreamed?: boolean;
};

/** A request to `app.example`, or to a whole address, with as much of it as is given. */
export function pageRequest(address: string, sent: Sent = {}): PageRequest {
  const { body, contentType } = bodyOf(sent);
  return {
    url: /^https?:/.test(address) ? address : `https://app.example${address}`,
    method: sent.method ?? (body === null && sent.isStreamed !== true ? 'GET' : 'POST'),
    type: sent.type ?? 'Fetch',
    headers: new Map([...contentType, ...Object.entries(sent.headers ?? {})]),
    body,
    isStreamed: sent.isStreamed ?? false,
  };
}

function bodyOf({ json, form, text, bytes }: Sent): {
  readonly body: Buffer | null;
  readonly contentType: readonly [string, string][];
} {
  if (json !== undefined) {
    return { body: Buffer.from(JSON.stringify(json)), contentType: [['content-type', 'application/json']] };
  }
  if (form !== undefined) {
    return { body: Buffer.from(form), contentType: [['content-type', 'application/x-www-form-urlencoded']] };
  }
  if (text !== undefined) return { body: Buffer.from(text), contentType: [['content-type', 'text/plain']] };
  return { body: bytes ?? null, contentType: [] };
}

export const readingOf = (address: string, sent: Sent = {}): RequestReading =>
  readRequest(pageRequest(address, sent));

/** `reading`, `traffic`, or of a change its category and level. */
export function verdictOn(address: string, sent: Sent = {}): string {
  const reading = readingOf(address, sent);
  return reading.kind === 'change' ? `${reading.change.category} ${reading.change.level}` : reading.kind;
}

/** The change that a request is; throws where it is none. */
export function changeOf(address: string, sent: Sent = {}): Change {
  const reading = readingOf(address, sent);
  if (reading.kind !== 'change') throw new Error(`it is ${reading.kind}: ${reading.why}`);
  return reading.change;
}

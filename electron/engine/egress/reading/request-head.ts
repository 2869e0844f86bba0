/** The head of an HTTP/1.1 request (RFC 9112, 2 to 6), read by a grammar that has one reading only. */
export type RequestHead = {
  readonly method: string;
  /** As written: printable ASCII. */
  readonly target: string;
  /** In order and as written; values as Latin-1, so that every byte is kept. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Bytes of the head, the empty line included. */
  readonly length: number;
};

export type HeadReading =
  | { readonly kind: 'more' }
  | { readonly kind: 'head'; readonly head: RequestHead }
  | { readonly kind: 'refused'; readonly status: 400 | 431; readonly reason: string; readonly raw: string };

export const MAX_HEAD_BYTES = 8 * 1024;
const MAX_HEADERS = 100;
const [CR, LF] = [0x0d, 0x0a];

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/;
const REQUEST_LINE = /^([!#$%&'*+.^_`|~0-9A-Za-z-]{1,32}) ([!-~]+) HTTP\/1\.1$/;
/** At most one space after the colon, none at the end, no tab: what every browser writes. */
const HEADER_LINE =
  /^([!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}): ?((?:[!-~\x80-\xff](?:[ -~\x80-\xff]*[!-~\x80-\xff])?)?)$/;

/** The headers of which a second one, or a list, would be a second reading. */
const SINGLE = ['host', 'content-length', 'transfer-encoding', 'upgrade', 'expect'];
/** What a `Connection` header may not name: taking these away would change what the request means. */
const ESSENTIAL = new Set(['host', 'content-length', 'transfer-encoding']);

/** The lines that are whole, without their CRLF, and where they end; a line feed alone is a fault. */
type Lines = { readonly lines: readonly string[]; readonly end: number; readonly isWhole: boolean };

function readLines(bytes: Buffer): Lines | null {
  const lines: string[] = [];
  let start = 0;
  for (;;) {
    const lf = bytes.indexOf(LF, start);
    if (lf < 0) return { lines, end: start, isWhole: false };
    if (lf === start || bytes[lf - 1] !== CR) return null;
    const line = bytes.toString('latin1', start, lf - 1);
    start = lf + 1;
    if (line === '') return { lines, end: start, isWhole: true };
    lines.push(line);
  }
}

/** All values of a header, whatever the case of its name. */
export function headerValues(head: Pick<RequestHead, 'headers'>, name: string): readonly string[] {
  return head.headers.filter(([written]) => written.toLowerCase() === name).map(([, value]) => value);
}

/** The names that the `Connection` headers list, in lower case. */
export function connectionOptions(head: Pick<RequestHead, 'headers'>): readonly string[] {
  return headerValues(head, 'connection')
    .flatMap((value) => value.split(','))
    .map((option) => option.trim().toLowerCase());
}

/** What makes the framing or the meaning of a head doubtful; null when nothing does. */
function findAmbiguity(head: RequestHead): string | null {
  const doubled = SINGLE.find((name) => headerValues(head, name).length > 1);
  if (doubled !== undefined) return `the request has two ${doubled} headers`;
  const [length] = headerValues(head, 'content-length');
  const [encoding] = headerValues(head, 'transfer-encoding');
  const [upgrade] = headerValues(head, 'upgrade');
  const [expect] = headerValues(head, 'expect');
  if (length !== undefined && encoding !== undefined) return 'the request has two lengths';
  if (length !== undefined && !/^(?:0|[1-9][0-9]{0,14})$/.test(length))
    return 'the length is not a plain number';
  if (encoding !== undefined && encoding.toLowerCase() !== 'chunked')
    return 'the transfer encoding is not chunked';
  if (head.method === 'CONNECT' && (length ?? encoding) !== undefined) return 'a CONNECT request has no body';
  if (upgrade !== undefined && (upgrade.toLowerCase() !== 'websocket' || head.method !== 'GET')) {
    return 'the request asks for another protocol';
  }
  if (expect !== undefined && expect.toLowerCase() !== '100-continue') return 'the expectation is unknown';
  const options = connectionOptions(head);
  if (options.some((option) => !TOKEN.test(option))) return 'the Connection header is not a list of names';
  if (options.some((option) => ESSENTIAL.has(option)))
    return 'the Connection header names an essential header';
  return null;
}

function parseLines(lines: readonly string[], length: number): RequestHead | string {
  const [requestLine = '', ...headerLines] = lines;
  const request = REQUEST_LINE.exec(requestLine);
  if (request === null) return 'the request line is not well formed';
  if (headerLines.length > MAX_HEADERS) return 'the request has too many headers';
  const headers: (readonly [string, string])[] = [];
  for (const line of headerLines) {
    const [, name, value] = HEADER_LINE.exec(line) ?? [];
    if (name === undefined || value === undefined) return 'a header is not well formed';
    headers.push([name, value]);
  }
  return { method: request[1] ?? '', target: request[2] ?? '', headers, length };
}

/** Reads the head at the start of `bytes`: everything that came so far. Never throws. */
export function readHead(bytes: Buffer): HeadReading {
  const raw = () => bytes.toString('latin1', 0, Math.min(bytes.length, 300)).split('\r\n', 1)[0] ?? '';
  const refuse = (reason: string, status: 400 | 431 = 400): HeadReading => {
    return { kind: 'refused', status, reason, raw: raw() };
  };
  const read = readLines(bytes);
  if (read === null) return refuse('a line does not end as it must');
  if (read.end > MAX_HEAD_BYTES || (!read.isWhole && bytes.length > MAX_HEAD_BYTES)) {
    return refuse('the request head is too long', 431);
  }
  if (read.isWhole || read.lines.length > 0) {
    // What is wrong already is refused already.
    const head = parseLines(read.lines, read.end);
    if (typeof head === 'string') return refuse(head);
    if (!read.isWhole) return { kind: 'more' };
    const ambiguity = findAmbiguity(head);
    return ambiguity === null ? { kind: 'head', head } : refuse(ambiguity);
  }
  return { kind: 'more' };
}

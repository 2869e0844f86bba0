import { type BodyReading, MOST_BYTES, type NamedCall, NO_BODY, type SentField } from './body-reading';
import { decodeText } from './decode-text';
import { type ProtocolPlace, protocolCalls } from './protocol-calls';
import { innerOfMixed, readCalls } from './read-calls';
import { readMultipart } from './read-multipart';
import { readPairs } from './read-pairs';
import { readPostback } from './read-postback';
import { readXml } from './read-xml';
import { scanJson } from './scan-json';

export type SentBody = {
  readonly bytes: Buffer | null;
  readonly isStreamed: boolean;
  readonly headers: ReadonlyMap<string, string>;
  /** Path and query. */
  readonly path: string;
};

/** What a body says, as far as its beginning tells; at most 64 kB are read. */
export function readBody({ bytes, isStreamed, headers, path }: SentBody): BodyReading {
  const told = Number(headers.get('content-length') ?? 0) || 0;
  if (bytes === null || bytes.length === 0) {
    if (!isStreamed && !(told > 0)) return NO_BODY;
    return { ...NO_BODY, format: 'stream', bytes: told > 0 ? told : null, isReadable: false };
  }
  const length = Math.max(bytes.length, told);
  const isCut = length > bytes.length || bytes.length > MOST_BYTES || isStreamed;
  const whole: BodyReading = { ...NO_BODY, bytes: isStreamed && !(told > 0) ? null : length, isCut };
  return { ...whole, ...contentOf(bytes, headers, { path, headers, isCut }) };
}

type Content = Partial<BodyReading> & Pick<BodyReading, 'format'>;
type Place = ProtocolPlace & { readonly isCut: boolean };

function contentOf(bytes: Buffer, headers: ReadonlyMap<string, string>, place: Place): Content {
  const type = headers.get('content-type') ?? '';
  const kind = (type.split(';')[0] ?? '').trim().toLowerCase();
  const packing = headers.get('content-encoding')?.trim().toLowerCase() ?? '';
  if (packing !== '' && packing !== 'identity') return { format: 'binary', isReadable: false };
  if (kind === 'multipart/form-data') return multipartContent(bytes, type, place);
  if (/^(?:image|video|audio|font)\//.test(kind) || FILES.test(kind)) {
    const file = { name: '', type: kind, bytes: place.isCut ? null : bytes.length };
    return { format: 'binary', isReadable: false, files: [file] };
  }
  const text = BINARY.test(kind) ? null : decodeText(bytes, type);
  if (text === null) return { format: 'binary', isReadable: false };
  if (kind === 'multipart/mixed') {
    return { format: 'odata-batch', inner: innerOfMixed(text), isReadable: !place.isCut };
  }
  return textContent(text, { kind, soapAction: headers.get('soapaction') ?? '', place });
}

const FILES =
  /^application\/(?:pdf|zip|x-zip-compressed|gzip|x-tar|msword|vnd\.(?:openxmlformats|ms-|oasis)[\w.-]*)$/;
const BINARY =
  /^application\/(?:grpc[\w+-]*|x-protobuf|protobuf|octet-stream|x-msgpack|msgpack|cbor|x-amf|wasm)$/;

function multipartContent(bytes: Buffer, type: string, { path, isCut }: Place): Content {
  const form = readMultipart(bytes, type);
  if (form === null) return { format: 'multipart', isReadable: false };
  const fields = withNested(form.fields);
  return {
    format: 'multipart',
    fields: fields.fields,
    files: form.files,
    isCut: isCut || !form.isWhole || !fields.isWhole,
    calls: readPostback(form.fields) ?? readCalls(operationsOf(fields.fields), isGraphqlPath(path)).calls,
    count: fields.count,
  };
}

/** In the multipart form of GraphQL the request stands in a field of its own. */
const operationsOf = (fields: readonly SentField[]): readonly SentField[] =>
  fields.map((field) =>
    field.name.startsWith('operations.') ? { ...field, name: field.name.slice('operations.'.length) } : field,
  );

type TextKind = { readonly kind: string; readonly soapAction: string; readonly place: Place };

function textContent(text: string, { kind, soapAction, place }: TextKind): Content {
  // What is no XML may be read as something else at the other end too.
  const isXml = (/[/+]xml$/.test(kind) || soapAction !== '') && /^\s*</.test(text.slice(0, 1000));
  if (isXml) {
    const xml = readXml(text, soapAction);
    return { format: xml.isSoap ? 'soap' : 'text', calls: xml.calls, fields: xml.fields };
  }
  if (kind === 'application/graphql') return graphqlContent(text);
  // Calls of DWR are written a line each.
  if (/^callCount=\d+\s*\n/.test(text)) return formContent(text.replaceAll(/\r?\n/g, '&'), place);
  if (kind === 'application/x-www-form-urlencoded' && !/^\s*[[{]/.test(text)) return formContent(text, place);
  if (/^\s*[[{"]/.test(text)) return jsonContent(text, place);
  const messages = /(?:socket|engine)\.io|transport=polling/i.test(place.path) ? pollMessages(text) : null;
  if (messages !== null) return { format: 'text', calls: messages };
  if (/^[\w.[\]%+-]{1,100}=/.test(text)) return formContent(text, place);
  return { format: 'text', fields: text.trim() === '' ? [] : [{ name: '', key: '', value: text }] };
}

function graphqlContent(text: string): Content {
  const { calls } = readCalls([{ name: 'query', key: 'query', value: text }], true);
  return { format: 'graphql', calls: calls.length > 0 ? calls : [{ name: '', kind: 'opaque' }] };
}

/** What the query of an address calls, as GraphQL and JSON-RPC may be asked by GET. */
export function callsOfQuery(query: readonly SentField[], path: string): readonly NamedCall[] {
  if (!query.some(({ key }) => CALLING.test(key))) return [];
  return readCalls(withNested(query).fields, isGraphqlPath(path)).calls;
}
const CALLING = /^(?:query|mutation|operationName|extensions|doc_?id|documentId|method|jsonrpc)$/i;

function formContent(text: string, place: Place): Content {
  const { path, isCut } = place;
  const pairs = readPairs(text);
  const { fields, isWhole, count } = withNested(pairs);
  const postback = readPostback(pairs);
  if (postback !== null) return { format: 'postback', fields, calls: postback, count };
  const known = protocolCalls(fields, place);
  if (known !== null) return { format: 'form', fields, calls: known, count, isCut: isCut || !isWhole };
  const { format, calls, inner } = readCalls(fields, isGraphqlPath(path));
  return { format: format ?? 'form', fields, calls, inner, count, isCut: isCut || !isWhole };
}

function jsonContent(text: string, place: Place): Content {
  const { path, isCut } = place;
  // Between the messages of SignalR stands a mark that is no JSON.
  const scan = scanJson(text.replaceAll(MARK, '\n'));
  const nested = withNested(scan.fields);
  const known = protocolCalls(nested.fields, place);
  const read = readCalls(nested.fields, isGraphqlPath(path));
  const messages = known === null && read.format === null ? hubCalls(scan.fields) : [];
  return {
    format: known === null ? (read.format ?? 'json') : 'json',
    fields: nested.fields,
    calls: [...(known ?? read.calls), ...messages],
    inner: read.inner,
    count: Math.max(longestList(scan.lists), nested.count),
    isCut: isCut || !scan.isWhole || !nested.isWhole,
  };
}

const isGraphqlPath = (path: string): boolean => /(?:graphql|\/gql)\b/i.test(path);

const MOST_NESTED = 20;
const INDEX = /\[\d+\]/;

/** A form may hold JSON in a field, and JSON another one in a text. Lists by names are counted on the way. */
function withNested(fields: readonly SentField[]): {
  readonly fields: readonly SentField[];
  readonly isWhole: boolean;
  readonly count: number;
} {
  const all = [...fields];
  const repeated = new Map<string, number>();
  let isWhole = true;
  let count = 0;
  let scanned = 0;
  for (let at = 0; at < all.length; at += 1) {
    const { name, value } = all[at] ?? { name: '', value: '' };
    if (!INDEX.test(name)) {
      const list = name.endsWith('[]') ? name.slice(0, -2) : name;
      repeated.set(list, (repeated.get(list) ?? 0) + 1);
    }
    const first = value.charCodeAt(0);
    if ((first !== 123 && first !== 91) || value.length < 3) continue;
    if (scanned >= MOST_NESTED) {
      isWhole = false;
      continue;
    }
    scanned += 1;
    const inner = scanJson(value);
    count = Math.max(count, longestList(inner.lists));
    if (inner.fields.length + all.length > 2 * 600) isWhole = false;
    else all.push(...inner.fields.map((field) => ({ ...field, name: joined(name, field.name) })));
  }
  return {
    fields: all,
    isWhole,
    count: Math.max(count, ...[...repeated.values()].filter((times) => times > 1), 0),
  };
}

const joined = (outer: string, inner: string): string =>
  (inner === '' || inner.startsWith('[') ? outer + inner : `${outer}.${inner}`).slice(0, 200);

/** Lists of what something is done to, as their names tell; coordinates and the like are none. */
function longestList(lists: ReadonlyMap<string, number>): number {
  let longest = 0;
  for (const [name, length] of lists) {
    if (
      /(?:^$|ids?|items|keys|entries|records|messages|users|emails|recipients|members|invit\w*|people|rows|list|selected|\w+s)$/i.test(
        name,
      )
    ) {
      longest = Math.max(longest, length);
    }
  }
  return longest;
}

const MARK = '\u001e';

/** What long polling of Socket.IO carries: `42["name",…]` is an event, other digits are its upkeep. Null: it is none. */
function pollMessages(text: string): readonly NamedCall[] | null {
  const messages = text.split(MARK, 100);
  const calls = messages.map(pollMessage);
  const known = calls.filter((call): call is NamedCall => call !== null);
  return known.length < messages.length ? null : known;
}

function pollMessage(message: string): NamedCall | null {
  const packet = message.replace(/^\d{1,6}:/, '');
  if (!/^[0-6]/.test(packet)) return null;
  if (!/^4[25]/.test(packet)) return { name: '', kind: 'idle' };
  const name = /^4[25](?:\d{0,6}-)?(?:\/[^,[]{1,100},)?\d{0,6}\[\s?"((?:[^"\\]|\\.){1,100})"/.exec(
    packet,
  )?.[1];
  return name === undefined ? { name: '', kind: 'opaque' } : { name, kind: 'told' };
}

/** Calls of a SignalR hub: type 1 invokes, 6 is a ping. */
function hubCalls(fields: readonly SentField[]): readonly NamedCall[] {
  const targets = fields.filter(
    ({ key, name }) => (key === 'target' || key === 'M') && /^(?:\[\d+\]\.)?\w+$/.test(name),
  );
  if (targets.length === 0 && fields.length > 1) return [];
  const isHub = fields.some(({ name }) => /(?:^|\.)(?:arguments|A)(?:\[|$)/.test(name));
  if (isHub) return targets.map(({ value }): NamedCall => ({ name: value.slice(0, 100), kind: 'told' }));
  return fields.length === 1 && fields[0]?.name === 'type' && fields[0].value === '6'
    ? [{ name: '', kind: 'idle' }]
    : [];
}

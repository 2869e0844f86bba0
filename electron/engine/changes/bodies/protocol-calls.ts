import type { NamedCall, SentField } from './body-reading';

/** What a protocol calls that is told by a header, by the path or by the shape of what is sent. */
export type ProtocolPlace = { readonly headers: ReadonlyMap<string, string>; readonly path: string };

const MOST_NAME = 100;
const told = (name: string): NamedCall => ({ name: name.slice(0, MOST_NAME), kind: 'told' });

/** Null: it is of none of these. */
export function protocolCalls(
  fields: readonly SentField[],
  { headers, path }: ProtocolPlace,
): readonly NamedCall[] | null {
  const target = headers.get('x-amz-target');
  if (target !== undefined) return [awsCall(target, fields)];
  if (/\/livewire(?:-\w+)?\/(?:update|message)/i.test(path)) return livewireCalls(fields);
  if (/\/dwr\//i.test(path)) return valuesOf(fields, /^c\d+-methodName$/).map(told);
  const mail = fields.filter(({ name }) => /^methodCalls\[\d+\]\[0\]$/.test(name));
  if (mail.length > 0) return mail.map((call) => mailCall(call, fields));
  const actions = fields.filter(({ key, value }) => key === 'descriptor' && value.includes('ACTION$'));
  return actions.length > 0 ? actions.map((action) => auraCall(action, fields)) : null;
}

const valuesOf = (fields: readonly SentField[], pattern: RegExp): readonly string[] =>
  fields.flatMap(({ name, value }) => (pattern.test(name) ? [value] : []));

/** `DynamoDB_20120810.Query`; who starts a sign-in with the token of an old one renews that. */
function awsCall(target: string, fields: readonly SentField[]): NamedCall {
  const name = target.split('.').at(-1) ?? '';
  if (/^(?:(?:Batch|Transact)Get|Scan$)/.test(name)) return { name, kind: 'query' };
  if (!/Auth$/.test(name)) return told(name);
  const flow = fields.find(({ key }) => key === 'AuthFlow')?.value ?? '';
  return /^REFRESH_TOKEN/.test(flow) ? { name, kind: 'idle' } : told('login');
}

/** Methods of the framework itself, by which one looks. */
const LOOKING = /^(?:\$refresh|(?:goto|next|previous|set|reset)Page|sort(?:By|Table)?|loadMore|applySort)$/;

/** What is only typed into fields, without a call, is sent while one types. */
function livewireCalls(fields: readonly SentField[]): readonly NamedCall[] {
  const methods = valuesOf(fields, /^(?:components\[\d+\]\.calls\[\d+\]|updates\[\d+\]\.payload)\.method$/);
  if (methods.length === 0)
    return [fields.length === 0 ? { name: '', kind: 'opaque' } : { name: 'refresh', kind: 'idle' }];
  return methods.map((name): NamedCall => (LOOKING.test(name) ? { name, kind: 'query' } : told(name)));
}

/** JMAP (RFC 8620): one method sets, and what it is given says whether that makes, alters or deletes. */
function mailCall({ name: place, value }: SentField, fields: readonly SentField[]): NamedCall {
  const [thing = '', method = ''] = value.split('/');
  if (/^(?:get|query|changes|queryChanges|parse|lookup)$/.test(method)) return { name: value, kind: 'query' };
  if (method !== 'set') return told(`${method} ${thing}`);
  const sent = `${place.slice(0, -'[0]'.length)}[1].`;
  const given = fields.flatMap(({ name }) => (name.startsWith(sent) ? [name.slice(sent.length)] : []));
  if (given.some((name) => /^destroy\b/.test(name))) return told(`destroy ${thing}`);
  if (thing === 'EmailSubmission') return told('send email');
  const altered = given.filter((name) => /^(?:update|create)\b/.test(name));
  const isMarkOnly =
    altered.length > 0 &&
    altered.every((name) => /^update\.[^.]+\.keywords(?:\/\$?\w+|\.\$?\w+|$)/.test(name));
  return told(isMarkOnly ? 'mark seen' : `update ${thing}`);
}

/** Controllers of Aura are named by a descriptor; one that carries out others has the method among its parameters. */
function auraCall({ name, value }: SentField, fields: readonly SentField[]): NamedCall {
  const method = value.slice(value.lastIndexOf('ACTION$') + 'ACTION$'.length);
  if (method !== 'execute') return told(method);
  const own = `${name.slice(0, -'descriptor'.length)}params.method`;
  const inner = fields.find((field) => field.name === own)?.value ?? '';
  return inner === '' ? { name: '', kind: 'opaque' } : told(inner);
}

import { type Address, readAddress } from './address';
import { type BodyReading, NO_BODY, type SentField } from './bodies/body-reading';
import { callsOfQuery, readBody } from './bodies/read-body';
import { type FieldSense, fieldSense } from './field-words';
import type { PageRequest } from './page-request';

/** A field with what its name means. */
export type KnownField = SentField & { readonly sense: FieldSense; readonly isOfQuery: boolean };

/** A request taken apart. */
export type Facts = {
  /** What the server is asked to do, in capitals: the method that overrides the request's own, where one does. */
  readonly method: string;
  readonly type: string;
  readonly url: string;
  readonly address: Address;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: BodyReading;
  /** Of the query and of the body. */
  readonly fields: readonly KnownField[];
};

/** These ask, whatever stands in their body (RFC 9110, RFC 4918, RFC 5323 and the draft of QUERY). */
const SAFE: ReadonlySet<string> = new Set([
  'GET',
  'HEAD',
  'OPTIONS',
  'TRACE',
  'PROPFIND',
  'REPORT',
  'SEARCH',
  'QUERY',
]);
export const isSafe = (method: string): boolean => SAFE.has(method);

const OVERRIDES = ['x-http-method-override', 'x-http-method', 'x-method-override'];

/** Throws where the address is none. */
export function factsOf(request: PageRequest): Facts {
  const { url, headers, type } = request;
  const address = readAddress(url);
  const own = request.method.trim().toUpperCase();
  const path = address.rawPath + (url.includes('transport=polling') ? '?transport=polling' : '');
  // A body is read with any method: what overrides it may stand there.
  const hasBody = request.body !== null || request.isStreamed || headers.has('content-length');
  const body = hasBody
    ? readBody({ bytes: request.body, isStreamed: request.isStreamed, headers, path })
    : { ...NO_BODY, calls: callsOfQuery(address.query, path) };
  const known = (field: SentField, isOfQuery: boolean): KnownField => ({
    name: field.name,
    key: field.key,
    value: field.value,
    isOfQuery,
    sense: fieldSense(field.key),
  });
  const fields = [
    ...address.query.map((field) => known(field, true)),
    ...body.fields.map((field) => known(field, false)),
  ];
  return { method: effectiveMethod(own, headers, fields), type, url, address, headers, body, fields };
}

const METHOD = /^[A-Za-z]{3,20}$/;

/** An override counts only where it makes of a request more than it is: a server may not know it. */
function effectiveMethod(
  own: string,
  headers: ReadonlyMap<string, string>,
  fields: readonly SentField[],
): string {
  const told = [
    ...OVERRIDES.map((name) => headers.get(name) ?? ''),
    ...fields
      .filter(({ name }) => /^(?:_method|x-http-method-override|httpmethod)$/i.test(name))
      .map(({ value }) => value),
  ];
  const better = told
    .map((method) => method.trim().toUpperCase())
    .filter((method) => METHOD.test(method) && !SAFE.has(method));
  return better.find((method) => method === 'DELETE') ?? better[0] ?? own;
}

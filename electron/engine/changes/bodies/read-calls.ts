import type { InnerRequest, NamedCall, SentField } from './body-reading';
import { readGraphql } from './graphql-document';

/** What fields of JSON or of a form name to be called, by the protocol that they are of. */
export type CallReading = {
  readonly format: 'graphql' | 'json-rpc' | 'odata-batch' | null;
  readonly calls: readonly NamedCall[];
  readonly inner: readonly InnerRequest[];
};

const HTTP_METHOD = /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|MERGE)$/i;
/** Calls that are looked at; of more than these nothing is known. */
export const MOST_CALLS = 100;

/** Keys that name calls; most bodies have none of them. */
const CALL_KEYS: ReadonlySet<string> = new Set(
  `query mutation operationname sha256hash docid doc_id documentid document_id queryid query_id id hash operation method jsonrpc
  fb_api_req_friendly_name url relative_url uri path name action`.split(/\s+/),
);

export function readCalls(all: readonly SentField[], isGraphqlPath: boolean): CallReading {
  const hasParams = all.some(({ name }) => PARAMS.test(name));
  const fields = all.filter(({ key }) => CALL_KEYS.has(key.toLowerCase()));
  const graphql = graphqlCalls(fields, isGraphqlPath);
  if (graphql.length > 0) return { format: 'graphql', calls: graphql, inner: [] };
  const inner = innerRequests(fields);
  if (inner.length > 0) return { format: 'odata-batch', calls: [], inner };
  const rpc = rpcCalls(fields, all, hasParams);
  return rpc.length > 0
    ? { format: 'json-rpc', calls: rpc, inner: [] }
    : { format: null, calls: [], inner: [] };
}

/** The entries of a batch, or the one: `[0].query` and `query` are of `[0]` and of nothing. */
const ownerOf = (name: string): string =>
  /^(?:\[\d+\]|(?:queries|requests|batch|operations)(?:\[\d+\]|\.\w+))?(?=\.|$)/.exec(name)?.[0] ?? '';
const withoutOwner = (name: string): string => name.slice(ownerOf(name).length).replace(/^\./, '');

function graphqlCalls(fields: readonly SentField[], isGraphqlPath: boolean): readonly NamedCall[] {
  if (!isGraphqlPath && !fields.some(({ key }) => SURELY_GRAPHQL.test(key))) return [];
  const byOwner = new Map<string, SentField[]>();
  for (const field of fields) {
    const name = withoutOwner(field.name);
    if (!GRAPHQL_NAMES.test(name)) continue;
    const owner = ownerOf(field.name);
    const list = byOwner.get(owner);
    if (list === undefined) byOwner.set(owner, [{ ...field, name }]);
    else list.push({ ...field, name });
  }
  return withRest([...byOwner.values()].flatMap((own) => operationCalls(own, isGraphqlPath)));
}

const UNREAD: NamedCall = { name: '', kind: 'opaque' };

/** Calls beyond the limit are there, and not known. */
const withRest = (calls: readonly NamedCall[]): readonly NamedCall[] =>
  calls.length > MOST_CALLS ? [...calls.slice(0, MOST_CALLS), UNREAD] : calls;

const SURELY_GRAPHQL =
  /^(?:query|mutation|operationName|sha256Hash|doc_?id|documentId|document_id|queryId|query_id|fb_api_req_friendly_name)$/i;
const GRAPHQL_NAMES =
  /^(?:query|mutation|operationName|extensions\.persistedQuery\.sha256Hash|doc_?id|documentId|document_id|queryId|query_id|id|hash|fb_api_req_friendly_name|operation)$/i;
const PERSISTED =
  /^(?:extensions\.persistedQuery\.sha256Hash|doc_?id|documentId|document_id|queryId|query_id|id|hash)$/i;
const OPERATION_NAME = /^(?:operationName|fb_api_req_friendly_name|operation)$/i;

function operationCalls(own: readonly SentField[], isGraphqlPath: boolean): readonly NamedCall[] {
  const wanted = own.filter(({ name }) => OPERATION_NAME.test(name)).map(({ value }) => value);
  const documents = own.filter(({ name }) => /^(?:query|mutation)$/i.test(name));
  const operations = documents.flatMap(({ value }) => readGraphql(value) ?? []);
  if (operations.length > 0) {
    const named = operations.filter(({ name }) => name !== null && wanted.includes(name));
    return (named.length > 0 ? named : operations).map(
      (one): NamedCall => ({
        name: one.fields.length > 0 ? one.fields.join(' , ') : (one.name ?? ''),
        kind: one.kind === 'mutation' ? 'mutation' : 'query',
      }),
    );
  }
  const isPersisted = own.some(({ name, value }) => PERSISTED.test(name) && value.length > 4);
  const isUnread = documents.some(({ value }) => /^\s*(?:mutation|subscription|query|\{|#)/.test(value));
  if (!isGraphqlPath && !isUnread && !own.some(({ name }) => /persistedQuery|fb_api_req|doc_?id/i.test(name)))
    return [];
  if (!isPersisted && !isUnread && documents.length === 0 && wanted.length === 0) return [];
  const names = wanted.filter((name) => name !== '' && name !== 'null');
  if (names.length === 0) return [{ name: '', kind: 'opaque' }];
  return names.map((name): NamedCall => persistedCall(name));
}

/** Compilers put the kind of an operation behind its name. */
function persistedCall(name: string): NamedCall {
  const bare = name.replace(/(?:Query|Mutation|Subscription)$/, '');
  if (/(?:Query|Subscription)$/.test(name)) return { name: bare, kind: 'query' };
  return { name: bare, kind: /Mutation$/.test(name) ? 'mutation' : 'told' };
}

/** JSON-RPC 2.0 and its likes; what Odoo and others call the method is one of its parameters. */
const PARAMS = /^(?:\[\d+\]\.)?(?:jsonrpc$|params(?:$|[.[]))/;

/** What one asks of a block chain (Ethereum's execution API). */
const OF_CHAIN =
  /^(?:eth|net|web3|zks|bor|txpool|trace)_(?:get[A-Z]|call|estimateGas|gasPrice|blobBaseFee|blockNumber|chainId|feeHistory|maxPriority|syncing|accounts|version|listening|peerCount|clientVersion|createAccessList|protocolVersion)/;

/** Objects of OpenWrt's bus are called by their place: session, object, method. */
function placedCalls(all: readonly SentField[]): readonly NamedCall[] {
  return all.flatMap((field): NamedCall[] => {
    const place = /^((?:\[\d+\]\.)?params)\[1\]$/.exec(field.name)?.[1];
    if (place === undefined) return [];
    const method = all.find(({ name }) => name === `${place}[2]`)?.value ?? '';
    if (method === '') return [UNREAD];
    return [
      { name: `${method} ${field.value}`.slice(0, 100), kind: ASKED_OF_BUS.test(method) ? 'query' : 'told' },
    ];
  });
}
const ASKED_OF_BUS =
  /^(?:info|dump|status|board|list|get|state|stat|read|access|leases|devices|assoclist|scan|freqlist|txpowerlist|countrylist|configs|changes)$/;

function rpcCalls(
  fields: readonly SentField[],
  all: readonly SentField[],
  hasParams: boolean,
): readonly NamedCall[] {
  if (!hasParams) return [];
  const methods = fields.filter(
    ({ name, value }) => /^(?:\[\d+\]\.)?method$/.test(name) && !HTTP_METHOD.test(value),
  );
  const inner = fields.filter(({ name }) => /^(?:\[\d+\]\.)?params\.(?:method|action|name)$/.test(name));
  const isWrapper = methods.every(({ value }) =>
    /^(?:call|execute|execute_kw|tools\/call|invoke)$/.test(value),
  );
  if (isWrapper && inner.length === 0 && methods.length > 0) return withRest(placedCalls(all));
  const chosen = isWrapper ? inner : methods;
  return withRest(
    chosen.map(
      ({ value }): NamedCall => ({
        name: value.slice(0, 100),
        kind: OF_CHAIN.test(value) ? 'query' : 'told',
      }),
    ),
  );
}

/** Requests packed into one, as OData, Microsoft Graph and Facebook write them in JSON. */
function innerRequests(fields: readonly SentField[]): readonly InnerRequest[] {
  const byPlace = new Map<string, { method: string; url: string }>();
  for (const { name, key, value } of fields) {
    if (!/^(?:method|url|relative_url|uri|path)$/i.test(key) || !/\[\d+\](?:\.request)?\.\w+$/.test(name))
      continue;
    const place = name.slice(0, name.length - key.length);
    const one = byPlace.get(place) ?? { method: '', url: '' };
    byPlace.set(
      place,
      /^method$/i.test(key) ? { method: value, url: one.url } : { method: one.method, url: value },
    );
  }
  return [...byPlace.values()]
    .filter(({ method, url }) => HTTP_METHOD.test(method) && url !== '')
    .slice(0, MOST_CALLS + 1);
}

const IN_BATCH = /^(GET|HEAD|POST|PUT|PATCH|DELETE|MERGE)[ \t]+(\S{1,2000})/gm;

/** Requests packed into one body of `multipart/mixed` (OData 4.01, 11.7.7). */
export function innerOfMixed(text: string): readonly InnerRequest[] {
  const found: InnerRequest[] = [];
  for (const [, method = '', url = ''] of text.matchAll(IN_BATCH)) {
    if (found.length <= MOST_CALLS) found.push({ method, url });
  }
  return found;
}

import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type Betas, readBetas } from './api/betas';
import type { Admission, MessagesApi, Purpose, Refused } from './api/messages-api';
import { listModels, type ModelInfo, retrieveModel } from './api/model-list';
import type { Refusal } from './api/refusal';
import { MAX_REQUEST_BYTES } from './api/request-limits';

/** Those that the SDK has sent so far: up to version 0, and since. */
const API_VERSIONS: readonly unknown[] = ['2023-06-01', '2026-10-21'];

const PURPOSES: ReadonlyMap<string, Purpose> = new Map([
  ['/v1/messages', 'answer'],
  ['/v1/messages/count_tokens', 'count'],
]);

/** A request that deserves an answer of the model; what is known without it; or a refusal. */
export type Admitted =
  | { readonly kind: 'asked'; readonly admission: Admission }
  | { readonly kind: 'known'; readonly body: unknown }
  | Refused;

export type Door = {
  readonly api: MessagesApi;
  readonly models: readonly ModelInfo[];
  readonly apiKey: string;
  /** The one name, with its port, under which anything is answered. */
  readonly host: string;
};

function refuse(status: number, message: string): Refused {
  return { kind: 'refused', refusal: { status, message } };
}

/** SDK 1.12 sends a key as a bearer token, earlier ones and plain clients as `x-api-key`; the API takes both. */
function hasKey({ headers }: IncomingMessage, apiKey: string): boolean {
  const bearer = headers.authorization?.replace(/^Bearer /, '');
  const given = Buffer.from(String(headers['x-api-key'] ?? bearer ?? ''));
  return given.length === apiKey.length && timingSafeEqual(given, Buffer.from(apiKey));
}

/** Reads a request and lets it in, or says why not. Rejects when the connection breaks. */
export async function admitRequest(request: IncomingMessage, door: Door): Promise<Admitted> {
  if (request.headers.host !== door.host)
    return refuse(403, 'This server answers under its own address only');
  if (!hasKey(request, door.apiKey)) return refuse(401, 'invalid x-api-key');
  const betas = readBetas(request.headers['anthropic-beta']);
  const url = new URL(request.url ?? '/', `http://${door.host}`);
  const known = answerModels(url, betas, door.models);
  const purpose = PURPOSES.get(url.pathname);
  if (known === null && purpose === undefined) return refuse(404, 'Not found');
  if (request.method !== (known === null ? 'POST' : 'GET')) return refuse(405, 'Method not allowed');
  if (purpose === undefined) return asKnown(known ?? {});
  const body = await readBody(request);
  if (body === null) return refuse(413, 'Request exceeds the maximum size');
  const parsed = parseJson(body);
  if (parsed === null) return refuse(400, 'The request body is not valid JSON');
  if (!API_VERSIONS.includes(request.headers['anthropic-version']))
    return refuse(400, `anthropic-version: header is required, one of ${API_VERSIONS.join(', ')}`);
  const admission = door.api.admit(parsed.json, purpose, betas);
  if (admission.kind === 'refused') return admission;
  if (purpose === 'answer') return { kind: 'asked', admission };
  return asKnown({ input_tokens: admission.inputTokens, context_management: null });
}

/** What the Models API says at an address; null where that is none of its own. */
function answerModels(
  { pathname, searchParams }: URL,
  betas: Betas,
  models: readonly ModelInfo[],
): object | null {
  const found = /^\/v1\/models(?:\/([^/]+))?$/.exec(pathname);
  if (found === null) return null;
  const id = found[1];
  return id === undefined ? listModels(models, searchParams, betas) : retrieveModel(models, id, betas);
}

function asKnown(answer: object): Admitted {
  return 'status' in answer
    ? { kind: 'refused', refusal: answer as Refusal }
    : { kind: 'known', body: answer };
}

/** The body of a request, null when it is over the limit. Rejects when the connection breaks. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_REQUEST_BYTES) chunks.push(chunk);
  }
  return size > MAX_REQUEST_BYTES ? null : Buffer.concat(chunks).toString('utf8');
}

/** Half of a character is no text: the API refuses it, and a body holds one only where it is spelled out. */
const SPELLED_SURROGATE = /\\u[dD][89a-fA-F]/;

function parseJson(body: string): { readonly json: unknown } | null {
  try {
    const json: unknown = JSON.parse(body);
    return SPELLED_SURROGATE.test(body) && hasHalfCharacter(json) ? null : { json };
  } catch {
    return null;
  }
}

function hasHalfCharacter(value: unknown): boolean {
  if (typeof value === 'string') return /\p{Surrogate}/u.test(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, inner]) => hasHalfCharacter(key) || hasHalfCharacter(inner));
}

import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PRACTICE_SCENARIOS, type PracticeScenario } from '../../../shared/domain/session';
import { type Clock, systemClock } from '../base/clock';
import { readBetas } from './api/betas';
import { type Admission, MessagesApi, type Purpose, type Refused } from './api/messages-api';
import { LISTED_MODELS, listModels, type ModelInfo, retrieveModel } from './api/model-list';
import type { Refusal } from './api/refusal';
import { MAX_REQUEST_BYTES } from './api/request-limits';
import type { AssistantTurn } from './assistant-turn';
import type { MessagesRequest } from './messages-request';
import { headOf, type PlayOptions, playTurn, type Summariser } from './play-turn';
import { copiedPortal } from './scenarios/copied-portal';
import { downloadAll } from './scenarios/download-all';
import { injectedPage } from './scenarios/injected-page';
import { passkeyPortal } from './scenarios/passkey-portal';
import { supplierPayment } from './scenarios/supplier-payment';
import { supplierPortal } from './scenarios/supplier-portal';
import { suspectedOrders } from './scenarios/suspected-orders';
import { unclearTask } from './scenarios/unclear-task';
import { nextTurn, type Scenario, toAssistantTurn } from './scripted-agent';
import { sendError, sendJson, streamReply } from './send-reply';
import { toEvents, toMessage } from './turn-events';

const DEFAULT_WORD_DELAY_MS = 15;
const DEFAULT_CONTEXT_TOKENS = 1_000_000;

const PURPOSES: ReadonlyMap<string, Purpose> = new Map([
  ['/v1/messages', 'answer'],
  ['/v1/messages/count_tokens', 'count'],
]);

const SCENARIOS: Readonly<Record<PracticeScenario, () => Scenario>> = {
  'download-all': downloadAll,
  'supplier-payment': supplierPayment,
  'supplier-portal': supplierPortal,
  'copied-portal': copiedPortal,
  'passkey-portal': passkeyPortal,
  'injected-page': injectedPage,
  'unclear-task': unclearTask,
  'suspected-orders': suspectedOrders,
};

/** Decides what the model answers to a well-formed request. */
export type Script = PlayOptions['script'];

export type PracticeModelOptions = {
  /** Pause before each word or piece of JSON of a stream, in milliseconds. */
  readonly wordDelayMs?: number;
  /** Gets one line for each request: the model, or why it was refused. Never any content. */
  readonly log?: (line: string) => void;
  /** Plays these turns in place of the scenarios; any model id is accepted then. It is not asked for summaries. */
  readonly script?: Script;
  /** What a conversation is summarised as, or the turn that is played instead: an error, an answer without a summary. */
  readonly summary?: Summariser;
  /** What `GET /v1/models` lists, in this order. */
  readonly models?: readonly ModelInfo[];
  /** What the prompt cache goes by. */
  readonly clock?: Pick<Clock, 'monotonicMs'>;
  /** Tokens of a conversation and its answer together. */
  readonly contextTokens?: number;
  /** Servers with the same key take what one of them has signed; all have the same unless given, as after a restart. */
  readonly signingKey?: string;
};

export type PracticeModel = {
  readonly baseUrl: string;
  readonly apiKey: string;
  /** Ends every connection, also those in the middle of a stream. */
  close(): Promise<void>;
};

/** The model id under which a scenario is played. */
export function practiceModelId(scenario: PracticeScenario): string {
  return `practice-${scenario}`;
}

/** A request that deserves an answer of the model, or only to be counted; what is known without it; or a refusal. */
type Admitted =
  | { readonly kind: 'asked'; readonly admission: Admission }
  | { readonly kind: 'known'; readonly body: unknown }
  | Refused;

function refuse(status: number, message: string): Admitted {
  return { kind: 'refused', refusal: { status, message } };
}

function makeId(prefix: string): string {
  return `${prefix}_practice_${randomBytes(9).toString('hex')}`;
}

function isPracticeModel(model: string): boolean {
  return PRACTICE_SCENARIOS.some((scenario) => practiceModelId(scenario) === model);
}

function playScenario(request: MessagesRequest): AssistantTurn {
  const name = PRACTICE_SCENARIOS.find((scenario) => practiceModelId(scenario) === request.model);
  if (name === undefined) return { kind: 'error', status: 404, message: `model: ${request.model}` };
  return toAssistantTurn(nextTurn(SCENARIOS[name], request.messages), () => makeId('toolu'));
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

function known(answer: object): Admitted {
  return 'status' in answer
    ? { kind: 'refused', refusal: answer as Refusal }
    : { kind: 'known', body: answer };
}

function parseJson(body: string): { readonly json: unknown } | null {
  try {
    return { json: JSON.parse(body) };
  } catch {
    return null;
  }
}

/**
 * A Messages API server on a loopback port that plays the scripted agent, or the turns of a test. It speaks as much of
 * the API as the console uses and is as strict about requests. Only the holder of `apiKey` is answered, and only under
 * the host name that `baseUrl` has, so that no web page can reach it by rebinding a name.
 */
export async function createPracticeModel(options: PracticeModelOptions = {}): Promise<PracticeModel> {
  const { wordDelayMs = DEFAULT_WORD_DELAY_MS, log = () => {}, script = playScenario } = options;
  const { models = LISTED_MODELS, contextTokens = DEFAULT_CONTEXT_TOKENS, summary } = options;
  const { clock = systemClock, signingKey = 'airlock practice' } = options;
  const isKnownModel = options.script === undefined ? isPracticeModel : () => true;
  const api = new MessagesApi({ clock, contextTokens, signingKey, isKnownModel });
  const apiKey = `practice-${randomBytes(24).toString('hex')}`;
  let host = '';

  /** SDK 1.12 sends a key as a bearer token, earlier ones and plain clients as `x-api-key`; the API takes both. */
  function hasKey({ headers }: IncomingMessage): boolean {
    const bearer = headers.authorization?.replace(/^Bearer /, '');
    const given = Buffer.from(String(headers['x-api-key'] ?? bearer ?? ''));
    return given.length === apiKey.length && timingSafeEqual(given, Buffer.from(apiKey));
  }

  async function admit(request: IncomingMessage): Promise<Admitted> {
    if (request.headers.host !== host) return refuse(403, 'This server answers under its own address only');
    if (!hasKey(request)) return refuse(401, 'invalid x-api-key');
    const betas = readBetas(request.headers['anthropic-beta']);
    const { pathname, searchParams } = new URL(request.url ?? '/', `http://${host}`);
    const [, modelId] = /^\/v1\/models\/([^/]+)$/.exec(pathname) ?? [];
    if (pathname === '/v1/models' || modelId !== undefined) {
      if (request.method !== 'GET') return refuse(405, 'Method not allowed');
      if (modelId === undefined) return known(listModels(models, searchParams, betas));
      return known(retrieveModel(models, decodeURIComponent(modelId), betas));
    }
    const purpose = PURPOSES.get(pathname);
    if (purpose === undefined) return refuse(404, 'Not found');
    if (request.method !== 'POST') return refuse(405, 'Method not allowed');
    const body = await readBody(request);
    if (body === null) return refuse(413, 'Request exceeds the maximum size');
    const parsed = parseJson(body);
    if (parsed === null) return refuse(400, 'The request body is not valid JSON');
    const admitted = api.admit(parsed.json, purpose, betas);
    if (admitted.kind === 'refused') return admitted;
    if (purpose === 'answer') return { kind: 'asked', admission: admitted };
    return known({ input_tokens: admitted.inputTokens, context_management: null });
  }

  async function play(response: ServerResponse, admission: Admission, requestId: string): Promise<void> {
    const turn = await playTurn(admission, { api, script, summary, contextTokens });
    if (turn.kind === 'silence') return;
    if (turn.kind === 'reset') {
      response.destroy();
      return;
    }
    if (turn.kind === 'error') {
      sendError(response, turn, requestId);
      return;
    }
    const head = headOf(admission, turn, { api, id: makeId('msg') });
    if (admission.request.stream !== true) {
      sendJson(response, toMessage(turn, head), requestId);
      return;
    }
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    const events = toEvents(turn, head);
    await streamReply(response, turn, { events, requestId, wordDelayMs, signal: gone.signal });
  }

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const requestId = makeId('req');
    const admitted = await admit(incoming);
    if (admitted.kind === 'asked') {
      const { request } = admitted.admission;
      log(`asked ${request.model} with ${request.messages.length} messages`);
      await play(response, admitted.admission, requestId);
      return;
    }
    if (admitted.kind === 'known') {
      sendJson(response, admitted.body, requestId);
      return;
    }
    log(`refused with ${admitted.refusal.status}`);
    sendError(response, { ...admitted.refusal, kind: 'error' }, requestId);
  }

  const server = createServer((request, response) => {
    // A client that goes away in the middle is normal here: Stop does it.
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    baseUrl: `http://${host}`,
    apiKey,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PRACTICE_SCENARIOS, type PracticeScenario } from '../../../shared/domain/session';
import { type Clock, systemClock } from '../base/clock';
import { admitRequest } from './admit-request';
import { type Admission, MessagesApi } from './api/messages-api';
import { LISTED_MODELS, type ModelInfo } from './api/model-list';
import type { AssistantTurn } from './assistant-turn';
import type { MessagesRequest } from './messages-request';
import { isPlanFirst, planFirst } from './plan-first';
import { headOf, type PlayOptions, playTurn, type Summariser } from './play-turn';
import { copiedPortal } from './scenarios/copied-portal';
import { downloadAll } from './scenarios/download-all';
import { injectedPage } from './scenarios/injected-page';
import { mislabelledButton } from './scenarios/mislabelled-button';
import { passkeyPortal } from './scenarios/passkey-portal';
import { supplierPayment } from './scenarios/supplier-payment';
import { supplierPortal } from './scenarios/supplier-portal';
import { suspectedOrders } from './scenarios/suspected-orders';
import { unclearTask } from './scenarios/unclear-task';
import { nextTurn, type Scenario, toAssistantTurn } from './scripted-agent';
import { sendError, sendJson, streamReply } from './send-reply';
import { summarise, taskOf } from './taken-turns';
import { toEvents, toMessage } from './turn-events';

const DEFAULT_WORD_DELAY_MS = 15;
const DEFAULT_CONTEXT_TOKENS = 1_000_000;

const SCENARIOS: Readonly<Record<PracticeScenario, () => Scenario>> = {
  'download-all': downloadAll,
  'supplier-payment': supplierPayment,
  'supplier-portal': supplierPortal,
  'copied-portal': copiedPortal,
  'passkey-portal': passkeyPortal,
  'injected-page': injectedPage,
  'mislabelled-button': mislabelledButton,
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
  /** Plays these turns in place of the scenarios; any model id is accepted then. */
  readonly script?: Script;
  /**
   * What a conversation is summarised as, or the turn that is played instead: an error, an answer without a summary.
   * Unless given a script plays these turns, too.
   */
  readonly summary?: Summariser;
  /** What a request gets that only fills the cache, an error for example; nothing unless given. */
  readonly warming?: PlayOptions['warming'];
  /** What `GET /v1/models` lists, in this order. */
  readonly models?: readonly ModelInfo[];
  /** What the prompt cache goes by. */
  readonly clock?: Pick<Clock, 'monotonicMs'>;
  /** Tokens of a conversation and its answer together; unless given a request has a million, and an answer no end. */
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

function makeId(prefix: string): string {
  return `${prefix}_practice_${randomBytes(9).toString('hex')}`;
}

function isPracticeModel(model: string): boolean {
  return PRACTICE_SCENARIOS.some((scenario) => practiceModelId(scenario) === model);
}

function playScenario(request: MessagesRequest): AssistantTurn {
  const name = PRACTICE_SCENARIOS.find((scenario) => practiceModelId(scenario) === request.model);
  if (name === undefined) return { kind: 'error', status: 404, message: `model: ${request.model}` };
  const scenario = isPlanFirst(request)
    ? planFirst(SCENARIOS[name], taskOf(request.messages))
    : SCENARIOS[name];
  return toAssistantTurn(nextTurn(scenario, request.messages), () => makeId('toolu'));
}

function summaryOf({ messages }: MessagesRequest): string {
  return summarise(messages).text;
}

/**
 * A Messages API server on a loopback port that plays the scripted agent, or the turns of a test. It speaks as much of
 * the API as the console uses and is as strict about requests. Only the holder of `apiKey` is answered, and only under
 * the host name that `baseUrl` has, so that no web page can reach it by rebinding a name.
 */
export async function createPracticeModel(options: PracticeModelOptions = {}): Promise<PracticeModel> {
  const { wordDelayMs = DEFAULT_WORD_DELAY_MS, log = () => {}, script = playScenario } = options;
  const { models = LISTED_MODELS, contextTokens = DEFAULT_CONTEXT_TOKENS } = options;
  const summary = options.summary ?? options.script ?? summaryOf;
  const { clock = systemClock, signingKey = 'airlock practice' } = options;
  const isKnownModel = options.script === undefined ? isPracticeModel : () => true;
  const api = new MessagesApi({ clock, contextTokens, signingKey, isKnownModel });
  const apiKey = `practice-${randomBytes(24).toString('hex')}`;
  let host = '';

  async function play(response: ServerResponse, admission: Admission, requestId: string): Promise<void> {
    const turn = await playTurn(admission, {
      api,
      script,
      summary,
      warming: options.warming,
      contextTokens: options.contextTokens ?? null,
    });
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
    const admitted = await admitRequest(incoming, { api, models, apiKey, host });
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

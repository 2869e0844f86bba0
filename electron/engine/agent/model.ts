import Anthropic, { type ClientOptions } from '@anthropic-ai/sdk';
import type {
  BetaContentBlock,
  BetaMessageParam,
  BetaTextBlockParam,
  BetaToolUnion,
} from '@anthropic-ai/sdk/resources/beta';
import type { TokenUsage } from '../../../shared/domain/session';
import type { Clock } from '../base/clock';
import { IdleWatch } from '../base/idle-watch';
import type { Fetch } from '../egress/reaching/proxied-fetch';
import { heardFetch } from './heard-fetch';
import { InputCheck } from './input-check';
import { ModelFailure } from './model-failure';
import { toFailure } from './read-failure';
import { clearSdkEnvironment } from './sdk-environment';

/** Silence on an open stream after which the answer is given up. Pings are none. */
const STALL_LIMIT_MS = 60_000;
/** Thinking counts too, and newer models always think. */
const MAX_OUTPUT_TOKENS = 16_384;

export type ModelRequest = {
  readonly system: readonly BetaTextBlockParam[];
  readonly tools: readonly BetaToolUnion[];
  readonly messages: readonly BetaMessageParam[];
};

/** A whole answer. Only whole answers leave this file. */
export type ModelTurn = {
  readonly id: string;
  readonly content: readonly BetaContentBlock[];
  /** Calls of it whose input did not arrive whole: what stands in them is a piece. */
  readonly cutOff: ReadonlySet<BetaContentBlock>;
  readonly stopReason: string;
  /** What a refusal is about, by the API's own name; null for any other stop, and where it does not say. */
  readonly refusedFor: string | null;
  readonly usage: TokenUsage;
};

/** The model behind an agent. `ask` tries once; it rejects with `ModelFailure`, or `cancelled` from the signal. */
export interface Model {
  readonly name: string;
  /** Where it is asked. */
  readonly address: string;
  ask(request: ModelRequest, onText: (textSoFar: string) => void, signal: AbortSignal): Promise<ModelTurn>;
}

export type ModelOptions = {
  readonly clock: Clock;
  readonly apiKey: string;
  readonly model: string;
  /** An http or https URL. */
  readonly address: string;
  /** How the service is reached. Never the SDK's own, which knows of no proxy. */
  readonly fetch: Fetch;
  readonly stallLimitMs?: number;
};

const nothing = (): void => undefined;

/**
 * All that the SDK would otherwise read from the environment, or decide by itself. What it has to say quotes the answer,
 * so that nobody listens.
 */
const SETTLED = {
  authToken: null,
  webhookKey: null,
  maxRetries: 0,
  logLevel: 'off',
  logger: { error: nothing, warn: nothing, info: nothing, debug: nothing },
  openTelemetry: { traces: false, propagation: false },
} as const satisfies ClientOptions;

/** The Messages API through the official SDK, streaming, without its own retries: ours are shown and can be stopped. */
export function createModel(options: ModelOptions): Model {
  clearSdkEnvironment(process.env);
  const { model, address } = options;
  return {
    name: model,
    address,
    ask: (request, onText, signal) => streamTurn(options, request, onText, signal),
  };
}

async function streamTurn(
  options: ModelOptions,
  request: ModelRequest,
  onText: (textSoFar: string) => void,
  signal: AbortSignal,
): Promise<ModelTurn> {
  const { clock, apiKey, address, fetch, stallLimitMs = STALL_LIMIT_MS } = options;
  const call = new AbortController();
  const stop = () => call.abort();
  const stall = new IdleWatch(clock, stallLimitMs);
  const ends = [signal, stall.signal];
  for (const end of ends) end.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  const heard = heardFetch(fetch, () => stall.touch());
  const client = new Anthropic({ ...SETTLED, apiKey, baseURL: address, fetch: heard });
  const inputs = new InputCheck();
  let hasBegun = false;
  try {
    const stream = client.beta.messages.stream(
      {
        model: options.model,
        max_tokens: MAX_OUTPUT_TOKENS,
        // What newer models say between calls comes as thinking, which is empty unless it is asked for.
        thinking: { type: 'adaptive', display: 'summarized' },
        system: [...request.system],
        tools: [...request.tools],
        messages: [...request.messages],
      },
      { signal: call.signal },
    );
    stream.on('streamEvent', (event) => {
      hasBegun = true;
      inputs.note(event);
    });
    stream.on('text', (_delta, snapshot) => onText(snapshot));
    const message = await stream.finalMessage();
    if (message.stop_reason === null) {
      throw new ModelFailure('transient', 'the answer broke off', { isPartial: true });
    }
    const { usage } = message;
    return {
      id: message.id,
      content: message.content,
      cutOff: new Set(message.content.filter((_block, index) => !inputs.isWhole(index))),
      stopReason: message.stop_reason,
      refusedFor: message.stop_details?.category ?? null,
      usage: {
        input: usage.input_tokens,
        output: usage.output_tokens,
        cacheRead: usage.cache_read_input_tokens ?? 0,
        cacheWrite: usage.cache_creation_input_tokens ?? 0,
      },
    };
  } catch (error) {
    const hasStalled = stall.signal.aborted && !signal.aborted;
    throw toFailure(error, { isPartial: hasBegun, hasStalled, wallMs: clock.wallMs() });
  } finally {
    stall.end();
    for (const end of ends) end.removeEventListener('abort', stop);
  }
}

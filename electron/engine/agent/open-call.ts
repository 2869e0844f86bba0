import type Anthropic from '@anthropic-ai/sdk';
import type { TokenUsage } from '../../../shared/domain/token-usage';
import { IdleWatch } from '../base/idle-watch';
import { diagnosticsOf } from '../history/request-params';
import { createClient } from '../models/sdk-client';
import { heardFetch } from './heard-fetch';
import type { ModelEars, ModelOptions } from './model';
import { ModelFailure } from './model-failure';
import { betasOf, headOf, type ModelRequest, type RequestHead } from './model-request';
import { toFailure } from './read-failure';
import { sentFetch } from './sent-fetch';

/** Silence after which an answer is given up. Pings are none. */
const STALL_LIMIT_MS = 60_000;

export type Listening = {
  readonly ears: ModelEars;
  readonly signal: AbortSignal;
  /** Of an answer that is read whole, and not as it comes. */
  readonly mostBytes?: number;
};

/** One call to the service: what it is asked, through whom, and what ends it. End it when it is over. */
export class OpenCall {
  readonly client: Anthropic;
  readonly #head: RequestHead;
  readonly #call = new AbortController();
  readonly #stall: IdleWatch;
  readonly #stop = () => this.#call.abort();
  #heardBytes = 0;
  /** What keeps a request from being sent is no failure of the model, which the SDK would make of it. */
  #fault: { readonly error: unknown } | null = null;

  constructor(
    private readonly options: ModelOptions,
    private readonly request: ModelRequest,
    private readonly listening: Listening,
  ) {
    const { clock, apiKey, address, fetch, stallLimitMs = STALL_LIMIT_MS } = options;
    this.#head = headOf(options, request);
    this.#stall = new IdleWatch(clock, stallLimitMs);
    for (const end of this.#ends) end.addEventListener('abort', this.#stop, { once: true });
    if (listening.signal.aborted) this.#stop();
    const keep = (error: unknown): never => {
      this.#fault = { error };
      throw error;
    };
    const head = JSON.stringify(this.#head);
    const sent = sentFetch({
      fetch: heardFetch(fetch, (bytes) => this.#hear(bytes)),
      slots: request.slots,
      meter: request.meter,
      readFrame: (frame) => request.readFrame(frame).catch(keep),
      onSend: (size) => listening.ears.onSend({ ...size, head }).catch(keep),
    });
    this.client = createClient({ apiKey, address, fetch: sent });
  }

  /** As the SDK takes it. How the answer comes is said beside it. */
  get params() {
    const betas = betasOf(this.options, this.request);
    return {
      ...this.#head,
      messages: [...this.request.messages],
      ...diagnosticsOf(this.request.previous),
      ...(betas.length > 0 && { betas: [...betas] }),
    };
  }

  get signal(): AbortSignal {
    return this.#call.signal;
  }

  #hear(bytes: number): void {
    const { mostBytes = Number.POSITIVE_INFINITY } = this.listening;
    this.#stall.touch();
    this.#heardBytes += bytes;
    if (this.#heardBytes > mostBytes)
      this.giveUp(new ModelFailure('too-long', 'the answer was too long and was thrown away'));
  }

  /** Ends it, with what it is then to reject with. */
  giveUp(error: unknown): void {
    this.#fault ??= { error };
    this.#stop();
  }

  /** What to reject with, by what the SDK threw and what had come of an answer. */
  failureOf(
    error: unknown,
    heard: { readonly isPartial: boolean; readonly usage: TokenUsage | null },
  ): unknown {
    if (this.#fault !== null) return this.#fault.error;
    const hasStalled = this.#stall.signal.aborted && !this.listening.signal.aborted;
    return toFailure(error, { ...heard, hasStalled, wallMs: this.options.clock.wallMs() });
  }

  end(): void {
    this.#stall.end();
    for (const end of this.#ends) end.removeEventListener('abort', this.#stop);
  }

  get #ends(): readonly AbortSignal[] {
    return [this.listening.signal, this.#stall.signal];
  }
}

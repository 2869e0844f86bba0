import { APIError } from '@anthropic-ai/sdk';
import type { ModelList, OfferedModel } from '../../../shared/domain/model-list';
import type { ModelRow } from '../../../shared/domain/model-row';
import type { Clock } from '../base/clock';
import { Emitter } from '../base/emitter';
import { withoutFailing } from '../base/may-fail';
import { connectionFaultOf } from '../egress/reaching/connection-fault';
import type { Fetch } from '../egress/reaching/proxied-fetch';
import { proxyFaultOf } from '../egress/reaching/proxy-fault';
import { listModels } from './list-models';
import { modelRow } from './model-table';
import { offerTold, tableModels } from './offer-models';

/** How long the API has to list its models, in milliseconds. */
const LIMIT_MS = 10_000;

export type ModelCatalogueDeps = {
  readonly clock: Clock;
  readonly fetch: Fetch;
  /** Hands the operator's key to `use`; throws where there is none. */
  readonly useKey: <T>(use: (key: string) => T) => T;
  readonly hasKey: () => boolean;
  /** Where Claude is asked. Throws where it can't be told. */
  readonly address: () => string;
  readonly limitMs?: number;
};

/** Which models a run can be given to: what the API lists for the operator's key, or the table while it has said nothing. */
export class ModelCatalogue {
  readonly changed = new Emitter<ModelList>();
  #told: readonly OfferedModel[] | null = null;
  #problem: string | null = null;
  #asking: AbortController | null = null;
  #wasAsked = false;

  constructor(private readonly deps: ModelCatalogueDeps) {}

  get list(): ModelList {
    const models = this.#told ?? tableModels(this.deps.clock.wallMs());
    const source = this.#told === null ? 'table' : 'api';
    return { models, source, problem: this.#problem, isAsking: this.#asking !== null };
  }

  /** The list as it is; the API is asked for it the first time, and tells by `changed`. */
  open(): ModelList {
    if (!this.#wasAsked) void this.refresh();
    return this.list;
  }

  /** What is known of a model, by the API where it has said something. */
  row(id: string): ModelRow {
    return this.#told?.find(({ row }) => row.id === id)?.row ?? modelRow(id);
  }

  /** Another key or another address: what the one before was told is not for it. */
  forget(): void {
    this.#told = null;
    void this.refresh();
  }

  /** Asks the API anew, which ends an earlier asking. Where it says nothing, what it said before stays. Never rejects. */
  async refresh(): Promise<ModelList> {
    this.#wasAsked = true;
    this.#asking?.abort();
    this.#asking = null;
    this.#problem = null;
    if (this.deps.hasKey()) await this.#ask();
    else this.#told = null;
    this.#announce();
    return this.list;
  }

  dispose(): void {
    this.#asking?.abort();
    this.#asking = null;
  }

  async #ask(): Promise<void> {
    const { clock, fetch, useKey, address, limitMs = LIMIT_MS } = this.deps;
    const asking = new AbortController();
    const over = new AbortController();
    this.#asking = asking;
    this.#announce();
    const limit = clock.sleep(limitMs, over.signal).then(() => asking.abort());
    try {
      const told = await useKey((apiKey) => listModels({ apiKey, address: address(), fetch }, asking.signal));
      if (this.#asking !== asking) return;
      const offered = offerTold(told);
      if (offered.length > 0) this.#told = offered;
      else this.#problem = 'the service there lists no model that works a computer';
    } catch (error) {
      if (this.#asking !== asking) return;
      this.#problem = asking.signal.aborted ? 'it did not answer in time' : problemOf(error);
    } finally {
      over.abort();
      void withoutFailing(limit, undefined, 'the time was not needed');
      if (this.#asking === asking) this.#asking = null;
    }
  }

  #announce(): void {
    this.changed.emit(this.list);
  }
}

/** In fixed phrases: what the service writes is not to be trusted. */
function problemOf(error: unknown): string {
  const proxy = proxyFaultOf(error);
  if (proxy !== null) return proxy.message;
  const connection = connectionFaultOf(error);
  if (connection !== null) return connection.reason;
  const status = error instanceof APIError ? error.status : undefined;
  if (status === 401 || status === 403) return `it refused the API key (${status})`;
  if (status === 404) return 'the service there has no list of models (404)';
  if (status !== undefined) return `it answered ${status}`;
  return 'what it answered could not be read';
}

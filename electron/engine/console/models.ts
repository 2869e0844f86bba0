import type { ModelRow } from '../../../shared/domain/model-row';
import type { SessionSettings } from '../../../shared/domain/session';
import { createModel } from '../agent/create-model';
import type { Model } from '../agent/model';
import type { Clock } from '../base/clock';
import { withoutFailing } from '../base/may-fail';
import { createFetch, type Fetch } from '../egress/reaching/proxied-fetch';
import { NO_PROXIES } from '../egress/reaching/upstream-proxy';
import { checkWishes } from '../models/request-options';
import { type PracticeModel, practiceModelId } from '../practice/messages-server';
import type { ApiKeyStore } from '../vault/api-key-store';

export type ModelsDeps = {
  readonly clock: Clock;
  readonly keys: ApiKeyStore;
  /** Starts what plays the model of practice scenarios; once, when the first one is run. */
  readonly startPractice: () => Promise<PracticeModel>;
  /** How Claude is reached: by the proxies that the operator's environment asks for. */
  readonly fetch: Fetch;
  /** What is known of a model. */
  readonly row: (model: string) => ModelRow;
  /** Where Claude is asked. Throws `bad-input` when it can't be told. */
  readonly address: () => string;
};

/** The models that sessions talk to: Claude by the operator's key, or the one that plays practice scenarios. */
export class Models {
  #practice: Promise<PracticeModel> | null = null;

  constructor(private readonly deps: ModelsDeps) {}

  /**
   * The model for a session; rejects with `bad-input` where it does not take what the session wishes for. What it answers is called at each turn: the operator may have saved another key while the
   * session was paused. It throws `model-auth` when there is none. The address stays the one that was in force here.
   */
  async for({ model, wishes }: SessionSettings): Promise<() => Model> {
    const { clock, keys, fetch } = this.deps;
    if (model.kind === 'claude') {
      const begun = this.deps.row(model.model);
      checkWishes(begun, wishes);
      const address = this.deps.address();
      // How it is asked stays as it was; how much it takes may have been told since.
      const row = () => ({ ...begun, maxInputTokens: this.deps.row(model.model).maxInputTokens });
      return () =>
        keys.useKey((apiKey) =>
          createModel({ clock, apiKey, model: model.model, row: row(), wishes, fetch, address }),
        );
    }
    this.#practice ??= this.deps.startPractice();
    const { baseUrl: address, apiKey } = await this.#practice;
    const practice = createModel({
      clock,
      apiKey,
      address,
      fetch: createFetch(NO_PROXIES),
      model: practiceModelId(model.scenario),
    });
    return () => practice;
  }

  async dispose(): Promise<void> {
    if (this.#practice === null) return;
    const practice = await withoutFailing(this.#practice, null, 'one that never started needs no end');
    await practice?.close();
  }
}

import type { BetaContentBlock } from '@anthropic-ai/sdk/resources/beta';
import type { ModelRow } from '../../../shared/domain/model-row';
import type { ModelWishes } from '../../../shared/domain/model-wishes';
import type { TokenUsage } from '../../../shared/domain/token-usage';
import type { Clock } from '../base/clock';
import type { Fetch } from '../egress/reaching/proxied-fetch';
import type { BodySize } from '../history/body-meter';
import type { ModelRequest } from './model-request';
import type { PrefixReport } from './prefix-alarm';

/** A whole answer. Only whole answers leave `stream-turn.ts`. */
export type ModelTurn = {
  readonly id: string;
  /** The service's own number of the request; null where it gave none. */
  readonly requestId: string | null;
  readonly content: readonly BetaContentBlock[];
  /** Calls of it whose input did not arrive whole: what stands in them is a piece. */
  readonly cutOff: ReadonlySet<BetaContentBlock>;
  readonly stopReason: string;
  /** What a refusal is about, by the API's own name; null for any other stop, and where it does not say. */
  readonly refusedFor: string | null;
  readonly usage: TokenUsage;
  /** How its request went on from the one before. */
  readonly prefix: PrefixReport;
};

/** What is told while the model is asked. */
export type ModelEars = {
  /** A request is about to be sent, all of it but its messages being `head`. What rejects here keeps it from being sent. */
  readonly onSend: (sent: BodySize & { readonly head: string }) => Promise<void>;
  /** The words of the answer so far. */
  readonly onText: (textSoFar: string) => void;
  /** What it thinks so far, as far as it is shown. */
  readonly onThinking: (thinkingSoFar: string) => void;
};

/**
 * The model behind an agent. `ask` tries once; it rejects with `ModelFailure`, with `cancelled` from the signal, or with
 * what `onSend` or the record's pictures rejected with.
 */
export interface Model {
  readonly name: string;
  /** What it takes and how much of it. */
  readonly row: ModelRow;
  /** Where it is asked. */
  readonly address: string;
  ask(request: ModelRequest, ears: ModelEars, signal: AbortSignal): Promise<ModelTurn>;
}

export type ModelOptions = {
  readonly clock: Clock;
  readonly apiKey: string;
  readonly model: string;
  /** What is known of it; what the table says unless given. */
  readonly row?: ModelRow;
  /** How it is asked in this run; its own way unless given. */
  readonly wishes?: ModelWishes;
  /** An http or https URL. */
  readonly address: string;
  /** How the service is reached. Never the SDK's own, which knows of no proxy. */
  readonly fetch: Fetch;
  readonly stallLimitMs?: number;
};

import type { ContentBlock } from './messages-request';

/** What may go wrong with a stream: the connection breaks or is closed in order, half an event arrives, nothing more comes, an error event. */
export type StreamFault = {
  /** Events that are sent whole before it happens. */
  readonly afterEvents: number;
  readonly kind: 'cut' | 'close' | 'half-event' | 'stall' | 'error-event';
  /** For `error-event`: the type in the event, `overloaded_error` unless given. */
  readonly errorType?: string;
};

/**
 * What the model answers to one request. A script plays any of these, broken ones included, so tests can put an agent
 * loop through everything the real API and the network may do to it.
 */
export type AssistantTurn =
  | {
      readonly kind: 'reply';
      /** Sent as they are; a `tool_use` may carry `raw_input`, the JSON text to stream in place of its input. */
      readonly content: readonly ContentBlock[];
      /** `tool_use` when the content holds one and `end_turn` otherwise, unless given. */
      readonly stopReason?: string;
      readonly stopDetails?: Readonly<Record<string, unknown>>;
      /** In place of what the request is counted at. */
      readonly usage?: Readonly<Record<string, unknown>>;
      /** What is said beside the answer, in place of what the server finds: `diagnostics`, `input_transformations`. */
      readonly beside?: Readonly<Record<string, unknown>>;
      readonly fault?: StreamFault;
      /** Before the answer: so many pings, so far apart, while the model thinks. */
      readonly pings?: { readonly count: number; readonly everyMs: number };
    }
  | {
      readonly kind: 'error';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** The API's own type for the status unless given. */
      readonly errorType?: string;
      readonly message?: string;
      /** What a program can read of it, `error_code` first (Messages API, `error.details`). */
      readonly details?: Readonly<Record<string, unknown>>;
      /** Sent in place of the API's error shape. */
      readonly rawBody?: string;
    }
  /** The request is taken and never answered. */
  | { readonly kind: 'silence' }
  /** The connection is reset before any answer. */
  | { readonly kind: 'reset' };

import { AirlockError } from '../../shared/airlock-error';
import { assertDefined } from '../../shared/assert';
import type { CallInput, CallOutput, EventPayload } from '../../shared/ipc/contract';
import type { CallName, EventName } from '../../shared/ipc/names';
import type { Reply } from '../../shared/ipc/reply';

/** What the preload puts on `window.airlock`. */
export type Bridge = {
  readonly call: (name: CallName, input: unknown) => Promise<Reply<unknown>>;
  readonly on: (event: EventName, listener: (payload: unknown) => void) => () => void;
};

export type CallArguments<N extends CallName> =
  CallInput<N> extends undefined
    ? []
    : undefined extends CallInput<N>
      ? [input?: CallInput<N>]
      : [input: CallInput<N>];

/** The engine as the renderer sees it: a call resolves to its value or rejects with an AirlockError. */
export type AirlockClient = {
  readonly call: <N extends CallName>(name: N, ...input: CallArguments<N>) => Promise<CallOutput<N>>;
  readonly on: <N extends EventName>(event: N, listener: (payload: EventPayload<N>) => void) => () => void;
};

/** Unwraps the bridge's replies. Shapes are the contract's: the main process has parsed what it sends. */
export function createAirlockClient(bridge: Bridge): AirlockClient {
  return {
    call: async (name, ...input) => {
      const reply = await bridge.call(name, input[0]);
      if (!reply.ok) throw new AirlockError(reply.error.code, reply.error.message);
      return reply.value as CallOutput<typeof name>;
    },
    on: (event, listener) => bridge.on(event, listener as (payload: unknown) => void),
  };
}

let provided: AirlockClient | null = null;

/** Called once, before the first render; tests provide a fake one. */
export function provideClient(client: AirlockClient): void {
  provided = client;
}

/** The client that the stores' actions call. */
export function airlock(): AirlockClient {
  return assertDefined(provided, 'client: provideClient was not called');
}

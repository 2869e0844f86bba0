/** What the sandbox was doing when something happened. */
export type EgressContext = {
  readonly step: number;
  /** Address of the page in front; null when unknown. Untrusted text. */
  readonly page: string | null;
};

/** What is held until the operator answers. */
export type EgressQuestion =
  | (EgressContext & {
      readonly kind: 'connection';
      readonly host: string;
      readonly port: number;
      readonly isPlain: boolean;
    })
  | (EgressContext & {
      readonly kind: 'upload';
      readonly host: string;
      readonly port: number;
      /** Bytes that went to this host since the step began, those that are held not counted. */
      readonly bytesUp: number;
      readonly limitBytes: number;
    });

/** `once`: what waits now; `run`: the same host (and, for a connection, port) for the rest of the session. */
export type EgressAnswer = 'once' | 'run' | 'deny';

/** Puts a question to the operator. `signal` aborts when nobody waits for the answer any more. A rejection counts as `deny`. */
export type PutQuestion = (question: EgressQuestion, signal: AbortSignal) => Promise<EgressAnswer>;

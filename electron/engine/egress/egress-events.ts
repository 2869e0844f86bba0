/** What the sandbox was doing when something happened. */
export type EgressContext = {
  readonly step: number;
  /** Address of the page in front; null when unknown. Untrusted text. */
  readonly page: string | null;
};

/**
 * One connection that was decided; there is exactly one of these for each that the sandbox asked for. An allowed one is
 * told after its address has answered and before a byte goes there.
 */
export type EgressDecision = EgressContext & {
  /** Counts from 1 within a session; null for one that was refused. */
  readonly connection: number | null;
  /** Canonical; what came over the wire, escaped, when it could not be read. */
  readonly host: string;
  /** 0 when it could not be read. */
  readonly port: number;
  readonly verdict: 'allowed' | 'denied';
  /** The address that was dialled or for which it was refused; null when nothing was resolved here. */
  readonly address: string | null;
  /** A fixed phrase of ours. */
  readonly reason: string;
  /** The entry of `allowed_hosts`, or the policy field, that decided; empty when none did. */
  readonly rule: string;
};

/** The end of an allowed connection. */
export type EgressClosed = {
  readonly connection: number;
  readonly host: string;
  readonly port: number;
  readonly bytesUp: number;
  readonly bytesDown: number;
  readonly durationMs: number;
  /** A fixed phrase of ours. */
  readonly why: string;
};

/** An allowed connection that is open now. */
export type OpenConnection = {
  readonly connection: number;
  readonly host: string;
  readonly port: number;
  /** The step during which it began. */
  readonly step: number;
  readonly bytesUp: number;
  readonly bytesDown: number;
  /** Milliseconds since it was allowed. */
  readonly sinceMs: number;
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

/** `signal` aborts when nobody waits for the answer any more. A rejection counts as `deny`. */
export type AskOperator = (question: EgressQuestion, signal: AbortSignal) => Promise<EgressAnswer>;

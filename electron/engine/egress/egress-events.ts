import type { EgressContext } from './asking/egress-question';

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

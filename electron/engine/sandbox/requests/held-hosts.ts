import { destinationOf } from './destination-of';
import type { RequestDecision, RequestFacts, RequestRule } from './request-rule';

/** Whether pages may send to a destination now, such as `app.example.com:443`. */
export type Permits = (destination: string) => boolean;

/**
 * While pages are held to a few hosts, refuses every request to any other, of whatever kind and by whomever. A connection
 * that is open already carries it no further: requests are stopped in the browser. Messages over a WebSocket are not
 * requests; no new one can be opened, as the broker holds the same line.
 */
export class HeldHosts implements RequestRule {
  readonly types = 'all';
  readonly limitMs = 1000;
  /** Null: pages are not held. */
  permits: Permits | null = null;

  get isOn(): boolean {
    return this.permits !== null;
  }

  judge({ url }: RequestFacts): RequestDecision {
    if (this.permits === null) return { kind: 'pass' };
    const destination = destinationOf(url);
    const mayPass = destination !== null && this.permits(destination);
    return mayPass ? { kind: 'pass' } : { kind: 'refuse' };
  }
}

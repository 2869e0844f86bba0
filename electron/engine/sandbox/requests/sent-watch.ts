import { destinationOf } from './destination-of';
import type { RequestDecision, RequestFacts, RequestRule } from './request-rule';

/** What a page is about to send: its address and what goes with it. */
export type Sent = { readonly url: string; readonly carried: string; readonly host: string | null };

/** Asks somebody about everything that pages send, while there is somebody to ask. */
export class SentWatch implements RequestRule {
  readonly types = 'all';
  readonly limitMs = 1000;
  /** Whether it must not go out. Null: nobody is asked. */
  stops: ((sent: Sent) => boolean) | null = null;

  get isOn(): boolean {
    return this.stops !== null;
  }

  judge({ url, carried }: RequestFacts): RequestDecision {
    const host = destinationOf(url)?.replace(/:\d+$/, '') ?? null;
    const isStopped = this.stops?.({ url, carried: carried?.() ?? '', host }) === true;
    return isStopped ? { kind: 'refuse' } : { kind: 'pass' };
  }
}

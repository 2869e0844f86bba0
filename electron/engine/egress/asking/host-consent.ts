import type { Destination } from '../reaching/destination';
import type { EgressContext } from './egress-question';

import type { SharedQuestions } from './shared-questions';

/** Why a host that the policy does not name stays out of reach. */
export type NoConsent = { readonly status: 403 | 503; readonly reason: string };

const REFUSED: Readonly<Record<'deny' | 'late' | 'gone' | 'unasked', NoConsent>> = {
  deny: { status: 403, reason: 'the operator did not allow the host' },
  late: { status: 403, reason: 'the operator did not answer in time' },
  gone: { status: 403, reason: 'the browser left before the operator answered' },
  unasked: { status: 503, reason: 'too many hosts wait for the operator' },
};

/** What the operator says about hosts that the policy does not name, for one session. */
export class HostConsent {
  /** `host:port` that may be reached for the rest of the session. */
  readonly #approved = new Set<string>();

  constructor(private readonly questions: SharedQuestions) {}

  /** Settles when the operator has answered, or `signal` aborts; null when they allow it. Never rejects. */
  async obtain(to: Destination, context: EgressContext, signal: AbortSignal): Promise<NoConsent | null> {
    const { host, port, isPlain } = to;
    const key = `${host}:${port}`;
    if (this.#approved.has(key)) return null;
    const question = () => ({ kind: 'connection', host, port, isPlain, ...context }) as const;
    const outcome = await this.questions.join(key, question, signal);
    if (outcome === 'run') this.#approved.add(key);
    return outcome === 'run' || outcome === 'once' ? null : REFUSED[outcome];
  }
}

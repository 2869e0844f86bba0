import type { Duplex } from 'node:stream';
import type { OpenConnection } from '../../../shared/domain/open-connection';
import type { Policy } from '../../../shared/domain/policy';
import { Reach } from '../../../shared/reach/reach';
import type { EgressContext, EgressQuestion } from '../egress/asking/egress-question';
import type { ServiceHandler } from '../egress/carrying/plain-http';
import { EgressBroker } from '../egress/egress-broker';
import type { UpstreamProxies } from '../egress/reaching/upstream-proxy';
import type { SessionRecord } from '../record/session-record';
import type { Browser } from '../sandbox/browser/browser';
import { NetworkQuestions, type NetworkQuestionsDeps } from './network-questions';
import { NetworkRecorder } from './network-recorder';

export type SessionNetworkDeps = Omit<NetworkQuestionsDeps, 'timeoutMs'> & {
  readonly policy: Policy;
  readonly record: Pick<SessionRecord, 'append'>;
  /** Hosts that the console serves itself. */
  readonly services: ReadonlyMap<string, ServiceHandler>;
  /** The step that the gate has let through last; connections that begin belong to it. */
  readonly step: () => number;
  /** Where the operator's own network wants connections to go through. */
  readonly upstreamProxy: UpstreamProxies;
};

/**
 * What one session can reach: the broker behind its relay and the guard on its browser's documents, both by the same
 * policy, both written into its record.
 */
export class SessionNetwork {
  readonly #broker: EgressBroker;
  readonly #recorder: NetworkRecorder;
  readonly #reach: Reach;
  #browser: Browser | null = null;

  constructor(private readonly deps: SessionNetworkDeps) {
    const { policy, services, record, clock, control } = deps;
    const recorder = new NetworkRecorder(record, clock);
    const questions = new NetworkQuestions({ ...deps, timeoutMs: policy.approval_timeout_seconds * 1000 });
    this.#recorder = recorder;
    this.#reach = new Reach(policy);
    this.#broker = new EgressBroker({
      clock,
      policy,
      services,
      upstreamProxy: deps.upstreamProxy,
      context: () => this.#context(),
      ask: (question, signal) => questions.ask(this.#withPage(question), signal),
      onDecided: (decision) => recorder.decided(decision),
      onClosed: (closed) => recorder.closed(closed),
    });
    control.signal.addEventListener('abort', () => this.dispose(), { once: true });
  }

  /** Joins a sandbox's relay to the broker. */
  attach(relay: Duplex): void {
    this.#broker.attach(relay);
  }

  /** Lets a browser open what the policy allows. Again for one that was started anew. */
  async guard(browser: Browser): Promise<void> {
    this.#browser = browser;
    if (this.deps.policy.unknown_hosts === 'ask') await browser.traceRequests();
    browser.certificateRefused.on((wrong) => {
      const { step, page } = this.#context();
      this.#recorder.refusedCertificate(wrong, step, page);
    });
    browser.guard({
      judge: (url) => this.#reach.judge(url),
      onRefused: (refused) => {
        const { step, page } = this.#context();
        this.#recorder.refusedNavigation(refused, step, page);
      },
    });
  }

  openConnections(): readonly OpenConnection[] {
    return this.#broker.openConnections();
  }

  /** Writes down how often what was refused was tried again. To be called before the record ends. */
  writeLeftOut(): void {
    this.#recorder.writeLeftOut();
  }

  dispose(): void {
    this.#broker.dispose();
  }

  /** The browser knows which document asked; the page in front is the next best. */
  #withPage(question: EgressQuestion): EgressQuestion {
    const { host, port, page } = question;
    return { ...question, page: this.#browser?.documentFor(host, port) ?? page };
  }

  #context(): EgressContext {
    return { step: this.deps.step(), page: this.#browser?.frontUrl ?? null };
  }
}

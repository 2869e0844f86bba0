import type { Duplex } from 'node:stream';
import type { OpenConnection } from '../../../shared/domain/open-connection';
import type { Policy } from '../../../shared/domain/policy';
import { Reach } from '../../../shared/reach/reach';
import { refusedSockets } from '../../../shared/reach/socket-hosts';
import type { ChangeBarrier } from '../barrier/change-barrier';
import { mayFail } from '../base/may-fail';
import type { EgressContext, EgressQuestion } from '../egress/asking/egress-question';
import { PLANTED } from '../egress/carrying/flow';
import type { ServiceHandler } from '../egress/carrying/plain-http';
import { EgressBroker } from '../egress/egress-broker';
import type { UpstreamProxies } from '../egress/reaching/upstream-proxy';
import { type Tripwire, watchSent } from '../honeytokens/tripwire';
import type { SessionRecord } from '../record/session-record';
import type { Browser } from '../sandbox/browser/browser';
import { NarrowedHosts } from './narrowed-hosts';
import { NetworkQuestions, type NetworkQuestionsDeps } from './network-questions';
import { NetworkRecorder } from './network-recorder';
import { recordableAddress } from './recordable-address';

export type SessionNetworkDeps = Omit<NetworkQuestionsDeps, 'timeoutMs'> & {
  readonly policy: Policy;
  readonly record: Pick<SessionRecord, 'append'>;
  /** Hosts that the console serves itself. */
  readonly services: ReadonlyMap<string, ServiceHandler>;
  /** The step that the gate has let through last; connections that begin belong to it. */
  readonly step: () => number;
  /** Decides about what pages send to change something. */
  readonly barrier: Pick<ChangeBarrier, 'judge' | 'noteReleased' | 'noteOutcome' | 'sockets'>;
  /** Looks for planted secrets in what goes out; null where none are planted. */
  readonly tripwire: Tripwire | null;
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
  readonly #narrowed = new NarrowedHosts();
  #browser: Browser | null = null;

  constructor(private readonly deps: SessionNetworkDeps) {
    const { policy, services, record, clock, control, tripwire } = deps;
    const recorder = new NetworkRecorder(record, clock);
    const questions = new NetworkQuestions({ ...deps, timeoutMs: policy.approval_timeout_seconds * 1000 });
    this.#recorder = recorder;
    this.#reach = new Reach(policy);
    this.#broker = new EgressBroker({
      clock,
      policy,
      services,
      upstreamProxy: deps.upstreamProxy,
      permits: (destination) => this.#narrowed.permits(destination),
      ...(tripwire && { follow: (host: string) => tripwire.follow(host) }),
      context: () => this.#context(),
      ask: (question, signal) => questions.ask(this.#withPage(question), signal),
      onDecided: (decision) => recorder.decided(decision),
      onClosed: (closed) => recorder.closed(closed),
    });
    tripwire?.sprung.on(() => this.#broker.cutAll(PLANTED));
    control.signal.addEventListener('abort', () => this.dispose(), { once: true });
  }

  /** Joins a sandbox's relay to the broker. */
  attach(relay: Duplex): void {
    this.#broker.attach(relay);
  }

  /** Lets a browser open what the policy allows. Again for one that was started anew. */
  async guard(browser: Browser): Promise<void> {
    this.#browser = browser;
    if (this.#narrowed.isNarrow) await this.#hold();
    if (this.deps.policy.unknown_hosts === 'ask') await browser.requests.trace();
    const { barrier } = this.deps;
    await browser.requests.holdChanges(barrier, (outcome) => barrier.noteOutcome(outcome));
    browser.requests.sockets.events.on((event) => barrier.sockets.note(event));
    const refused = refusedSockets(this.deps.policy.refused_sockets);
    if (refused.length > 0) await browser.requests.refuseSockets(refused);
    if (this.deps.tripwire !== null) await watchSent(browser.requests, this.deps.tripwire);
    browser.certificateRefused.on((wrong) => {
      const { step, page } = this.#context();
      this.#recorder.refusedCertificate(wrong, step, page);
    });
    browser.requests.guard({
      judge: (url) => this.#reach.judge(url),
      onRefused: (refused) => {
        const { step, page } = this.#context();
        this.#recorder.refusedNavigation({ ...refused, url: this.#recordable(refused.url) }, step, page);
      },
    });
  }

  /**
   * Holds pages to these destinations, such as `app.example.com:443`. Answers when they are held, with what lets go of them
   * again. Rejects when the browser does not hold requests back; then nothing must be put into a page.
   */
  async narrow(destinations: readonly string[]): Promise<() => void> {
    const widen = this.#narrowed.narrow(destinations);
    const end = () => {
      widen();
      mayFail(this.#hold(), 'a browser that is gone has no pages to let go');
    };
    try {
      await this.#hold();
      return end;
    } catch (error) {
      end();
      throw error;
    }
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

  async #hold(): Promise<void> {
    const permits = (destination: string) => this.#narrowed.permits(destination);
    await this.#browser?.requests.holdTo(this.#narrowed.isNarrow ? permits : null);
  }

  /** The browser knows which document asked; the page in front is the next best. */
  #withPage(question: EgressQuestion): EgressQuestion {
    const { host, port, page } = question;
    const asker = this.#browser?.requests.documentFor(host, port) ?? null;
    return { ...question, page: asker === null ? page : this.#recordable(asker) };
  }

  #context(): EgressContext {
    const front = this.#browser?.frontUrl ?? null;
    return { step: this.deps.step(), page: front === null ? null : this.#recordable(front) };
  }

  #recordable(url: string): string {
    return recordableAddress(url, this.deps.control.isHalted);
  }
}

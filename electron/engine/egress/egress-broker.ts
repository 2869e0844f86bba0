import type { Duplex } from 'node:stream';
import type { OpenConnection } from '../../../shared/domain/open-connection';
import { Reach } from '../../../shared/reach/reach';
import type { Clock } from '../base/clock';
import { mayFail } from '../base/may-fail';
import type { EgressContext, PutQuestion } from './asking/egress-question';
import { HostConsent } from './asking/host-consent';
import { SharedQuestions } from './asking/shared-questions';
import { UploadWatch } from './asking/upload-watch';
import { type EgressLink, openLink } from './carrying/egress-link';
import type { Flow, FollowSent } from './carrying/flow';
import { PlainHttp, type ServiceHandler } from './carrying/plain-http';
import { SessionTraffic } from './carrying/session-traffic';
import type { EgressClosed, EgressDecision } from './egress-events';
import type { EgressPolicy } from './egress-policy';
import type { Refusal } from './judge-destination';
import { type Dial, dialTcp } from './reaching/dial-first';
import type { Resolve } from './reaching/resolve-dialable';
import { resolveHost } from './reaching/resolve-host';
import { NO_PROXIES, type UpstreamProxies } from './reaching/upstream-proxy';
import { RelayedClient } from './relayed-client';
import { type Allowed, ServedConnection, type SessionEgress } from './serve-connection';
import { WildcardNames } from './wildcard-names';

export type EgressBrokerOptions = {
  readonly policy: EgressPolicy;
  readonly clock: Clock;
  /** Hosts that the console serves itself over plain HTTP, for a session whose policy allows them on port 80. */
  readonly services: ReadonlyMap<string, ServiceHandler>;
  /** All addresses of a host; the system's resolver unless given. */
  readonly resolve?: Resolve;
  /** Starts a connection to an address; a TCP connection unless given. */
  readonly dial?: Dial;
  /** The proxies of the operator's environment; none unless given. */
  readonly upstreamProxy?: UpstreamProxies;
  /** Whether a destination may be reached now, besides all else; every one unless given. */
  readonly permits?: (destination: string) => boolean;
  /** Follows what goes to a host, piece by piece, and says of each whether it must not go; nothing is followed unless given. */
  readonly follow?: FollowSent;
  /** What the sandbox is doing now; asked when a connection begins and when data goes up. */
  readonly context?: () => EgressContext;
  /** Holds a connection for the operator. Without it everything that would be asked is denied. */
  readonly ask?: PutQuestion;
  /**
   * Told of every connection. An allowed one waits for it: no byte goes out before it has settled, and none at all when
   * it rejects. A refusal waits for nobody.
   */
  readonly onDecided: (decision: EgressDecision) => Promise<void>;
  readonly onClosed?: (closed: EgressClosed) => void;
  /** Told when a link has ended, with a fixed phrase for why. The sandbox has no way out from then on. */
  readonly onLinkEnded?: (reason: string) => void;
};

const MAX_OPEN_QUESTIONS = 8;
/** A client of the approvals gives up by itself; this is for one that never answers. */
const ANSWER_GRACE_MS = 5000;
/**
 * Chromium gives a tunnel up after 30 s, sooner than most people answer. Its next attempt finds the question still open,
 * or the answer.
 */
const BROWSER_RETRY_MS = 30_000;
const NOWHERE: EgressContext = { step: 0, page: null };

type Live = { readonly allowed: Allowed; readonly flow: Flow; readonly begunMs: number };

/**
 * The one way from a sandbox to the network. It trusts nothing that comes from there: it reads every byte that says where
 * a connection is to go itself, matches one canonical form, resolves once, refuses addresses that are not public, dials
 * an address it has checked, and lets no byte out before the TLS greeting has asked for the very host that was allowed.
 */
export class EgressBroker {
  readonly #session: SessionEgress;
  readonly #hostQuestions: SharedQuestions;
  readonly #uploadQuestions: SharedQuestions;
  readonly #plainHttp = new PlainHttp();
  readonly #links = new Set<EgressLink>();
  readonly #live = new Map<number, Live>();
  #lastConnection = 0;
  #places: number;
  #isDisposed = false;

  constructor(private readonly options: EgressBrokerOptions) {
    const { policy, ask, services } = options;
    const context = options.context ?? (() => NOWHERE);
    const connectMs = policy.connect_timeout_seconds * 1000;
    this.#places = policy.max_connections;
    this.#hostQuestions = newQuestions(options, BROWSER_RETRY_MS);
    this.#uploadQuestions = newQuestions(options, 0);
    this.#session = {
      rules: {
        reach: new Reach(ask === undefined ? { ...policy, unknown_hosts: 'deny' } : policy),
        wildcardNames: new WildcardNames(),
        permits: options.permits ?? (() => true),
        allowMissingSni: policy.allow_missing_sni,
      },
      route: {
        resolve: options.resolve ?? resolveHost,
        dial: options.dial ?? dialTcp,
        proxies: options.upstreamProxy ?? NO_PROXIES,
        timeoutMs: connectMs,
      },
      connectMs,
      idleMs: policy.idle_timeout_seconds * 1000,
      follow: options.follow ?? (() => () => false),
      services,
      plainHttp: this.#plainHttp,
      consent: new HostConsent(this.#hostQuestions),
      traffic: new SessionTraffic(policy, ({ reason }) => this.#cutAll(reason)),
      uploads: new UploadWatch({
        limitBytes: policy.ask_upload_above_kb === null ? null : policy.ask_upload_above_kb * 1000,
        context,
        questions: this.#uploadQuestions,
      }),
      context,
      enter: () => this.#enter(),
      onRefused: (refusal, at) => this.#onRefused(refusal, at),
      onAllowed: (allowed, flow) => this.#onAllowed(allowed, flow),
    };
  }

  /** Speaks to a relay over a byte stream, which the broker owns from here on. Several may be attached. */
  attach(stream: Duplex): void {
    if (this.#isDisposed) {
      stream.destroy();
      return;
    }
    const link = openLink(stream, {
      maxConnections: this.options.policy.max_connections,
      onStream: (one) => new ServedConnection(new RelayedClient(one), this.#session).serve(),
      onEnded: (reason) => {
        this.#links.delete(link);
        this.options.onLinkEnded?.(reason);
      },
    });
    this.#links.add(link);
  }

  /** Ends every link and every connection. */
  dispose(): void {
    this.#isDisposed = true;
    this.#cutAll('the session ended');
    for (const link of this.#links) link.dispose();
    this.#hostQuestions.dispose();
    this.#uploadQuestions.dispose();
    this.#plainHttp.dispose();
  }

  /** Ends every open connection; the reason is a phrase of ours. */
  cutAll(why: string): void {
    this.#cutAll(why);
  }

  /** Oldest first. */
  openConnections(): readonly OpenConnection[] {
    return [...this.#live].map(([connection, { allowed, flow, begunMs }]) => {
      const { host, port } = allowed.to;
      const { bytesUp, bytesDown } = flow;
      const sinceMs = this.#elapsed(begunMs);
      return { connection, host, port, step: allowed.context.step, bytesUp, bytesDown, sinceMs };
    });
  }

  #cutAll(why: string): void {
    for (const { flow } of this.#live.values()) flow.cut(why);
  }

  /** Takes one of the places for connections; null when there is none. */
  #enter(): (() => void) | null {
    if (this.#places === 0) return null;
    this.#places -= 1;
    return () => {
      this.#places += 1;
    };
  }

  #onRefused({ host, port, address, reason, rule }: Refusal, at: EgressContext): void {
    const decision = {
      connection: null,
      host,
      port,
      verdict: 'denied',
      address,
      reason,
      rule,
      ...at,
    } as const;
    mayFail(this.options.onDecided(decision), 'nothing goes out either way');
  }

  async #onAllowed(allowed: Allowed, flow: Flow): Promise<void> {
    if (this.#isDisposed) throw new Error('The session has ended');
    const { to, address, reason, rule, context: at } = allowed;
    const { host, port } = to;
    this.#lastConnection += 1;
    const connection = this.#lastConnection;
    // From here on, so that what ends the session ends one that is still being written down.
    this.#live.set(connection, { allowed, flow, begunMs: this.options.clock.monotonicMs() });
    flow.onClosed = () => this.#onClosed(connection);
    try {
      await this.options.onDecided({
        connection,
        host,
        port,
        verdict: 'allowed',
        address,
        reason,
        rule,
        ...at,
      });
    } catch (error) {
      flow.onClosed = null;
      this.#live.delete(connection);
      throw error;
    }
  }

  #onClosed(connection: number): void {
    const live = this.#live.get(connection);
    if (live === undefined) return;
    this.#live.delete(connection);
    const { host, port } = live.allowed.to;
    const { bytesUp, bytesDown, why } = live.flow;
    const durationMs = this.#elapsed(live.begunMs);
    this.options.onClosed?.({ connection, host, port, bytesUp, bytesDown, durationMs, why });
  }

  #elapsed(sinceMs: number): number {
    return Math.round(this.options.clock.monotonicMs() - sinceMs);
  }
}

function newQuestions({ policy, ask }: EgressBrokerOptions, lingerMs: number): SharedQuestions {
  return new SharedQuestions(ask, {
    maxOpen: MAX_OPEN_QUESTIONS,
    timeoutMs: policy.approval_timeout_seconds * 1000 + ANSWER_GRACE_MS,
    lingerMs,
  });
}

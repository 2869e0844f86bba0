import type { Duplex } from 'node:stream';
import { Reach } from '../../../shared/reach/reach';
import { mayFail } from '../base/may-fail';
import { Client } from './client';
import { type Dial, dialTcp } from './dial-first';
import type {
  AskOperator,
  EgressClosed,
  EgressContext,
  EgressDecision,
  OpenConnection,
} from './egress-events';
import { type EgressLink, openLink } from './egress-link';
import type { EgressPolicy } from './egress-policy';
import type { Flow } from './flow';
import { HostConsent } from './host-consent';
import type { Refusal } from './judge-target';
import { PlainHttp, type ServiceHandler } from './plain-http';
import { resolveHost } from './resolve-host';
import type { Resolve } from './resolve-target';
import { type Allowed, ServedConnection, type SessionEgress } from './serve-connection';
import { SessionTraffic } from './session-traffic';
import { SharedQuestions } from './shared-questions';
import { UploadWatch } from './upload-watch';
import { NO_PROXIES, type UpstreamProxies } from './upstream-proxy';
import { WildcardNames } from './wildcard-names';

export type EgressBrokerOptions = {
  readonly policy: EgressPolicy;
  /** Hosts that the console serves itself over plain HTTP, for a session whose policy allows them on port 80. */
  readonly services: ReadonlyMap<string, ServiceHandler>;
  /** All addresses of a host; the system's resolver unless given. */
  readonly resolve?: Resolve;
  /** Starts a connection to an address; a TCP connection unless given. */
  readonly dial?: Dial;
  /** The proxies of the operator's environment; none unless given. */
  readonly upstreamProxy?: UpstreamProxies;
  /** What the sandbox is doing now; asked when a connection begins and when data goes up. */
  readonly context?: () => EgressContext;
  /** Holds a connection for the operator. Without it everything that would be asked is denied. */
  readonly ask?: AskOperator;
  /**
   * Told of every connection. An allowed one waits for it: no byte goes out before it has settled, and none at all when
   * it rejects. A refusal waits for nobody.
   */
  readonly onDecided: (decision: EgressDecision) => Promise<void>;
  readonly onClosed?: (closed: EgressClosed) => void;
  /** Told when a link has ended, with a fixed phrase for why. The sandbox has no way out from then on. */
  readonly onLinkEnded?: (reason: string) => void;
};

export type EgressBroker = {
  /** Speaks to a relay over a byte stream, which the broker owns from here on. Several may be attached. */
  attach(stream: Duplex): void;
  /** Ends every link and every connection. */
  dispose(): void;
  /** Oldest first. */
  openConnections(): readonly OpenConnection[];
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

type Live = { readonly allowed: Allowed; readonly flow: Flow; readonly sinceMs: number };

/**
 * The one way from a sandbox to the network. It trusts nothing that comes from there: it reads every byte that says where
 * a connection is to go itself, matches one canonical form, resolves once, refuses addresses that are not public, dials
 * an address it has checked, and lets no byte out before the TLS greeting has asked for the very host that was allowed.
 */
export function createEgressBroker(options: EgressBrokerOptions): EgressBroker {
  const { policy, services, onDecided } = options;
  const context = options.context ?? (() => NOWHERE);
  const links = new Set<EgressLink>();
  const live = new Map<number, Live>();
  let lastConnection = 0;
  let places = policy.max_connections;
  let isDisposed = false;

  const connectMs = policy.connect_timeout_seconds * 1000;
  const newQuestions = (lingerMs: number) =>
    new SharedQuestions(options.ask, {
      maxOpen: MAX_OPEN_QUESTIONS,
      timeoutMs: policy.approval_timeout_seconds * 1000 + ANSWER_GRACE_MS,
      lingerMs,
    });
  const hostQuestions = newQuestions(BROWSER_RETRY_MS);
  const uploadQuestions = newQuestions(0);
  const plainHttp = new PlainHttp();

  const session: SessionEgress = {
    rules: {
      reach: new Reach(options.ask === undefined ? { ...policy, unknown_hosts: 'deny' } : policy),
      wildcardNames: new WildcardNames(),
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
    services,
    plainHttp,
    consent: new HostConsent(hostQuestions),
    traffic: new SessionTraffic(policy, ({ reason }) => {
      for (const { flow } of live.values()) flow.cut(reason);
    }),
    uploads: new UploadWatch({
      limitBytes: policy.ask_upload_above_kb === null ? null : policy.ask_upload_above_kb * 1000,
      context,
      questions: uploadQuestions,
    }),
    context,
    enter: () => {
      if (places === 0) return null;
      places -= 1;
      return () => {
        places += 1;
      };
    },
    onRefused,
    onAllowed,
  };

  function onRefused({ host, port, address, reason, rule }: Refusal, at: EgressContext): void {
    const told = onDecided({ connection: null, host, port, verdict: 'denied', address, reason, rule, ...at });
    mayFail(told, 'nothing goes out either way');
  }

  async function onAllowed(allowed: Allowed, flow: Flow): Promise<void> {
    if (isDisposed) throw new Error('The session has ended');
    const { target, address, reason, rule, context: at } = allowed;
    const { host, port } = target;
    lastConnection += 1;
    const connection = lastConnection;
    // From here on, so that what ends the session ends one that is still being written down.
    live.set(connection, { allowed, flow, sinceMs: performance.now() });
    flow.onClosed = () => {
      const sinceMs = live.get(connection)?.sinceMs ?? 0;
      live.delete(connection);
      const durationMs = Math.round(performance.now() - sinceMs);
      const { bytesUp, bytesDown, why } = flow;
      options.onClosed?.({ connection, host, port, bytesUp, bytesDown, durationMs, why });
    };
    try {
      await onDecided({ connection, host, port, verdict: 'allowed', address, reason, rule, ...at });
    } catch (error) {
      flow.onClosed = null;
      live.delete(connection);
      throw error;
    }
  }

  return {
    attach(stream) {
      if (isDisposed) {
        stream.destroy();
        return;
      }
      const link = openLink(stream, {
        maxConnections: policy.max_connections,
        onStream: (one) => new ServedConnection(new Client(one), session).serve(),
        onEnded: (reason) => {
          links.delete(link);
          options.onLinkEnded?.(reason);
        },
      });
      links.add(link);
    },
    dispose() {
      isDisposed = true;
      for (const { flow } of live.values()) flow.cut('the session ended');
      for (const link of links) link.dispose();
      hostQuestions.dispose();
      uploadQuestions.dispose();
      plainHttp.dispose();
    },
    openConnections() {
      return [...live].map(([connection, { allowed, flow, sinceMs }]) => {
        const { host, port } = allowed.target;
        const { bytesUp, bytesDown } = flow;
        const openMs = Math.round(performance.now() - sinceMs);
        return { connection, host, port, step: allowed.context.step, bytesUp, bytesDown, sinceMs: openMs };
      });
    },
  };
}

export type {
  AskOperator,
  EgressAnswer,
  EgressClosed,
  EgressContext,
  EgressDecision,
  EgressQuestion,
  OpenConnection,
} from './egress-events';
export type { EgressPolicy } from './egress-policy';
export type { ServiceHandler } from './plain-http';

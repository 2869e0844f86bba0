import { isSpecialName } from '../../../shared/reach/host-name';
import type { EgressContext } from './asking/egress-question';
import type { HostConsent } from './asking/host-consent';
import type { UploadWatch } from './asking/upload-watch';
import { Flow, type FollowSent, PLANTED } from './carrying/flow';
import { MeteredStream } from './carrying/metered-stream';
import type { Answerer, PlainHttp, ServiceHandler } from './carrying/plain-http';
import type { SessionTraffic } from './carrying/session-traffic';
import { splice } from './carrying/splice';
import { type DestinationRules, judgeDestination, type Refusal, refuseUnreadable } from './judge-destination';
import type { Destination } from './reaching/destination';
import { findRoute, type Reached, type Route, type RouteOptions } from './reaching/route';
import { refuseHello } from './reading/client-hello';
import { type PlainRequest, writeRequestHead } from './reading/plain-request';
import type { Asked } from './reading/read-opening';
import { socksReply } from './reading/socks';
import { httpRefusal } from './refusal-reply';
import type { RelayedClient } from './relayed-client';

const NOT_SERVED = 'the console does not serve this name here, and nobody else may';

/** An allowed connection, as the broker keeps count of it. */
export type Allowed = {
  readonly to: Destination;
  readonly address: string | null;
  readonly reason: string;
  readonly rule: string;
  readonly context: EgressContext;
};

/** What the connections of one session share. */
export type SessionEgress = {
  readonly rules: DestinationRules & { readonly allowMissingSni: boolean };
  readonly route: RouteOptions;
  readonly idleMs: number;
  readonly follow: FollowSent;
  readonly connectMs: number;
  readonly services: ReadonlyMap<string, ServiceHandler>;
  readonly plainHttp: PlainHttp;
  readonly consent: HostConsent;
  readonly traffic: SessionTraffic;
  readonly uploads: UploadWatch;
  readonly context: () => EgressContext;
  /** Takes a place among the connections at once; null when there is none. The result gives it back. */
  readonly enter: () => (() => void) | null;
  /** Tells of a refusal; may throw. */
  readonly onRefused: (refusal: Refusal, context: EgressContext) => void;
  /** Tells of an allowed connection; no byte may go out before it has settled, and none at all when it rejects. */
  readonly onAllowed: (allowed: Allowed, flow: Flow) => Promise<void>;
};

/** Why a destination may be reached, before its address is known. */
type Grounds = Pick<Allowed, 'to' | 'reason' | 'rule'>;

/** One connection of the sandbox from its first byte to its end: the order of every check. */
export class ServedConnection {
  readonly #context: EgressContext;

  constructor(
    private readonly client: RelayedClient,
    private readonly egress: SessionEgress,
  ) {
    this.#context = egress.context();
  }

  /** Settles when nothing is under way any more. Never rejects: whatever goes wrong ends in no connection. */
  async serve(): Promise<void> {
    try {
      await this.#serve();
    } catch {
      this.client.cut();
    }
  }

  async #serve(): Promise<void> {
    this.client.open();
    const opening = await this.client.readAsked(this.egress.idleMs);
    if (opening === null) return;
    if (opening.kind === 'refused') {
      const { raw, reason, status, socksCode } = opening;
      this.egress.follow('')(Buffer.from(raw, 'latin1'));
      const refusal = refuseUnreadable(raw, reason, status);
      return this.#tell(refusal, () =>
        this.client.answer(socksCode === null ? httpRefusal(refusal) : socksReply(socksCode)),
      );
    }
    const { asked } = opening;
    const leave = this.egress.enter();
    if (leave === null) {
      const reason = 'the session has as many connections as it may have at once';
      return this.#refuse(asked, asked.authority, { status: 503, reason, rule: 'max_connections' });
    }
    try {
      await this.#decide(asked);
    } finally {
      leave();
    }
  }

  async #decide(asked: Asked): Promise<void> {
    const { rules, traffic, services, route: routeOptions } = this.egress;
    const { host } = asked.authority;
    if (this.egress.follow(host)(Buffer.from(host, 'latin1')))
      return this.#refuse(asked, asked.authority, { status: 403, reason: PLANTED, rule: 'honeytokens' });
    const judgement = judgeDestination(asked, rules);
    if (judgement.kind === 'refuse') return this.#refuse(asked, judgement, judgement);
    const { to } = judgement;
    if (traffic.usedUp !== null) return this.#refuse(asked, to, { ...traffic.usedUp, status: 503 });

    let grounds: Grounds = { to, rule: 'unknown_hosts', reason: 'the operator allowed it' };
    if (judgement.kind === 'ask') {
      const consent = this.egress.consent.obtain(to, this.#context, this.client.gone);
      const refused = await this.client.whileListening(consent);
      if (refused !== null) return this.#refuse(asked, to, { ...refused, rule: 'unknown_hosts' });
    } else {
      grounds = { to, rule: judgement.rule, reason: 'the host is in allowed_hosts' };
    }
    const handler = to.isPlain ? services.get(to.host) : undefined;
    if (handler !== undefined) {
      return this.#serveService(asked, handler, { ...grounds, reason: 'served by the console' });
    }
    // It would be this machine, or whatever a proxy takes for it.
    if (isSpecialName(to.host))
      return this.#refuse(asked, to, { status: 403, reason: NOT_SERVED, rule: grounds.rule });
    const route = await findRoute(to, routeOptions);
    // Whoever asked has gone; nothing was sent, and nothing will be.
    if (this.client.gone.aborted) return;
    if (route.kind === 'no-route') return this.#refuse(asked, to, { ...route, rule: grounds.rule });
    if (to.isPlain) await this.#passPlain(asked, route, grounds);
    else await this.#passTls(asked, route, grounds);
  }

  async #passTls(asked: Asked, route: Route, grounds: Grounds): Promise<void> {
    const { to } = grounds;
    const { rules, connectMs } = this.egress;
    this.client.grant(asked);
    const hello = await this.client.readHello(connectMs);
    if (hello === 'ended') return this.#cut(to, 'the client left before its TLS greeting');
    if (hello === 'late') return this.#cut(to, 'the TLS greeting did not come in time');
    const fault = refuseHello(hello, to.host, rules.allowMissingSni);
    if (fault !== null) return this.#cut(to, fault);
    const reached = await route.connect(this.client.gone);
    if (reached.kind === 'not-reached') return this.#cut(to, reached.reason);
    const { stream, rest } = this.client;
    await this.#carry(reached, grounds, (flow) => splice(stream, reached.socket, { flow, first: rest }));
  }

  async #passPlain(asked: Asked, route: Route, grounds: Grounds): Promise<void> {
    const { to } = grounds;
    const request = await this.#readRequest(asked, to);
    if (request === null) return;
    const reached = await route.connect(this.client.gone);
    if (reached.kind === 'not-reached') {
      return this.#refuse(null, to, { status: 502, reason: reached.reason, rule: '' });
    }
    const answerer: Answerer = { kind: 'server', socket: reached.socket };
    await this.#carry(reached, grounds, (flow) => this.#answerPlain(to, request, { flow, answerer }));
  }

  async #serveService(asked: Asked, handler: ServiceHandler, grounds: Grounds): Promise<void> {
    const { to } = grounds;
    const request = await this.#readRequest(asked, to);
    if (request === null) return;
    const answerer: Answerer = { kind: 'service', handler };
    await this.#run({ ...grounds, address: null, context: this.#context }, (flow) =>
      this.#answerPlain(to, request, { flow, answerer }),
    );
  }

  /** Carries an open connection. */
  async #carry(reached: Reached, grounds: Grounds, run: (flow: Flow) => Promise<void>): Promise<void> {
    const { socket, address, isProxied } = reached;
    const { usedUp } = this.egress.traffic;
    const reason = isProxied ? `${grounds.reason}, through the upstream proxy` : grounds.reason;
    try {
      if (usedUp !== null) return this.#cut(grounds.to, usedUp.reason, usedUp.rule);
      await this.#run({ ...grounds, reason, address, context: this.#context }, async (flow) => {
        // While that was being written down the server may have left, and nobody was listening.
        if (!socket.destroyed && !socket.readableEnded) return run(flow);
        flow.note('the server closed it');
        this.client.cut();
      });
    } finally {
      socket.destroy();
    }
  }

  /** Lets bytes flow once the connection has been told of. */
  async #run(allowed: Allowed, run: (flow: Flow) => Promise<void>): Promise<void> {
    const { idleMs, traffic, uploads, onAllowed, follow } = this.egress;
    const { host, port } = allowed.to;
    const flow = new Flow({ host, port, idleMs, traffic, uploads, isStopped: follow(host) });
    const onGone = () => {
      if (this.client.leftEarly) flow.note('the browser closed it');
    };
    this.client.gone.addEventListener('abort', onGone, { once: true });
    try {
      await onAllowed(allowed, flow);
      // It may have been ended meanwhile, from either side.
      if (flow.signal.aborted || this.client.gone.aborted) this.client.cut();
      else await run(flow);
    } finally {
      flow.close();
    }
  }

  #answerPlain(
    to: Destination,
    request: PlainRequest,
    { flow, answerer }: { flow: Flow; answerer: Answerer },
  ): Promise<void> {
    const first = Buffer.concat([writeRequestHead(request, to.host), this.client.rest]);
    const bytes = new MeteredStream(this.client.stream, flow, first);
    const closed = new Promise<void>((resolve) => bytes.once('close', resolve));
    this.egress.plainHttp.serve(bytes, answerer);
    return closed;
  }

  /** The one request of a connection to port 80: the one that asked for it, or the first one in the tunnel. */
  async #readRequest(asked: Asked, to: Destination): Promise<PlainRequest | null> {
    if (asked.way === 'request') return asked.request;
    this.client.grant(asked);
    const reading = await this.client.readRequest(to, this.egress.idleMs);
    if (reading === 'ended' || reading === 'late') {
      this.#cut(to, 'no request came through the tunnel');
      return null;
    }
    if (reading.kind === 'request') return reading.request;
    this.#refuse(null, to, { ...reading, rule: '' });
    return null;
  }

  /** Refuses in words: in the protocol of what was asked, or in HTTP where that is what the tunnel carries (null). */
  #refuse(
    asked: Asked | null,
    { host, port }: Pick<Destination, 'host' | 'port'>,
    because: Pick<Refusal, 'status' | 'reason' | 'rule'> & { readonly address?: string | null },
  ): void {
    const { status, reason, rule, address = null } = because;
    const refusal: Refusal = { kind: 'refuse', host, port, status, reason, rule, address };
    this.#tell(refusal, () => this.client.refuse(asked?.way ?? 'request', refusal));
  }

  #cut({ host, port }: Destination, reason: string, rule = ''): void {
    const refusal: Refusal = { kind: 'refuse', host, port, status: 502, reason, rule, address: null };
    this.#tell(refusal, () => this.client.cut());
  }

  /** The client hears of a refusal even when it could not be told: it gives nothing away. */
  #tell(refusal: Refusal, say: () => void): void {
    try {
      this.egress.onRefused(refusal, this.#context);
    } finally {
      say();
    }
  }
}

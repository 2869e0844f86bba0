import type { ServerHttp2Stream } from 'node:http2';
import { readClientHello, refuseHello } from './client-hello';
import type { EgressContext } from './egress-events';
import { Flow } from './flow';
import { HeldBytes } from './held-bytes';
import { judgeTarget, type Refusal, refuseUnreadable, type Target, type TargetRules } from './judge-target';
import { MeteredStream } from './metered-stream';
import type { PlainHttp, ServiceHandler } from './plain-http';
import { writeRequestHead } from './plain-request';
import {
  type Asked,
  type PlainRequest,
  readOpening,
  readSocksOpening,
  readTunnelRequest,
} from './read-opening';
import { httpRefusal, socksRefusal } from './refusal-reply';
import { findRoute, type Reached, type Route, type RouteOptions } from './route';
import type { SessionTraffic } from './session-traffic';
import type { SharedQuestions } from './shared-questions';
import { SOCKS_REPLY, socksReply } from './socks';
import { cutStream, endedRegularly, splice } from './splice';
import type { UploadWatch } from './upload-watch';

/** An allowed connection, as the broker keeps count of it. */
export type Allowed = {
  readonly target: Target;
  readonly address: string | null;
  readonly reason: string;
  readonly rule: string;
  readonly context: EgressContext;
};

/** What the connections of one session share. */
export type SessionEgress = {
  readonly rules: TargetRules & { readonly allowMissingSni: boolean };
  readonly route: RouteOptions;
  readonly idleMs: number;
  readonly connectMs: number;
  readonly services: ReadonlyMap<string, ServiceHandler>;
  readonly plainHttp: PlainHttp;
  readonly questions: SharedQuestions;
  readonly traffic: SessionTraffic;
  readonly uploads: UploadWatch;
  readonly context: () => EgressContext;
  /** Hosts and ports (`host:port`) that the operator has allowed for the rest of the session. */
  readonly approved: Set<string>;
  /** Takes a place among the connections at once; null when there is none. The result gives it back. */
  readonly enter: () => (() => void) | null;
  /** Tells of a refusal; may throw. */
  readonly onRefused: (refusal: Refusal, context: EgressContext) => void;
  /** Tells of an allowed connection before a byte goes out; throws when it could not be told, and then none may. */
  readonly onAllowed: (allowed: Allowed, flow: Flow) => void;
};

/** What a client may send before it has been answered. */
const MAX_HELD_BYTES = 64 * 1024;

/** One connection of the sandbox from its first byte to its end. */
export class ServedConnection {
  readonly #held: HeldBytes;
  readonly #gone = new AbortController();
  readonly #context: EgressContext;

  constructor(
    private readonly stream: ServerHttp2Stream,
    private readonly egress: SessionEgress,
  ) {
    this.#held = new HeldBytes(stream);
    this.#context = egress.context();
    stream.once('close', () => this.#gone.abort());
  }

  /** Settles when nothing is under way any more. Never rejects: whatever goes wrong ends in no connection. */
  async serve(): Promise<void> {
    try {
      await this.#serve();
    } catch {
      cutStream(this.stream);
    }
  }

  async #serve(): Promise<void> {
    // The stream only carries bytes: what the broker has to say, it says in the client's own protocol.
    this.stream.respond({ ':status': 200 });
    const asked = await this.#readAsked();
    if (asked === null) return;
    const leave = this.egress.enter();
    if (leave === null) return this.#refuse(asked, this.#overLimit(asked));
    try {
      await this.#decide(asked);
    } finally {
      leave();
    }
  }

  async #readAsked(): Promise<Asked | null> {
    const { idleMs } = this.egress;
    const first = await this.#held.until((bytes) => whole(readOpening(bytes)), idleMs);
    if (first === 'ended' || first === 'late') return this.#cut();
    let opening = first;
    if (opening.kind === 'greeting') {
      this.#held.drop(opening.length);
      this.stream.write(opening.reply);
      if (!opening.isAccepted) {
        this.stream.end();
        return null;
      }
      const second = await this.#held.until((bytes) => whole(readSocksOpening(bytes)), idleMs);
      if (second === 'ended' || second === 'late') return this.#cut();
      opening = second;
    }
    if (opening.kind === 'asked') {
      this.#held.drop(opening.asked.length);
      return opening.asked;
    }
    if (opening.kind !== 'refused') return this.#cut();
    const { raw, reason, status, socksCode } = opening;
    const refusal = refuseUnreadable(raw, reason, status);
    this.#tell(refusal, socksCode === null ? httpRefusal(refusal) : socksReply(socksCode));
    return null;
  }

  async #decide(asked: Asked): Promise<void> {
    const judgement = judgeTarget(asked, this.egress.rules);
    if (judgement.kind === 'refuse') return this.#refuse(asked, judgement);
    const { target } = judgement;
    const { spent } = this.egress.traffic;
    if (spent !== null) return this.#refuse(asked, this.#refusal(target, { ...spent, status: 503 }));

    let rule = judgement.kind === 'allow' ? judgement.rule : 'unknown_hosts';
    let reason = 'the host is in allowed_hosts';
    if (judgement.kind === 'ask') {
      const answer = await this.#ask(target);
      if (answer !== null) return this.#refuse(asked, answer);
      reason = 'the operator allowed it';
      rule = 'unknown_hosts';
    }
    const handler = target.isPlain ? this.egress.services.get(target.host) : undefined;
    if (handler !== undefined) {
      return this.#serveService(asked, handler, { target, rule, reason: 'served by the console' });
    }
    const route = await findRoute(target, this.egress.route);
    // Whoever asked has gone; nothing was sent, and nothing will be.
    if (this.#gone.signal.aborted) return;
    if (route.kind === 'no-route') return this.#refuse(asked, this.#refusal(target, { ...route, rule }));
    if (target.isPlain) await this.#passPlain(asked, route, { target, rule, reason });
    else await this.#passTls(asked, route, { target, rule, reason });
  }

  /** Holds the connection until the operator has answered; null when they allow it. */
  async #ask(target: Target): Promise<Refusal | null> {
    const { host, port, isPlain } = target;
    const key = `${host}:${port}`;
    const { approved, questions } = this.egress;
    if (approved.has(key)) return null;
    const question = () => ({ kind: 'connection', host, port, isPlain, ...this.#context }) as const;
    const stopWatching = this.#held.watchEnd(MAX_HELD_BYTES, () => this.#gone.abort());
    const outcome = await questions.join(key, question, this.#gone.signal);
    stopWatching();
    if (outcome === 'run') approved.add(key);
    if (outcome === 'run' || outcome === 'once') return null;
    const rule = 'unknown_hosts';
    if (outcome === 'unasked') {
      return this.#refusal(target, { status: 503, reason: 'too many hosts wait for the operator', rule });
    }
    const reasons = {
      deny: 'the operator did not allow the host',
      late: 'the operator did not answer in time',
      gone: 'the browser left before the operator answered',
    };
    return this.#refusal(target, { status: 403, reason: reasons[outcome], rule });
  }

  async #passTls(asked: Asked, route: Route, allowed: Omit<Allowed, 'address' | 'context'>): Promise<void> {
    const { target } = allowed;
    const { rules, connectMs } = this.egress;
    this.#grant(asked);
    const hello = await this.#held.until((bytes) => whole(readClientHello(bytes)), connectMs);
    const fault =
      hello === 'ended'
        ? 'the client left before its TLS greeting'
        : hello === 'late'
          ? 'the TLS greeting did not come in time'
          : refuseHello(hello, target.host, rules.allowMissingSni);
    if (fault !== null) return this.#cutFor(target, fault);
    const reached = await route.connect(this.#gone.signal);
    if (reached === null) return this.#cutFor(target, 'the host does not answer');
    await this.#carry(reached, allowed, (flow) =>
      splice(this.stream, reached.socket, { flow, first: this.#rest() }),
    );
  }

  async #passPlain(asked: Asked, route: Route, allowed: Omit<Allowed, 'address' | 'context'>): Promise<void> {
    const request = await this.#readRequest(asked, allowed.target);
    if (request === null) return;
    const reached = await route.connect(this.#gone.signal);
    if (reached === null) {
      const refusal = this.#refusal(allowed.target, {
        status: 502,
        reason: 'the host does not answer',
        rule: '',
      });
      return this.#tell(refusal, httpRefusal(refusal));
    }
    await this.#carry(reached, allowed, (flow) =>
      this.#answerPlain(request, flow, {
        target: allowed.target,
        answerer: { kind: 'server', socket: reached.socket },
      }),
    );
  }

  async #serveService(
    asked: Asked,
    handler: ServiceHandler,
    allowed: Omit<Allowed, 'address' | 'context'>,
  ): Promise<void> {
    const request = await this.#readRequest(asked, allowed.target);
    if (request === null) return;
    const flow = this.#openFlow(allowed.target);
    try {
      this.egress.onAllowed({ ...allowed, address: null, context: this.#context }, flow);
      const answerer = { kind: 'service', handler } as const;
      await this.#answerPlain(request, flow, { target: allowed.target, answerer });
    } finally {
      flow.close();
    }
  }

  /** Carries an open connection, once it has been told of. */
  async #carry(
    reached: Reached,
    allowed: Omit<Allowed, 'address' | 'context'>,
    run: (flow: Flow) => Promise<void>,
  ): Promise<void> {
    const { socket, address, isProxied } = reached;
    const { spent } = this.egress.traffic;
    if (spent !== null) {
      socket.destroy();
      return this.#cutFor(allowed.target, spent.reason, spent.rule);
    }
    const flow = this.#openFlow(allowed.target);
    const reason = isProxied ? `${allowed.reason}, through the upstream proxy` : allowed.reason;
    try {
      this.egress.onAllowed({ ...allowed, reason, address, context: this.#context }, flow);
      await run(flow);
    } finally {
      socket.destroy();
      flow.close();
    }
  }

  #answerPlain(
    request: PlainRequest,
    flow: Flow,
    { target, answerer }: { target: Target; answerer: Parameters<PlainHttp['serve']>[1] },
  ): Promise<void> {
    const first = Buffer.concat([writeRequestHead(request, target.host), this.#rest()]);
    const bytes = new MeteredStream(this.stream, flow, first);
    const closed = new Promise<void>((resolve) => bytes.once('close', resolve));
    this.egress.plainHttp.serve(bytes, answerer);
    return closed;
  }

  /** The one request of a connection to port 80: the one that asked for it, or the first one in the tunnel. */
  async #readRequest(asked: Asked, target: Target): Promise<PlainRequest | null> {
    if (asked.way === 'request') return asked.request;
    this.#grant(asked);
    const reading = await this.#held.until(
      (bytes) => whole(readTunnelRequest(bytes, { kind: 'name', ...target })),
      this.egress.idleMs,
    );
    if (reading === 'ended' || reading === 'late') {
      this.#cutFor(target, 'no request came through the tunnel');
      return null;
    }
    if (reading.kind === 'refused') {
      const { host, port } = target;
      const { reason, status } = reading;
      const refusal: Refusal = { kind: 'refuse', status, host, port, address: null, reason, rule: '' };
      this.#tell(refusal, httpRefusal(refusal));
      return null;
    }
    this.#held.drop(reading.request.head.length);
    return reading.request;
  }

  #openFlow({ host, port }: Target): Flow {
    const { idleMs, traffic, uploads } = this.egress;
    const flow = new Flow({ host, port, idleMs, traffic, uploads });
    const onGone = () => {
      if (!endedRegularly(this.stream)) flow.note('the browser closed it');
    };
    this.#gone.signal.addEventListener('abort', onGone, { once: true });
    return flow;
  }

  #rest(): Buffer {
    return Buffer.from(this.#held.bytes);
  }

  #grant({ way }: Asked): void {
    if (way === 'connect') this.stream.write(Buffer.from('HTTP/1.1 200 Connection Established\r\n\r\n'));
    if (way === 'socks') this.stream.write(socksReply(SOCKS_REPLY.granted));
  }

  #refusal(
    { host, port }: Pick<Target, 'host' | 'port'>,
    because: Pick<Refusal, 'status' | 'reason' | 'rule'> & { address?: string | null },
  ): Refusal {
    const { status, reason, rule, address = null } = because;
    return { kind: 'refuse', host, port, status, reason, rule, address };
  }

  #overLimit({ authority }: Asked): Refusal {
    const reason = 'the session has as many connections as it may have at once';
    return this.#refusal(authority, { status: 503, reason, rule: 'max_connections' });
  }

  #refuse({ way }: Asked, refusal: Refusal): void {
    this.#tell(refusal, way === 'socks' ? socksRefusal(refusal) : httpRefusal(refusal));
  }

  /** The answer goes out even when the refusal could not be told of: it gives nothing away. */
  #tell(refusal: Refusal, answer: Buffer): void {
    try {
      this.egress.onRefused(refusal, this.#context);
    } finally {
      if (!this.stream.destroyed) {
        this.stream.end(answer);
        // What is still on its way up is thrown away; a reset now could overtake the answer.
        this.stream.resume();
      }
    }
  }

  #cutFor(target: Target, reason: string, rule = ''): void {
    cutStream(this.stream);
    this.egress.onRefused(this.#refusal(target, { status: 502, reason, rule }), this.#context);
  }

  #cut(): null {
    cutStream(this.stream);
    return null;
  }
}

/** What a reader answers once it needs no more bytes. */
function whole<T extends { readonly kind: string }>(reading: T): Exclude<T, { kind: 'more' }> | null {
  return reading.kind === 'more' ? null : (reading as Exclude<T, { kind: 'more' }>);
}

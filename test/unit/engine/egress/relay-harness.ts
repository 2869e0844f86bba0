import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { Duplex } from 'node:stream';
import { systemClock } from '../../../../electron/engine/base/clock';
import { EgressBroker, type EgressBrokerOptions } from '../../../../electron/engine/egress/egress-broker';
import type { EgressClosed, EgressDecision } from '../../../../electron/engine/egress/egress-events';
import type { EgressPolicy } from '../../../../electron/engine/egress/egress-policy';
import { bundleGuest } from '../../../../scripts/lib/bundle-guest.mjs';
import { samplePolicy } from '../../../helpers/sample-policy';

const RELAY = join(__dirname, '../../../../assets/sandbox-image/guest/relay.mjs');

/** A relay as it runs in the sandbox, on a port that the system chooses. */
export async function startRelay(): Promise<{ child: ChildProcess; link: Duplex; port: number }> {
  await bundleGuest();
  const child = spawn(process.execPath, [RELAY], {
    env: { AIRLOCK_RELAY_PORT: '0' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const { stdin, stdout, stderr } = child;
  let said = '';
  const port = await new Promise<number>((resolve, reject) => {
    child.once('exit', () => reject(new Error(`The relay ended: ${said}`)));
    stderr.on('data', (chunk) => {
      said += chunk;
      const heard = /listening on 127\.0\.0\.1:(\d+)/.exec(said)?.[1];
      if (heard !== undefined) resolve(Number(heard));
    });
  });
  stdin.on('error', () => {});
  const link = Duplex.from({ readable: stdout, writable: stdin });
  link.on('error', () => {});
  return { child, link, port };
}

/** A host on the Internet: counts what reaches it and answers with `serve`, an echo unless given. */
export class FakeUpstream {
  readonly dialled: string[] = [];
  readonly sockets: Socket[] = [];
  readonly #server: Server;

  constructor(serve: (socket: Socket) => void = (socket) => socket.pipe(socket)) {
    this.#server = createServer({ allowHalfOpen: true }, (socket) => {
      socket.on('error', () => {});
      this.sockets.push(socket);
      serve(socket);
    });
  }

  async listen(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  /** Stands in for TCP: notes the address and connects here instead. */
  readonly dial = (address: string, port: number): Socket => {
    this.dialled.push(`${address}:${port}`);
    const here = (this.#server.address() as AddressInfo).port;
    return connect({ host: '127.0.0.1', port: here, allowHalfOpen: true });
  };

  close(): void {
    for (const socket of this.sockets) socket.destroy();
    this.#server.close();
  }
}

export const PUBLIC_ADDRESS = '93.184.216.34';

export type RigOptions = Omit<Partial<EgressBrokerOptions>, 'policy'> & {
  readonly policy?: Partial<EgressPolicy>;
};

/** Seconds may be fractions here, so that no test has to wait. */
export function rigPolicy(changes: Partial<EgressPolicy> = {}): EgressPolicy {
  const allowed_hosts = ['example.com', '*.api.example.com', 'billing.practice.test:80'];
  return { ...samplePolicy({ allowed_hosts, ask_upload_above_kb: null }), ...changes };
}

/** Real relay, real broker, a fake Internet. */
export class EgressRig {
  readonly connections: EgressDecision[] = [];
  readonly closed: EgressClosed[] = [];
  readonly resolved: string[] = [];
  readonly linkEnds: string[] = [];
  port = 0;
  child: ChildProcess | null = null;
  broker: EgressBroker | null = null;

  constructor(
    readonly upstream: FakeUpstream,
    readonly options: RigOptions = {},
  ) {}

  async start(): Promise<void> {
    await this.upstream.listen();
    const { policy, ...others } = this.options;
    this.broker = new EgressBroker({
      clock: systemClock,
      policy: rigPolicy(policy),
      services: new Map(),
      resolve: async (host) => {
        this.resolved.push(host);
        return [PUBLIC_ADDRESS];
      },
      dial: this.upstream.dial,
      onDecided: async (decision) => void this.connections.push(decision),
      onClosed: (closed) => this.closed.push(closed),
      onLinkEnded: (reason) => this.linkEnds.push(reason),
      ...others,
    });
    const { child, link, port } = await startRelay();
    this.child = child;
    this.port = port;
    this.broker.attach(link);
  }

  /** Clears what was noted, for the next test on the same rig. */
  forget(): void {
    for (const notes of [this.connections, this.closed, this.resolved, this.upstream.dialled])
      notes.length = 0;
  }

  async stop(): Promise<void> {
    this.broker?.dispose();
    this.upstream.close();
    if (this.child !== null && this.child.exitCode === null) await once(this.child, 'exit');
  }

  /** A connection to the relay, as the browser makes it. */
  async open(): Promise<Socket> {
    const socket = connect({ host: '127.0.0.1', port: this.port });
    socket.on('error', () => {});
    await once(socket, 'connect');
    return socket;
  }

  /** Sends raw bytes to the relay and gives back everything that it says until it closes. */
  async ask(bytes: string | Buffer): Promise<string> {
    const socket = await this.open();
    socket.write(bytes);
    return (await readAll(socket)).toString('latin1');
  }

  /** A tunnel that the relay has confirmed. */
  async tunnel(authority = 'example.com:443'): Promise<Socket> {
    const socket = await this.open();
    socket.write(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n\r\n`);
    const [head] = (await once(socket, 'data')) as [Buffer];
    if (!head.toString().startsWith('HTTP/1.1 200')) throw new Error(`No tunnel: ${head.toString()}`);
    return socket;
  }
}

/** Everything from a socket until its other end is done, however that ends. */
export function readAll(socket: Socket): Promise<Buffer> {
  const chunks: Buffer[] = [];
  return new Promise((resolve) => {
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('close', () => resolve(Buffer.concat(chunks)));
  });
}

/** The next `length` bytes of a socket. */
export function readBytes(socket: Socket, length: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve) => {
    const onData = (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size < length) return;
      socket.off('data', onData);
      socket.pause();
      resolve(Buffer.concat(chunks));
    };
    socket.on('data', onData);
    socket.resume();
  });
}

/** Serves what a test can see from both sides: the request as it arrived. */
function mirror(request: IncomingMessage, response: ServerResponse): void {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => {
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({ method: request.method, url: request.url, headers: request.headers, body }),
    );
  });
}
export const services = new Map([['billing.practice.test', mirror]]);

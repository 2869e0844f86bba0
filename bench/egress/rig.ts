import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import type { Duplex } from 'node:stream';
import { systemClock } from '../../electron/engine/base/clock';
import { withoutFailing } from '../../electron/engine/base/may-fail';
import { EgressBroker } from '../../electron/engine/egress/egress-broker';
import type { EgressClosed, EgressDecision } from '../../electron/engine/egress/egress-events';
import { SessionFolder } from '../../electron/engine/record/session-folder';
import {
  BROWSER_USER,
  containerSpec,
  DISPLAY_USER,
  RELAY_USER,
} from '../../electron/engine/sandbox/container-spec';
import { execStream } from '../../electron/engine/sandbox/exec-stream';
import { NetworkRecorder } from '../../electron/engine/sessions/network-recorder';
import type { Policy } from '../../shared/domain/policy';
import { SUPERVISED } from '../../shared/domain/policy-presets';
import { DISPLAY, sandboxImage } from '../open-sandbox';

const HERE = import.meta.dirname;
const RELAY_PORT = '3128';
const LEASE_PERIOD_MS = 2000;
/** Stands for the server, whose real address is not public and would be refused. */
const PUBLIC_ADDRESS = '93.184.216.34';

/** A server in a process of its own, on loopback. */
export class BenchServer {
  private constructor(
    readonly port: number,
    private readonly child: ChildProcess,
  ) {}

  static async start(limit: number | 'endless'): Promise<BenchServer> {
    const child = spawn(process.execPath, [path.join(HERE, 'server.mjs'), String(limit)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const port = Number(await readLine(child.stdout));
    return new BenchServer(port, child);
  }

  stop(): void {
    this.child.stdin?.end();
  }
}

/** A container as a run gets it, with a relay and a broker that sends every connection to one server. */
export async function openRig() {
  const { docker, tag } = await sandboxImage();
  const seccompProfile = await readFile(
    path.resolve(HERE, '../../assets/sandbox-image/seccomp.json'),
    'utf8',
  );
  const sandboxId = `bench-egress-${randomBytes(4).toString('hex')}`;
  const plan = { sandboxId, owner: 'bench', version: 'bench', image: tag, display: DISPLAY, seccompProfile };
  const container = await docker.createContainer(containerSpec(plan));
  await container.start();
  // Without its lease a container ends by itself.
  const lease = await execStream(docker, container.id, { command: ['airlock-lease'], user: DISPLAY_USER });
  lease.resume().on('error', () => undefined);
  const leaseTimer = setInterval(() => lease.write(Buffer.from('\n')), LEASE_PERIOD_MS);
  let serverPort = 0;
  const policy = { ...SUPERVISED, allowed_hosts: ['bench.test'], max_download_mb: 1_000_000 };
  const record = await openRecord(policy);
  const broker = new EgressBroker({
    clock: systemClock,
    policy,
    services: new Map(),
    resolve: async () => [PUBLIC_ADDRESS],
    dial: () => connect({ host: '127.0.0.1', port: serverPort, allowHalfOpen: true, noDelay: true }),
    onDecided: record.decided,
    onClosed: record.closed,
  });
  broker.attach(await execStream(docker, container.id, { command: ['airlock-relay'], user: RELAY_USER }));
  const clientCode = await readFile(path.join(HERE, 'client.mjs'), 'utf8');
  const command = ['node', '--input-type=module', '-e', clientCode, '--'];
  const start = (what: string, count: number) =>
    execStream(docker, container.id, {
      command: [...command, what, RELAY_PORT, 'relay', `${count}`],
      user: BROWSER_USER,
    });

  return {
    broker,
    /** How long each connection waited for its line in the record, in milliseconds. */
    waitedMs: record.waitedMs,
    use: (server: BenchServer) => {
      serverPort = server.port;
    },
    /** Starts the client in the container and leaves it running; it ends with the stream. */
    start,
    /** What the client in the container measured, through relay and broker. */
    through: async <T>(what: string, count: number): Promise<T> => {
      return JSON.parse(await readLine(await start(what, count))) as T;
    },
    /** What the exec stream to the container carries by itself. */
    streamAlone: async (bytes: number): Promise<readonly number[]> => {
      const stream = await start('sink', bytes);
      const chunk = Buffer.alloc(256 * 1024);
      const fill = () => {
        while (!stream.destroyed && stream.write(chunk));
      };
      stream.on('drain', fill).on('error', () => undefined);
      const line = readLine(stream);
      fill();
      return JSON.parse(await line) as readonly number[];
    },
    /** The same client, the same server, on the host and without a broker. */
    direct: async <T>(what: string, count: number): Promise<T> => {
      const args = [...command.slice(1), what, String(serverPort), 'direct', String(count)];
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
      return JSON.parse(await readLine(child.stdout)) as T;
    },
    dispose: async () => {
      broker.dispose();
      clearInterval(leaseTimer);
      await record.dispose();
      await withoutFailing(container.remove({ force: true }), undefined, 'it may have ended by itself');
    },
  };
}

/** A record as a session has it, on the disk that this repository is on: a folder for temporary files may be memory. */
async function openRecord(policy: Policy) {
  const folder = path.resolve(HERE, '../../node_modules/.cache/airlock-bench');
  const session = await SessionFolder.create(folder, `egress-${process.pid}`, policy, systemClock);
  const recorder = new NetworkRecorder(session, systemClock);
  const waitedMs: number[] = [];
  return {
    waitedMs,
    decided: async (decision: EgressDecision) => {
      const begun = performance.now();
      await recorder.decided(decision);
      waitedMs.push(performance.now() - begun);
    },
    closed: (closed: EgressClosed) => recorder.closed(closed),
    dispose: async () => {
      await session.close();
      await rm(session.path, { recursive: true });
    },
  };
}

function readLine(stream: NodeJS.ReadableStream | Duplex): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')));
    });
    stream.on('end', () => reject(new Error(`The program ended: ${text}`)));
  });
}

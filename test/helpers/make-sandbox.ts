import { readFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../../electron/engine/base/clock';
import { Emitter } from '../../electron/engine/base/emitter';
import { createId } from '../../electron/engine/base/ids';
import type { PutQuestion } from '../../electron/engine/egress/asking/egress-question';
import { EgressBroker } from '../../electron/engine/egress/egress-broker';
import type { EgressDecision } from '../../electron/engine/egress/egress-events';
import { type Tripwire, watchSent } from '../../electron/engine/honeytokens/tripwire';
import { connectDocker, type Docker } from '../../electron/engine/sandbox/docker';
import type { Plants } from '../../electron/engine/sandbox/plants/plant';
import type { NavigationRules } from '../../electron/engine/sandbox/requests/navigation-guard';
import { Sandbox } from '../../electron/engine/sandbox/sandbox';
import { findSandboxImage } from '../../electron/engine/sandbox/sandbox-image';
import type { Policy, Redaction } from '../../shared/domain/policy';
import { answer } from './answer';
import { makeRun } from './make-run';
import { MemoryRecord } from './memory-record';
import { samplePolicy } from './sample-policy';
import { NO_REDACTION } from './screen-picture';
import type { TestSite } from './test-site';

export const IMAGE_FOLDER = fileURLToPath(new URL('../../assets/sandbox-image', import.meta.url));
export const PRACTICE_FOLDER = fileURLToPath(new URL('../../assets/practice-site', import.meta.url));
export const DISPLAY = { width: 1280, height: 800 };

export type SandboxOptions = {
  /** Served under each of `hosts` on port 80; without it the browser opens an empty page. */
  readonly site?: TestSite;
  readonly hosts?: readonly string[];
  /** In place of `site`, for hosts that are sites of their own. */
  readonly services?: Readonly<Record<string, TestSite>>;
  /** Allowed, but not served by the console. */
  readonly furtherHosts?: readonly string[];
  readonly resolve?: (host: string) => Promise<readonly string[]>;
  /** Changes to the policy the broker goes by. */
  readonly policy?: Partial<Policy>;
  /** Served like `hosts`, but not named by the policy. */
  readonly unnamedHosts?: readonly string[];
  /** Answers about hosts that the policy does not name; nobody is asked without it. */
  readonly ask?: PutQuestion;
  /** Starts a connection to an address; there is no network otherwise. */
  readonly dial?: (address: string, port: number) => Socket;
  /** What the browser may open; everything unless given. */
  readonly navigation?: NavigationRules;
  readonly startPath?: string;
  /** What is black in its pictures; nothing unless given. */
  readonly redaction?: Redaction;
  /** Fake secrets that are in it, and what looks for them on their way out. */
  readonly planted?: { readonly plants: Plants; readonly tripwire: Tripwire };
  /** In place of the product's own. */
  readonly image?: string;
  /** In pixels; 1280 × 800 unless given. */
  readonly display?: { readonly width: number; readonly height: number };
};

const OPEN: NavigationRules = { judge: () => ({ isAllowed: true }), onRefused: () => undefined };

/** A real sandbox on the real image, whose browser sees `site` and nothing else. Dispose it. */
export async function makeSandbox(options: SandboxOptions = {}) {
  const { site, hosts = ['page.test'], startPath = '/', planted } = options;
  const { docker } = await connectDocker();
  const image = await findSandboxImage(docker, IMAGE_FOLDER);
  if (image.kind === 'missing')
    throw new Error(`${image.tag} is missing: run tsx scripts/sandbox-image.ts first`);
  const connections: EgressDecision[] = [];
  const connected = new Emitter<EgressDecision>();
  const broker = new EgressBroker({
    clock: systemClock,
    policy: samplePolicy({
      allowed_hosts: [...hosts.map((host) => `${host}:80`), ...(options.furtherHosts ?? [])],
      ...options.policy,
    }),
    services: new Map([
      ...(site
        ? [...hosts, ...(options.unnamedHosts ?? [])].map((host) => [host, site.handle] as const)
        : []),
      ...Object.entries(options.services ?? {}).map(([host, { handle }]) => [host, handle] as const),
    ]),
    ...(options.ask && { ask: options.ask }),
    resolve: options.resolve ?? (async () => []),
    ...(options.dial && { dial: options.dial }),
    ...(planted && { follow: (host: string) => planted.tripwire.follow(host) }),
    onDecided: async (connection) => {
      connections.push(connection);
      connected.emit(connection);
    },
  });
  const owner = `test-${createId()}`;
  const begun = performance.now();
  const sandbox = await Sandbox.create(
    { docker, clock: systemClock, log: { warn: () => undefined } },
    {
      sandboxId: `test-${createId()}`,
      owner,
      version: '0.0.0',
      image: options.image ?? image.tag,
      display: options.display ?? DISPLAY,
      seccompProfile: await readFile(path.join(IMAGE_FOLDER, 'seccomp.json'), 'utf8'),
    },
    new AbortController().signal,
  );
  await sandbox.begin({
    network: {
      attach: (stream) => broker.attach(stream),
      guard: async (browser) => {
        browser.requests.guard(options.navigation ?? OPEN);
        if (planted) await watchSent(browser.requests, planted.tripwire);
      },
    },
    startUrl: site ? `http://${hosts[0]}${startPath}` : null,
    pictures: { redaction: options.redaction ?? NO_REDACTION, area: null },
    ...(planted && { plants: planted.plants }),
  });
  if (site) await sandbox.browser.painted();
  const startMs = performance.now() - begun;
  if (site) await site.until(() => site.events.some(({ type }) => type === 'ready'));
  const dispose = async () => {
    await sandbox.dispose();
    broker.dispose();
    const left = await containersOf(docker, owner);
    if (left.length > 0) throw new Error(`left behind: ${left.join(', ')}`);
  };
  /** The first connection, made already or to come, that `isIt` accepts; null when there is none within `limitMs`. */
  const untilConnection = (isIt: (connection: EgressDecision) => boolean, limitMs = 4000) =>
    new Promise<EgressDecision | null>((resolve) => {
      const done = (found: EgressDecision | null) => {
        stop();
        clearTimeout(timer);
        resolve(found);
      };
      const timer = setTimeout(() => done(null), limitMs);
      const stop = connected.on((connection) => isIt(connection) && done(connection));
      const found = connections.find(isIt);
      if (found !== undefined) done(found);
    });
  return { sandbox, docker, connections, untilConnection, startMs, dispose };
}

/** Names of the containers, running or not, that belong to an owner. */
export async function containersOf(docker: Docker, owner: string): Promise<string[]> {
  const filters = { label: [`airlock.owner=${owner}`] };
  const found = await docker.listContainers({ all: true, filters });
  return found.flatMap(({ Names }) => Names);
}

/** The real gate and driver on a sandbox. Risky actions are approved at once: these tests are about what happens then. */
export function makeDriver(sandbox: Sandbox, changes: Partial<Policy> = {}) {
  const limits = { max_actions_per_minute: 600, max_steps: 1000 };
  const policy = samplePolicy({ ...limits, ...changes });
  const made = makeRun({ sandbox, record: new MemoryRecord(), policy });
  made.queue.changed.on(([first]) => {
    if (first !== undefined)
      queueMicrotask(() => answer(made.queue, { approvalId: first.id, verdict: 'approve', reason: '' }));
  });
  return made;
}

/** Runs a command in a container as the display user unless another is named; for probes, never for a secret. */
export async function execIn(
  docker: Docker,
  containerId: string,
  command: readonly string[],
  user = '1002',
): Promise<{ readonly code: number; readonly output: string }> {
  const exec = await docker.getContainer(containerId).exec({
    Cmd: [...command],
    User: user,
    AttachStdout: true,
    AttachStderr: true,
  });
  const stream = await exec.start({ hijack: true });
  const chunks: Buffer[] = [];
  const add = { write: (chunk: Buffer) => chunks.push(chunk) } as unknown as NodeJS.WritableStream;
  docker.modem.demuxStream(stream, add, add);
  await new Promise((resolve, reject) => stream.on('end', resolve).on('error', reject));
  const { ExitCode } = await exec.inspect();
  return { code: ExitCode ?? -1, output: Buffer.concat(chunks).toString('utf8').trimEnd() };
}

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connectDocker, type Docker } from '../../electron/engine/sandbox/docker';
import { findSandboxImage } from '../../electron/engine/sandbox/sandbox-image';
import { makeCertificates } from './engine-certificates';
import { openDoor } from './engine-door';
import { linkImage, loadImage } from './share-image';

const IMAGE_FOLDER =
  process.env.AIRLOCK_IMAGE_FOLDER ?? path.resolve(import.meta.dirname, '../../assets/sandbox-image');
const START_LIMIT_MS = 20_000;
const STOP_LIMIT_MS = 15_000;
/** The host ids that user 0 to 65535 of a remapped engine's containers get. */
const REMAPPED_IDS = '296608:65536';
/** Inside the engine's own network. */
const TLS_PORT = 2376;
/** SIOCSIFFLAGS with IFF_UP: there may be no `ip` on the machine. */
const LOOPBACK_UP =
  'use Socket; socket(S, AF_INET, SOCK_DGRAM, 0); my $up = pack("a16s", "lo", 1); ioctl(S, 0x8914, $up) or die';

export type OwnEngineOptions = {
  /** Root in its containers is an ordinary user outside. */
  readonly userRemap?: boolean;
  /** Registers Debian's runsc under the name `runsc`. */
  readonly gvisor?: boolean;
  /** Listens on a loopback port too, for clients with a certificate of its own authority. */
  readonly tls?: boolean;
  /** Containers outlive a restart of the daemon. */
  readonly liveRestore?: boolean;
  /** False: starts without the sandbox image. */
  readonly withImage?: boolean;
};

export type OwnEngine = {
  readonly docker: Docker;
  readonly socketPath: string;
  /** For DOCKER_HOST. */
  readonly host: string;
  readonly tls: { readonly host: string; readonly port: number; readonly certificates: string } | null;
  /** Ends the daemon and keeps its images; `resume` starts it again. */
  halt(): Promise<void>;
  resume(): Promise<void>;
  restart(): Promise<void>;
  /** Removes everything: containers, processes, files. */
  stop(): Promise<void>;
};

/**
 * A further Docker engine on this machine, apart from the one in use: for tests that restart it, remap its users or
 * register a runtime. Needs root and Debian's `docker.io`.
 *
 *     const engine = await startOwnEngine({ tls: true });
 *     process.env.DOCKER_HOST = engine.host;          // or: connectDocker({ socketPath: engine.socketPath })
 *     …
 *     await engine.stop();
 *
 * It lives in namespaces of its own (processes, mounts, network) held by a pipe to this process, so that all of it ends with this process,
 * whatever way that ends.
 */
export async function startOwnEngine(options: OwnEngineOptions = {}): Promise<OwnEngine> {
  const main = await connectDocker();
  const { DockerRootDir } = (await main.docker.info()) as { DockerRootDir: string };
  // Within the folder of the engine in use: surely a file system that can hold layers, and files in it can be linked.
  // Remapped users may not even pass through it.
  const parent = options.userRemap ? path.dirname(DockerRootDir) : DockerRootDir;
  const folder = await mkdtemp(path.join(existsSync(parent) ? parent : tmpdir(), 'airlock-engine-'));
  await chmod(folder, 0o711);
  const holder = await holdNamespaces(folder, options.userRemap === true);
  const daemon = new Daemon(folder, holder);
  const door = options.tls ? await openDoor(folder) : null;
  const end = async () => {
    door?.close();
    await daemon.end();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const tls = door && { host: '127.0.0.1', port: door.port, certificates: await makeCertificates(folder) };
    const socketPath = path.join(folder, 'docker.sock');
    await writeFile(
      path.join(folder, 'daemon.json'),
      JSON.stringify(configuration(folder, socketPath, tls, options)),
    );
    const image = options.withImage === false ? null : await wantedImage(main.docker);
    const isLinked =
      image !== null &&
      !options.userRemap &&
      (await linkImage(main.docker, image, path.join(folder, 'data')));
    await daemon.start();
    if (door) await daemon.answerAt(door.socketPath);
    const { docker } = await connectDocker({ socketPath });
    if (image !== null && !isLinked) await loadImage(main.docker, image, docker);
    const stop = async () => {
      const left = await docker.listContainers({ all: true }).catch(() => []);
      await Promise.allSettled(
        left.map(({ Id }) => docker.getContainer(Id).remove({ force: true, v: true })),
      );
      await end();
    };
    return {
      docker,
      socketPath,
      host: `unix://${socketPath}`,
      tls,
      halt: () => daemon.halt(),
      resume: () => daemon.start(),
      restart: async () => {
        await daemon.halt();
        await daemon.start();
      },
      stop,
    };
  } catch (error) {
    await end();
    throw error;
  }
}

async function wantedImage(docker: Docker): Promise<string> {
  const image = await findSandboxImage(docker, IMAGE_FOLDER);
  if (image.kind === 'present') return image.tag;
  throw new Error(`${image.tag} is missing: run tsx scripts/sandbox-image.ts first`);
}

function configuration(
  folder: string,
  socketPath: string,
  tls: OwnEngine['tls'],
  options: OwnEngineOptions,
): Record<string, unknown> {
  const runsc = {
    path: '/usr/bin/runsc',
    runtimeArgs: ['--platform=ptrace', '--network=none', '--oci-seccomp'],
  };
  return {
    'data-root': path.join(folder, 'data'),
    'exec-root': path.join(folder, 'run'),
    pidfile: path.join(folder, 'pid'),
    hosts: [`unix://${socketPath}`, ...(tls ? [`tcp://127.0.0.1:${TLS_PORT}`] : [])],
    // A sandbox has no network.
    bridge: 'none',
    iptables: false,
    ip6tables: false,
    'ip-forward': false,
    'ip-masq': false,
    'shutdown-timeout': 2,
    'exec-opts': ['native.cgroupdriver=cgroupfs'],
    ...(tls && {
      tlsverify: true,
      tlscacert: path.join(tls.certificates, 'ca.pem'),
      tlscert: path.join(tls.certificates, 'server-cert.pem'),
      tlskey: path.join(tls.certificates, 'server-key.pem'),
    }),
    ...(options.userRemap && { 'userns-remap': 'daemon' }),
    ...(options.liveRestore && { 'live-restore': true }),
    ...(options.gvisor && { runtimes: { runsc } }),
  };
}

/**
 * A process that holds new namespaces open until its stdin ends; then the kernel ends everything in them. The network is
 * one of them: an engine without a bridge removes `docker0`, which belongs to the engine in use. The ids for remapped
 * users are put over /etc/subuid in there only.
 */
async function holdNamespaces(folder: string, isRemapped: boolean): Promise<ChildProcess> {
  const ids = path.join(folder, 'ids');
  await writeFile(ids, `daemon:${REMAPPED_IDS}\n`);
  const remap = 'for f in /etc/subuid /etc/subgid; do touch $f && mount --bind "$1" $f || exit 1; done;';
  // A system's own containerd would be taken, and knows nothing of these namespaces.
  const hide = 'mkdir -p /run/containerd && mount -t tmpfs none /run/containerd || exit 1;';
  const script = `${hide} ${isRemapped ? remap : ''} perl -e '${LOOPBACK_UP}'; echo held; exec cat`;
  const args = [
    '--mount',
    '--net',
    '--pid',
    '--fork',
    '--kill-child',
    '--mount-proc',
    'sh',
    '-c',
    script,
    'sh',
    ids,
  ];
  const holder = spawn('unshare', args, { stdio: ['pipe', 'pipe', 'inherit'] });
  await new Promise<void>((resolve, reject) => {
    holder.once('error', reject);
    const onExit = (code: number | null) =>
      reject(new Error(`no namespaces for an engine (code ${code}): is this root?`));
    holder.once('exit', onExit);
    holder.stdout.once('data', () => {
      holder.off('exit', onExit);
      resolve();
    });
  });
  return holder;
}

/** One dockerd in the namespaces of its holder. */
class Daemon {
  #ended: Promise<void> = Promise.resolve();

  constructor(
    private readonly folder: string,
    private readonly holder: ChildProcess,
  ) {}

  async start(): Promise<void> {
    const containerd = [
      '--containerd-namespace',
      'airlock-test',
      '--containerd-plugins-namespace',
      'airlock-test-plugins',
    ];
    const args = ['--config-file', path.join(this.folder, 'daemon.json'), ...containerd];
    const child = await this.#enter('dockerd', args);
    let log = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      log = (log + text).slice(-4000);
    });
    this.#ended = new Promise((resolve) => child.once('exit', () => resolve()));
    let hasEnded = false;
    void this.#ended.then(() => {
      hasEnded = true;
    });
    const { docker } = await connectDocker({ socketPath: path.join(this.folder, 'docker.sock') });
    const giveUpAt = performance.now() + START_LIMIT_MS;
    while (!(await docker.ping().then(Boolean, () => false))) {
      if (hasEnded || performance.now() > giveUpAt) throw new Error(`the engine did not start:\n${log}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Asks the daemon to end and waits; one that does not end in time is killed. */
  async halt(): Promise<void> {
    const pid = (await readFile(path.join(this.folder, 'pid'), 'utf8').catch(() => '')).trim();
    if (pid === '') return;
    await this.#signal('TERM', pid);
    const timer = setTimeout(() => void this.#signal('KILL', pid), STOP_LIMIT_MS);
    await this.#ended;
    clearTimeout(timer);
  }

  /** Ends the daemon and everything that it started. */
  async end(): Promise<void> {
    await this.halt();
    if (this.holder.exitCode !== null) return;
    const gone = new Promise((resolve) => this.holder.once('exit', resolve));
    this.holder.stdin?.end();
    await gone;
  }

  /** Carries connections to a socket in its folder on to its TLS port, which only its own network has. */
  async answerAt(socketPath: string): Promise<void> {
    const program = `const net = require('node:net');
      net.createServer((from) => {
        const to = net.connect(${TLS_PORT}, '127.0.0.1');
        from.pipe(to).pipe(from);
        for (const end of [from, to]) end.on('error', () => { from.destroy(); to.destroy(); });
      }).listen(process.argv[1], () => process.stderr.write('open'));`;
    const child = await this.#enter(process.execPath, ['-e', program, socketPath]);
    await new Promise((resolve, reject) => {
      child.stderr?.once('data', resolve);
      child.once('exit', () => reject(new Error('nothing answers for the engine over TLS')));
    });
  }

  async #signal(signal: string, pid: string): Promise<void> {
    const child = await this.#enter('kill', [`-${signal}`, pid]);
    await new Promise((resolve) => child.once('exit', resolve));
  }

  async #enter(program: string, args: readonly string[]): Promise<ChildProcess> {
    // The holder forked: what lives inside the namespaces is its child.
    const children = `/proc/${this.holder.pid}/task/${this.holder.pid}/children`;
    const [inside] = (await readFile(children, 'utf8')).trim().split(' ');
    const enter = ['--target', String(inside), '--mount', '--net', '--pid', '--', program, ...args];
    return spawn('nsenter', enter, { stdio: ['ignore', 'ignore', 'pipe'] });
  }
}

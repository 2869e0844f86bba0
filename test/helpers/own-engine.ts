import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connectDocker, type Docker } from '../../electron/engine/sandbox/docker';
import { findSandboxImage } from '../../electron/engine/sandbox/sandbox-image';
import { makeCertificates } from './engine-certificates';
import { Daemon, holdNamespaces, TLS_PORT } from './engine-daemon';
import { openDoor } from './engine-door';
import { linkImage, loadImage } from './share-image';

const IMAGE_FOLDER =
  process.env.AIRLOCK_IMAGE_FOLDER ?? path.resolve(import.meta.dirname, '../../assets/sandbox-image');

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

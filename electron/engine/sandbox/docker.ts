import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import Docker from 'dockerode';
import { AirlockError } from '../../../shared/airlock-error';

export type { Docker };

export interface DockerEngine {
  readonly docker: Docker;
  /** Where the engine is reached, for messages and the settings view. */
  readonly address: string;
}

export interface ConnectOptions {
  readonly socketPath?: string;
  /** The same forms as DOCKER_HOST: `unix://`, `npipe://`, `tcp://`, `ssh://`. */
  readonly host?: string;
  readonly env?: NodeJS.ProcessEnv;
}

export type EngineAnswer =
  | { readonly kind: 'ready'; readonly version: string; readonly apiVersion: string; readonly os: string }
  | { readonly kind: 'unreachable'; readonly reason: string; readonly remedy: string };

const WINDOWS_PIPE = '//./pipe/docker_engine';
const SYSTEM_SOCKET = '/var/run/docker.sock';
const PING_LIMIT_MS = 5000;

/**
 * Chooses the engine as Docker's own client does: an explicit address, DOCKER_HOST, the selected context, then the
 * usual sockets. Opens no connection; `pingDocker` says whether the engine answers.
 */
export async function connectDocker(options: ConnectOptions = {}): Promise<DockerEngine> {
  const address = findAddress(options);
  return { docker: new Docker(toDockerOptions(address, options.env ?? process.env)), address };
}

/** Asks the engine for its version; never rejects, so that a view can show what is missing and how to mend it. */
export async function pingDocker(engine: DockerEngine, limitMs = PING_LIMIT_MS): Promise<EngineAnswer> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })), limitMs);
  });
  try {
    const version = await Promise.race([engine.docker.version(), limit]);
    return { kind: 'ready', version: version.Version, apiVersion: version.ApiVersion, os: version.Os };
  } catch (error) {
    return { kind: 'unreachable', ...explainFailure(error, engine.address) };
  } finally {
    clearTimeout(timer);
  }
}

function explainFailure(error: unknown, address: string): { reason: string; remedy: string } {
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? '';
  if (code === 'EACCES' || code === 'EPERM') {
    return {
      reason: `This user may not use the Docker engine at ${address}.`,
      remedy: 'Run "sudo usermod -aG docker $USER", then log out and in again.',
    };
  }
  if (code === 'ETIMEDOUT') {
    return {
      reason: `The Docker engine at ${address} does not answer.`,
      remedy: 'Restart the engine, or choose another one with DOCKER_HOST.',
    };
  }
  return {
    reason: `No Docker engine answers at ${address}.`,
    remedy:
      process.platform === 'linux'
        ? 'Start it with "sudo systemctl start docker", or run "npm run setup" to install one.'
        : 'Start Docker Desktop, or set DOCKER_HOST.',
  };
}

function findAddress(options: ConnectOptions): string {
  const env = options.env ?? process.env;
  if (options.socketPath) return `unix://${options.socketPath}`;
  const named = options.host || env.DOCKER_HOST || readContextHost(env);
  if (named) return named.includes('://') ? named : `tcp://${named}`;
  if (process.platform === 'win32') return `npipe://${WINDOWS_PIPE}`;
  return `unix://${usualSockets(env).find((path) => existsSync(path)) ?? SYSTEM_SOCKET}`;
}

function usualSockets(env: NodeJS.ProcessEnv): readonly string[] {
  const home = env.HOME ?? homedir();
  return [
    SYSTEM_SOCKET,
    ...(env.XDG_RUNTIME_DIR ? [join(env.XDG_RUNTIME_DIR, 'docker.sock')] : []),
    join(home, '.docker/run/docker.sock'),
    join(home, '.docker/desktop/docker.sock'),
    join(home, '.colima/default/docker.sock'),
    join(home, '.orbstack/run/docker.sock'),
  ];
}

/** The endpoint of the context chosen with `docker context use`; undefined for the default one. */
function readContextHost(env: NodeJS.ProcessEnv): string | undefined {
  const folder = env.DOCKER_CONFIG ?? join(env.HOME ?? homedir(), '.docker');
  const name = env.DOCKER_CONTEXT ?? readJson(join(folder, 'config.json'))?.currentContext;
  if (typeof name !== 'string' || name === '' || name === 'default') return undefined;
  const id = createHash('sha256').update(name).digest('hex');
  const host = readJson(join(folder, 'contexts/meta', id, 'meta.json'))?.Endpoints?.docker?.Host;
  return typeof host === 'string' && host !== '' ? host : undefined;
}

interface ClientFile {
  readonly currentContext?: unknown;
  readonly Endpoints?: { readonly docker?: { readonly Host?: unknown } };
}

function readJson(path: string): ClientFile | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as ClientFile;
  } catch {
    // No client configuration, or none that can be read: the default context.
    return undefined;
  }
}

function toDockerOptions(address: string, env: NodeJS.ProcessEnv): Docker.DockerOptions {
  const local = /^(?:unix|npipe):\/\/(.+)$/.exec(address);
  // dockerode reads DOCKER_HOST by itself; an empty host keeps it from overriding the socket chosen here.
  if (local?.[1]) return { socketPath: local[1], host: '', protocol: 'http' };
  const url = parseAddress(address);
  if (url.protocol === 'ssh:') {
    const sshOptions = env.SSH_AUTH_SOCK ? { agent: env.SSH_AUTH_SOCK } : {};
    return { protocol: 'ssh', host: url.hostname, port: url.port || 22, username: url.username, sshOptions };
  }
  const folder = env.DOCKER_CERT_PATH;
  const hasTls = url.protocol === 'https:' || env.DOCKER_TLS_VERIFY === '1' || url.port === '2376';
  const port = url.port || (hasTls ? 2376 : 2375);
  if (!hasTls) return { protocol: 'http', host: url.hostname, port };
  if (!folder) return { protocol: 'https', host: url.hostname, port };
  const [ca, cert, key] = ['ca.pem', 'cert.pem', 'key.pem'].map((name) => readFileSync(join(folder, name)));
  return { protocol: 'https', host: url.hostname, port, ca, cert, key };
}

function parseAddress(address: string): URL {
  try {
    const url = new URL(address);
    if (url.hostname && ['tcp:', 'http:', 'https:', 'ssh:'].includes(url.protocol)) return url;
  } catch {
    // Falls through: the message below is the same for both.
  }
  throw new AirlockError(
    'bad-input',
    'DOCKER_HOST is not an address of an engine. Use unix:///path, tcp://host:port or ssh://user@host.',
  );
}

import { readFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import Docker from 'dockerode';
import { AirlockError } from '../../../shared/airlock-error';
import { withLimit } from '../base/limits';
import { isLoopback, parseEngineAddress } from './connection/address';
import { defaultEndpoint, type Endpoint, withScheme } from './connection/find-endpoints';
import { SshAgent } from './connection/ssh-agent';
import { negotiateApi, OLDEST_API } from './negotiate-api';

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
  /** Folder with ca.pem, cert.pem and key.pem; DOCKER_CERT_PATH unless given. */
  readonly certificates?: string;
  readonly env?: NodeJS.ProcessEnv;
}

export type EngineAnswer =
  | { readonly kind: 'ready'; readonly version: string; readonly apiVersion: string; readonly os: string }
  | { readonly kind: 'unreachable'; readonly reason: string; readonly remedy: string };

const PING_LIMIT_MS = 5000;

/**
 * Chooses the engine as Docker's own client does: an explicit address, DOCKER_HOST, the selected context, then the
 * usual sockets. Opens no connection; `pingDocker` says whether the engine answers. Rejects with `bad-input`.
 */
export async function connectDocker(options: ConnectOptions = {}): Promise<DockerEngine> {
  const { socketPath, host, env = process.env } = options;
  const named = socketPath ? `unix://${socketPath}` : host ? withScheme(host) : null;
  if (named === null) return connectEndpoint(defaultEndpoint(env));
  const certificates = options.certificates ?? (env.DOCKER_CERT_PATH || null);
  return connectEndpoint({ address: named, certificates, skipsCheck: false });
}

/**
 * An engine by its endpoint. One that can't be used, or can't be trusted to be itself, answers nothing but why: so a list
 * can show it.
 */
export function connectOrRefuse(endpoint: Endpoint): DockerEngine {
  try {
    return connectEndpoint(endpoint);
  } catch (error) {
    const agent = new RefusingAgent(error instanceof Error ? error.message : 'The address can not be used.');
    const options: Options = { socketPath: undefined, host: 'refused', port: 80, protocol: 'http', agent };
    return { docker: new Docker(options), address: endpoint.address };
  }
}

/** An engine by its endpoint. Throws `bad-input` for one that can't be used or can't be trusted to be itself. */
export function connectEndpoint(endpoint: Endpoint): DockerEngine {
  return { docker: new Docker(toDockerOptions(endpoint)), address: endpoint.address };
}

/**
 * Asks the engine for its version and speaks the newest API that both know from then on. Never rejects, so that a view
 * can show what is missing and how to mend it.
 */
export async function pingDocker(engine: DockerEngine, limitMs = PING_LIMIT_MS): Promise<EngineAnswer> {
  try {
    // Asked without a version, which every engine answers.
    speak(engine, undefined);
    const version = await withLimit(engine.docker.version(), limitMs, null);
    if (version === null) return { kind: 'unreachable', ...explainSilence(engine.address) };
    const api = negotiateApi(version.ApiVersion, version.MinAPIVersion);
    if (api === null) return { kind: 'unreachable', ...explainTooOld(version.Version, engine.address) };
    speak(engine, `v${api}`);
    return { kind: 'ready', version: version.Version, apiVersion: version.ApiVersion, os: version.Os };
  } catch (error) {
    return { kind: 'unreachable', ...explainFailure(error, engine.address) };
  }
}

function speak({ docker }: DockerEngine, version: string | undefined): void {
  (docker.modem as { version?: string | undefined }).version = version;
}

function explainTooOld(version: string, address: string): { reason: string; remedy: string } {
  return {
    reason: `The Docker engine at ${address} is too old (${version}).`,
    remedy: `Update it: API ${OLDEST_API} (Docker 20.10) or later is needed.`,
  };
}

function explainSilence(address: string): { reason: string; remedy: string } {
  return {
    reason: `The Docker engine at ${address} does not answer.`,
    remedy: 'Restart the engine, or choose another one with DOCKER_HOST.',
  };
}

function explainFailure(error: unknown, address: string): { reason: string; remedy: string } {
  const { code = '', message = '' } = error as NodeJS.ErrnoException;
  if (code === 'EREFUSED') return { reason: message, remedy: 'Correct its address under Settings.' };
  if (code === 'ESSH') {
    return {
      reason: `The Docker engine at ${address} could not be reached: ${message}.`,
      remedy: `Try "ssh ${address.replace(/^ssh:\/\//, '')} docker version": it must work without any question.`,
    };
  }
  if (/CERT|TLS|SSL|SIGN|ALTNAME|VERIFY|ISSUER/.test(code)) {
    return {
      reason: `The Docker engine at ${address} did not prove who it is (${code}).`,
      remedy:
        'Check the certificates: ca.pem must be the authority of the engine, cert.pem and key.pem its client.',
    };
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return {
      reason: `This user may not use the Docker engine at ${address}.`,
      remedy: 'Run "sudo usermod -aG docker $USER", then log out and in again.',
    };
  }
  if (code === 'ETIMEDOUT') return explainSilence(address);
  return {
    reason: `No Docker engine answers at ${address}.`,
    remedy:
      process.platform === 'linux'
        ? 'Start it with "sudo systemctl start docker", or run "npm run setup" to install one.'
        : 'Start Docker Desktop, or set DOCKER_HOST.',
  };
}

/** `agent` is dockerode's, missing from its types. */
type Options = Docker.DockerOptions & { readonly agent?: Agent };

function toDockerOptions(endpoint: Endpoint): Options {
  const address = parseEngineAddress(endpoint.address);
  // dockerode reads DOCKER_HOST and DOCKER_CERT_PATH by itself; what is named here keeps them out.
  const own = { ca: undefined, cert: undefined, key: undefined, pathPrefix: '/' };
  if (address.kind === 'local') return { ...own, socketPath: address.path, host: '', protocol: 'http' };
  if (address.kind === 'ssh')
    return { ...own, protocol: 'http', host: 'docker', port: 80, agent: new SshAgent(address) };
  const { host, isTls } = address;
  if (endpoint.skipsCheck) {
    throw new AirlockError(
      'bad-input',
      `The context for ${endpoint.address} leaves the engine's certificate unchecked: anybody in between could pose as the engine. Recreate it without skip-tls-verify.`,
    );
  }
  if (!isTls && endpoint.certificates === null) {
    if (isLoopback(host)) return { ...own, protocol: 'http', host, port: address.port ?? 2375 };
    throw new AirlockError(
      'bad-input',
      `The engine at ${endpoint.address} would be used without TLS: whoever is on the way could start containers on it. Use ssh://user@${host}, or give certificates for TLS (port 2376).`,
    );
  }
  const port = address.port ?? 2376;
  return { ...own, protocol: 'https', host, port, ...readCertificates(endpoint.certificates) };
}

function readCertificates(folder: string | null): Docker.DockerOptions {
  if (folder === null) return {};
  try {
    const [ca, cert, key] = ['ca.pem', 'cert.pem', 'key.pem'].map((name) => readFileSync(join(folder, name)));
    return { ca, cert, key };
  } catch (error) {
    const { path = folder, code = '' } = error as NodeJS.ErrnoException;
    throw new AirlockError(
      'bad-input',
      `The certificates of the engine could not be read (${path}: ${code}). The folder must hold ca.pem, cert.pem and key.pem.`,
      { cause: error },
    );
  }
}

class RefusingAgent extends Agent {
  constructor(private readonly why: string) {
    super();
  }

  override createConnection(): Duplex {
    throw Object.assign(new Error(this.why), { code: 'EREFUSED' });
  }
}

import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { findContext, readContexts, selectedContext } from './docker-contexts';

/** An engine's address with what is needed to use it. */
export type Endpoint = {
  /** In the forms of DOCKER_HOST. */
  readonly address: string;
  /** Folder with ca.pem, cert.pem and key.pem of a TLS connection. */
  readonly certificates: string | null;
  /** A certificate must be checked; an endpoint that wants it unchecked is refused. */
  readonly skipsCheck: boolean;
};

export type FoundEndpoint = Endpoint & {
  readonly source: 'environment' | 'context' | 'socket';
  readonly name: string;
};

const WINDOWS_PIPE = 'npipe:////./pipe/docker_engine';
const SYSTEM_SOCKET = '/var/run/docker.sock';

/** The engine that Docker's own client would use: DOCKER_HOST, the selected context, then the usual sockets. */
export function defaultEndpoint(env: NodeJS.ProcessEnv): FoundEndpoint {
  const fromEnvironment = environmentEndpoint(env);
  if (fromEnvironment !== null) return fromEnvironment;
  const selected = selectedContext(env);
  const context = selected === null ? null : findContext(env, selected);
  if (context !== null) return { source: 'context', ...context };
  return socketEndpoints(env)[0] ?? socketEndpoint(SYSTEM_SOCKET);
}

/** Every engine that this machine knows of, the default one first, each address once. */
export function findEndpoints(env: NodeJS.ProcessEnv): readonly FoundEndpoint[] {
  const contexts = readContexts(env).map((context) => ({ source: 'context' as const, ...context }));
  const all = [defaultEndpoint(env), ...contexts, ...socketEndpoints(env)];
  const seen = new Set<string>();
  return all.filter(({ address }) => !seen.has(address) && seen.add(address));
}

/** A bare `host:port` is tcp, as for Docker's client. */
export function withScheme(host: string): string {
  return host.includes('://') ? host : `tcp://${host}`;
}

function environmentEndpoint(env: NodeJS.ProcessEnv): FoundEndpoint | null {
  if (!env.DOCKER_HOST) return null;
  const wantsTls = env.DOCKER_TLS_VERIFY !== undefined && env.DOCKER_TLS_VERIFY !== '';
  const folder = env.DOCKER_CERT_PATH || join(env.HOME ?? homedir(), '.docker');
  const certificates = wantsTls || env.DOCKER_CERT_PATH ? folder : null;
  const address = withScheme(env.DOCKER_HOST);
  return { source: 'environment', name: 'DOCKER_HOST', address, certificates, skipsCheck: false };
}

function socketEndpoints(env: NodeJS.ProcessEnv): readonly FoundEndpoint[] {
  if (process.platform === 'win32') {
    return [{ ...socketEndpoint(WINDOWS_PIPE), address: WINDOWS_PIPE, name: 'Docker Desktop' }];
  }
  const home = env.HOME ?? homedir();
  const usual = [
    SYSTEM_SOCKET,
    ...(env.XDG_RUNTIME_DIR ? [join(env.XDG_RUNTIME_DIR, 'docker.sock')] : []),
    join(home, '.docker/run/docker.sock'),
    join(home, '.docker/desktop/docker.sock'),
    join(home, '.colima/default/docker.sock'),
    join(home, '.orbstack/run/docker.sock'),
  ];
  return usual.filter((path) => existsSync(path)).map(socketEndpoint);
}

function socketEndpoint(path: string): FoundEndpoint {
  const name = path === SYSTEM_SOCKET ? 'This machine' : path;
  return { source: 'socket', name, address: `unix://${path}`, certificates: null, skipsCheck: false };
}

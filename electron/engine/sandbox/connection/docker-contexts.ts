import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { sha256Hex } from '../../base/hashing';

/** An engine that Docker's own client knows under a name (`docker context ls`). */
export type DockerContext = {
  readonly name: string;
  /** In the forms of DOCKER_HOST. */
  readonly address: string;
  /** Folder with ca.pem, cert.pem and key.pem; null when the context has none. */
  readonly certificates: string | null;
  /** The context wants the engine's certificate taken unchecked. */
  readonly skipsCheck: boolean;
};

type ContextFile = {
  readonly currentContext?: unknown;
  readonly Name?: unknown;
  readonly Endpoints?: { readonly docker?: { readonly Host?: unknown; readonly SkipTLSVerify?: unknown } };
};

/** The contexts in the client's folder. One that can't be read is left out; the default one is not a file. */
export function readContexts(env: NodeJS.ProcessEnv): readonly DockerContext[] {
  const meta = join(clientFolder(env), 'contexts/meta');
  let ids: readonly string[];
  try {
    ids = readdirSync(meta);
  } catch {
    return [];
  }
  return ids.flatMap((id) => readContext(env, id) ?? []).sort((a, b) => a.name.localeCompare(b.name));
}

/** Name of the context chosen with DOCKER_CONTEXT or `docker context use`; null for the default one. */
export function selectedContext(env: NodeJS.ProcessEnv): string | null {
  const name = env.DOCKER_CONTEXT ?? readJson(join(clientFolder(env), 'config.json'))?.currentContext;
  return typeof name === 'string' && name !== '' && name !== 'default' ? name : null;
}

export function findContext(env: NodeJS.ProcessEnv, name: string): DockerContext | null {
  return readContext(env, sha256Hex(name));
}

function readContext(env: NodeJS.ProcessEnv, id: string): DockerContext | null {
  const folder = join(clientFolder(env), 'contexts');
  const file = readJson(join(folder, 'meta', id, 'meta.json'));
  const endpoint = file?.Endpoints?.docker;
  if (typeof file?.Name !== 'string' || typeof endpoint?.Host !== 'string' || endpoint.Host === '')
    return null;
  const certificates = join(folder, 'tls', id, 'docker');
  return {
    name: file.Name,
    address: endpoint.Host,
    certificates: existsSync(certificates) ? certificates : null,
    skipsCheck: endpoint.SkipTLSVerify === true,
  };
}

function clientFolder(env: NodeJS.ProcessEnv): string {
  return env.DOCKER_CONFIG ?? join(env.HOME ?? homedir(), '.docker');
}

function readJson(path: string): ContextFile | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as ContextFile;
  } catch {
    // No client configuration, or none that can be read: the default context.
    return undefined;
  }
}

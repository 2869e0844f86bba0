import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AirlockError } from '../../../shared/airlock-error';
import { cancelled } from '../base/limits';
import type { Docker } from './docker';

const REPOSITORY = 'airlock/sandbox';
const HASH_LABEL = 'airlock.image-hash';

export type SandboxImage =
  | { readonly kind: 'present'; readonly tag: string; readonly hash: string; readonly id: string }
  | { readonly kind: 'missing'; readonly tag: string; readonly hash: string };

export interface BuildOptions {
  readonly folder: string;
  readonly base: string;
  /** One line of the engine's own words; for a log or a progress view, not for decisions. */
  readonly onProgress?: (line: string) => void;
  readonly signal?: AbortSignal;
}

export type PullOutcome =
  | { readonly kind: 'pulled' }
  | { readonly kind: 'unavailable'; readonly reason: string };

interface EngineEvent {
  readonly stream?: string;
  readonly status?: string;
  readonly error?: string;
}

// As it goes, since the files together may be large: base/hashing.ts takes what is whole.
/** SHA-256 over path, executable bit and bytes of every file in the folder: what the image is made of, and no more. */
export async function hashImageFolder(folder: string): Promise<string> {
  const hash = createHash('sha256');
  for (const path of await listFiles(folder)) {
    const file = join(folder, path);
    const content = await readFile(file);
    const isExecutable = ((await stat(file)).mode & 0o111) !== 0;
    // Lengths keep two different folders from running together into the same bytes.
    hash.update(`${path.length}:${path}:${isExecutable ? 'x' : '-'}:${content.length}:`).update(content);
  }
  return hash.digest('hex');
}

export function sandboxImageTag(hash: string): string {
  return `${REPOSITORY}:${hash.slice(0, 12)}`;
}

/** Looks for the image that belongs to exactly these files; another image under the same tag counts as missing. */
export async function findSandboxImage(docker: Docker, folder: string): Promise<SandboxImage> {
  const hash = await hashImageFolder(folder);
  const tag = sandboxImageTag(hash);
  try {
    const image = await docker.getImage(tag).inspect();
    if (image.Config.Labels?.[HASH_LABEL] === hash) return { kind: 'present', tag, hash, id: image.Id };
    return { kind: 'missing', tag, hash };
  } catch (error) {
    if (statusOf(error) === 404) return { kind: 'missing', tag, hash };
    throw toAirlockError(error, 'looking for the sandbox image');
  }
}

/** Builds the image through the engine's API, so that it also works on a remote engine and without Docker's client. */
export async function buildSandboxImage(docker: Docker, options: BuildOptions): Promise<SandboxImage> {
  const { folder, base, onProgress, signal } = options;
  const hash = await hashImageFolder(folder);
  const tag = sandboxImageTag(hash);
  const context = { context: folder, src: [...(await listFiles(folder))] };
  try {
    const stream = await docker.buildImage(context, {
      t: tag,
      buildargs: { BASE: base },
      labels: { [HASH_LABEL]: hash },
      // The packages come over the host's network; the image itself runs without any.
      networkmode: 'host',
      rm: true,
      forcerm: true,
      ...(signal ? { abortSignal: signal } : {}),
    });
    await followEvents(docker, stream, { onProgress });
  } catch (error) {
    if (signal?.aborted) throw cancelled('Building the sandbox image');
    throw toAirlockError(error, `building the sandbox image on ${base}`);
  }
  return findSandboxImage(docker, folder);
}

/** Tries to pull the base image. Gives up when nothing came for `idleLimitMs`, so that an offline machine loses no time. */
export async function pullBase(
  docker: Docker,
  base: string,
  { idleLimitMs, onProgress }: { idleLimitMs: number; onProgress?: (line: string) => void },
): Promise<PullOutcome> {
  const abort = new AbortController();
  let timer = setTimeout(() => abort.abort(), idleLimitMs);
  try {
    const stream = await docker.pull(base, { abortSignal: abort.signal });
    await followEvents(docker, stream, {
      onProgress: (line) => {
        clearTimeout(timer);
        timer = setTimeout(() => abort.abort(), idleLimitMs);
        onProgress?.(line);
      },
    });
    return { kind: 'pulled' };
  } catch (error) {
    if (isDiskFull(error)) throw toAirlockError(error, `pulling ${base}`);
    const reason = abort.signal.aborted ? 'the registry does not answer' : firstLine(error);
    return { kind: 'unavailable', reason };
  } finally {
    clearTimeout(timer);
  }
}

/** Removes sandbox images of earlier versions. One that a container still uses stays, and goes the next time. */
export async function removeOlderSandboxImages(docker: Docker, keepTag: string): Promise<readonly string[]> {
  const images = await docker.listImages({ filters: { reference: [REPOSITORY] } });
  const tags = images.flatMap((image) => image.RepoTags ?? []);
  const removed: string[] = [];
  for (const tag of tags) {
    if (tag === keepTag || !tag.startsWith(`${REPOSITORY}:`)) continue;
    try {
      await docker.getImage(tag).remove();
      removed.push(tag);
    } catch (error) {
      if (statusOf(error) !== 409 && statusOf(error) !== 404) throw error;
    }
  }
  return removed;
}

async function listFiles(folder: string, below = ''): Promise<readonly string[]> {
  const found: string[] = [];
  for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) found.push(...(await listFiles(folder, path)));
    else if (entry.isFile()) found.push(path);
  }
  return found.sort();
}

function followEvents(
  docker: Docker,
  stream: NodeJS.ReadableStream,
  { onProgress }: { onProgress: ((line: string) => void) | undefined },
): Promise<void> {
  return new Promise((resolve, reject) => {
    let failure: string | undefined;
    docker.modem.followProgress(
      stream,
      (error) => {
        if (error) reject(error);
        else if (failure !== undefined) reject(new Error(failure));
        else resolve();
      },
      (event: EngineEvent) => {
        // The engine reports a failed step inside a successful answer.
        failure ??= event.error;
        const line = (event.stream ?? event.status ?? '').trim();
        if (line !== '') onProgress?.(line);
      },
    );
  });
}

function toAirlockError(error: unknown, doing: string): AirlockError {
  const options = { cause: error };
  const detail = firstLine(error);
  if (isDiskFull(error)) {
    const remedy = 'Free about 3 GB where Docker keeps its images ("docker system prune"), then try again.';
    return new AirlockError('disk-full', `No disk space left while ${doing}. ${remedy}`, options);
  }
  if (/ECONNREFUSED|ENOENT|EACCES|ECONNRESET|socket hang up/.test(detail)) {
    const remedy = 'Start the engine ("npm run setup" does it), then try again.';
    return new AirlockError(
      'engine-unreachable',
      `The Docker engine went away while ${doing}. ${remedy}`,
      options,
    );
  }
  if (/pull access denied|manifest unknown|no such image|lookup .* no such host/i.test(detail)) {
    const remedy = 'Run "npm run setup": it makes a base without a registry.';
    return new AirlockError('image-missing', `The base image is missing while ${doing}. ${remedy}`, options);
  }
  return new AirlockError('image-missing', `Docker failed while ${doing}: ${detail}`, options);
}

function isDiskFull(error: unknown): boolean {
  return /no space left on device|disk quota exceeded/i.test(firstLine(error));
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  // dockerode puts the status before the engine's own words.
  return (text.split('\n', 1)[0] ?? '').replace(/^\(HTTP code \d+\) [^-]* - /, '').trim();
}

function statusOf(error: unknown): number | undefined {
  return (error as { statusCode?: number } | undefined)?.statusCode;
}

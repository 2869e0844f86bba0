import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Docker } from '../../electron/engine/sandbox/docker';
import { AirlockError } from '../../shared/airlock-error';

const MIRROR = 'http://deb.debian.org/debian';
// Package files, documentation and device nodes: a container brings its own /dev and needs none of the rest.
const LEFT_OUT = ['./dev/*', './var/cache/apt/*', './var/lib/apt/lists/*', './var/log/*', './usr/share/doc/*']
  .concat(['./usr/share/man/*', './usr/share/locale/*', './proc/*', './sys/*'])
  .map((pattern) => `--exclude=${pattern}`);

/** False when only debootstrap is missing; where it could not run at all, `makeDebianBase` says so. */
export function canMakeDebianBase(): boolean {
  return process.platform !== 'linux' || process.getuid?.() !== 0 || existsSync('/usr/sbin/debootstrap');
}

/** Makes a Debian 12 base image out of packages alone, for a machine that reaches no container registry. */
export async function makeDebianBase(
  docker: Docker,
  { name, onProgress }: { name: string; onProgress: (line: string) => void },
): Promise<void> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    throw new AirlockError(
      'image-missing',
      'The base image debian:bookworm-slim cannot be pulled, and making it here needs root on Debian or Ubuntu. ' +
        'Run "docker pull debian:bookworm-slim" where a registry can be reached, then try again.',
    );
  }
  const folder = await mkdtemp(join(tmpdir(), 'airlock-base-'));
  try {
    await runDebootstrap(folder, onProgress);
    await importFolder(docker, folder, name);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runDebootstrap(folder: string, onProgress: (line: string) => void): Promise<void> {
  const child = spawn('debootstrap', ['--variant=minbase', 'bookworm', folder, MIRROR], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let last = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    for (const line of text.split('\n').filter(Boolean)) {
      last = line;
      onProgress(line);
    }
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    last = text.trim().split('\n').at(-1) ?? last;
  });
  await ended(child, () => `debootstrap failed: ${last}`);
}

async function importFolder(docker: Docker, folder: string, name: string): Promise<void> {
  const [repo, tag] = name.split(':');
  const tar = spawn('tar', ['-C', folder, ...LEFT_OUT, '-c', '.'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const sent = async () => {
    const stream = await docker.importImage(tar.stdout, { repo, tag });
    await new Promise<void>((resolve, reject) => {
      docker.modem.followProgress(stream, (error) => (error ? reject(error) : resolve()));
    });
  };
  await Promise.all([ended(tar, () => `packing ${folder} failed`), sent()]);
}

function ended(child: ReturnType<typeof spawn>, explain: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (cause?: unknown) => reject(new AirlockError('image-missing', `${explain()}.`, { cause }));
    child.once('error', fail);
    child.once('close', (code) => (code === 0 ? resolve() : fail()));
  });
}

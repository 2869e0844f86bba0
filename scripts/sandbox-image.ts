import { join } from 'node:path';
import { connectDocker, type Docker, pingDocker } from '../electron/engine/sandbox/docker';
import {
  buildSandboxImage,
  findSandboxImage,
  pullBase,
  removeOlderSandboxImages,
} from '../electron/engine/sandbox/sandbox-image';
import { AirlockError } from '../shared/airlock-error';
import { bundleGuest } from './lib/bundle-guest.mjs';
import { canMakeDebianBase, makeDebianBase } from './lib/debian-base';

const REGISTRY_BASE = 'debian:bookworm-slim';
const OWN_BASE = 'airlock/base:bookworm';
const REGISTRY_IDLE_LIMIT_MS = 15_000;

const folder = join(import.meta.dirname, '../assets/sandbox-image');

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function hasImage(docker: Docker, name: string): Promise<boolean> {
  return docker
    .getImage(name)
    .inspect()
    .then(
      () => true,
      () => false,
    );
}

/** For the set-up: only the program debootstrap is missing, and it knows how to install it. */
const NEEDS_DEBOOTSTRAP = 3;

/** A base that is there, else from a registry, else made here from Debian's packages. */
async function getBase(docker: Docker): Promise<string> {
  for (const base of [REGISTRY_BASE, OWN_BASE]) if (await hasImage(docker, base)) return base;
  const pull = await pullBase(docker, REGISTRY_BASE, { idleLimitMs: REGISTRY_IDLE_LIMIT_MS });
  if (pull.kind === 'pulled') return REGISTRY_BASE;
  if (!canMakeDebianBase()) {
    process.exitCode = NEEDS_DEBOOTSTRAP;
    throw new AirlockError('image-missing', 'Making a base image without a registry needs debootstrap.');
  }
  say(`${REGISTRY_BASE} cannot be pulled (${pull.reason}); making the base with debootstrap`);
  await makeDebianBase(docker, { name: OWN_BASE, onProgress: say });
  return OWN_BASE;
}

async function main(): Promise<void> {
  const engine = await connectDocker();
  const answer = await pingDocker(engine);
  if (answer.kind === 'unreachable') {
    throw new AirlockError('engine-unreachable', `${answer.reason} ${answer.remedy}`);
  }
  await bundleGuest();
  const found = await findSandboxImage(engine.docker, folder);
  if (found.kind === 'present') return say(`${found.tag} is up to date`);
  const base = await getBase(engine.docker);
  say(`building ${found.tag} on ${base}`);
  await buildSandboxImage(engine.docker, { folder, base, onProgress: say });
  await removeOlderSandboxImages(engine.docker, found.tag);
  say(`${found.tag} is built`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode ??= 1;
});

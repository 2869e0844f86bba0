import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Docker } from '../../../../electron/engine/sandbox/docker';
import {
  buildSandboxImage,
  findSandboxImage,
  hashImageFolder,
  pullBase,
  removeOlderSandboxImages,
  sandboxImageTag,
} from '../../../../electron/engine/sandbox/sandbox-image';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'airlock-image-'));
  await mkdir(join(folder, 'bin'));
  await writeFile(join(folder, 'Dockerfile'), 'FROM scratch\n');
  await writeFile(join(folder, 'bin/start'), '#!/bin/sh\n', { mode: 0o644 });
});

afterEach(() => rm(folder, { recursive: true, force: true }));

/** The part of dockerode that images need. Answers with what it was given, and remembers what was removed. */
class FakeDocker {
  readonly removed: string[] = [];
  readonly inUse = new Set<string>();
  events: readonly object[] = [];
  failure: Error | undefined;

  constructor(readonly labels: Map<string, Record<string, string>> = new Map()) {}

  readonly modem = {
    followProgress: (
      stream: Readable,
      onEnd: (error: Error | null) => void,
      onEvent?: (event: object) => void,
    ) => {
      stream.on('data', (event: object) => onEvent?.(event));
      stream.on('end', () => onEnd(null));
    },
  };

  getImage(tag: string) {
    return {
      inspect: async () => {
        const labels = this.labels.get(tag);
        if (!labels) throw Object.assign(new Error('no such image'), { statusCode: 404 });
        return { Id: `sha256:${tag}`, Config: { Labels: labels } };
      },
      remove: async () => {
        if (this.inUse.has(tag)) throw Object.assign(new Error('conflict'), { statusCode: 409 });
        this.removed.push(tag);
      },
    };
  }

  async listImages() {
    return [{ RepoTags: [...this.labels.keys()] }];
  }

  async buildImage(_context: object, options: { t: string; labels: Record<string, string> }) {
    if (this.failure) throw this.failure;
    this.labels.set(options.t, options.labels);
    return Readable.from(this.events);
  }

  async pull(_name: string, options: { abortSignal: AbortSignal }) {
    if (this.failure) throw this.failure;
    await new Promise((_resolve, reject) => {
      options.abortSignal.addEventListener('abort', () => reject(new Error('aborted')));
    });
  }

  asDocker(): Docker {
    return this as unknown as Docker;
  }
}

describe('the content hash of the image folder', () => {
  it('is the same for the same files and names the tag by its first twelve digits', async () => {
    const hash = await hashImageFolder(folder);
    expect(await hashImageFolder(folder)).toBe(hash);
    expect(sandboxImageTag(hash)).toBe(`airlock/sandbox:${hash.slice(0, 12)}`);
  });

  it('changes with a byte, a name, a new file and the executable bit', async () => {
    const hashes = new Set([await hashImageFolder(folder)]);
    await writeFile(join(folder, 'Dockerfile'), 'FROM scratch \n');
    hashes.add(await hashImageFolder(folder));
    await rename(join(folder, 'bin/start'), join(folder, 'bin/begin'));
    hashes.add(await hashImageFolder(folder));
    await writeFile(join(folder, 'policy.json'), '');
    hashes.add(await hashImageFolder(folder));
    await chmod(join(folder, 'bin/begin'), 0o755);
    hashes.add(await hashImageFolder(folder));
    expect(hashes.size).toBe(5);
  });

  it('keeps apart a boundary that moves between two files', async () => {
    await writeFile(join(folder, 'a'), 'xb');
    await writeFile(join(folder, 'b'), 'y');
    const before = await hashImageFolder(folder);
    await writeFile(join(folder, 'a'), 'x');
    await writeFile(join(folder, 'b'), 'by');
    expect(await hashImageFolder(folder)).not.toBe(before);
  });
});

describe('finding the image', () => {
  it('takes the image whose label is the hash of these files', async () => {
    const hash = await hashImageFolder(folder);
    const tag = sandboxImageTag(hash);
    const docker = new FakeDocker(new Map([[tag, { 'airlock.image-hash': hash }]]));
    expect(await findSandboxImage(docker.asDocker(), folder)).toEqual({
      kind: 'present',
      tag,
      hash,
      id: `sha256:${tag}`,
    });
  });

  it('does not trust a tag whose label says something else', async () => {
    const tag = sandboxImageTag(await hashImageFolder(folder));
    const docker = new FakeDocker(new Map([[tag, { 'airlock.image-hash': 'other' }]]));
    expect((await findSandboxImage(docker.asDocker(), folder)).kind).toBe('missing');
  });
});

describe('building the image', () => {
  it('reports the engine’s words and answers with the image', async () => {
    const docker = new FakeDocker();
    docker.events = [{ stream: 'Step 1/1 : FROM scratch\n' }, { stream: '\n' }];
    const lines: string[] = [];
    const image = await buildSandboxImage(docker.asDocker(), {
      folder,
      base: 'debian:bookworm-slim',
      onProgress: (line) => lines.push(line),
    });
    expect({ kind: image.kind, lines }).toEqual({ kind: 'present', lines: ['Step 1/1 : FROM scratch'] });
  });

  it.each([
    ['disk-full', 'write /var/lib/docker/x: no space left on device'],
    ['image-missing', 'pull access denied for airlock/base'],
    ['image-missing', 'The command returned a non-zero code: 100'],
  ])('fails with %s when a step says "%s"', async (code, error) => {
    const docker = new FakeDocker();
    docker.events = [{ error }];
    const build = buildSandboxImage(docker.asDocker(), { folder, base: 'airlock/base:bookworm' });
    await expect(build).rejects.toMatchObject({ code });
  });

  it('says that the engine went away', async () => {
    const docker = new FakeDocker();
    docker.failure = new Error('connect ECONNREFUSED /var/run/docker.sock');
    const build = buildSandboxImage(docker.asDocker(), { folder, base: 'debian:bookworm-slim' });
    await expect(build).rejects.toMatchObject({ code: 'engine-unreachable' });
  });
});

describe('pulling the base', () => {
  it('gives up when the registry stays silent', async () => {
    const outcome = await pullBase(new FakeDocker().asDocker(), 'debian:bookworm-slim', { idleLimitMs: 10 });
    expect(outcome).toEqual({ kind: 'unavailable', reason: 'the registry does not answer' });
  });

  it('says why it was refused', async () => {
    const docker = new FakeDocker();
    docker.failure = new Error('lookup registry-1.docker.io: no such host');
    const outcome = await pullBase(docker.asDocker(), 'debian:bookworm-slim', { idleLimitMs: 1000 });
    expect(outcome).toEqual({ kind: 'unavailable', reason: 'lookup registry-1.docker.io: no such host' });
  });
});

it('removes the images of earlier versions, but not one that is in use or not ours', async () => {
  const tags = [
    'airlock/sandbox:new',
    'airlock/sandbox:old',
    'airlock/sandbox:used',
    'airlock/base:bookworm',
  ];
  const docker = new FakeDocker(new Map(tags.map((tag) => [tag, {}])));
  docker.inUse.add('airlock/sandbox:used');
  expect(await removeOlderSandboxImages(docker.asDocker(), 'airlock/sandbox:new')).toEqual([
    'airlock/sandbox:old',
  ]);
});

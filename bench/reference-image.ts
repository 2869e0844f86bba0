import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Docker } from '../electron/engine/sandbox/docker';

/**
 * The sandbox image with the tools of the reference way added, for the baseline only: a sandbox has none of them.
 * Built once for each sandbox image.
 */
export async function referenceImage(
  docker: Docker,
  sandboxTag: string,
  report: (line: string) => void,
): Promise<string> {
  const tag = sandboxTag.replace('airlock/sandbox:', 'airlock/bench-reference:');
  const found = await docker
    .getImage(tag)
    .inspect()
    .then(
      () => true,
      () => false,
    );
  if (found) return tag;
  report(`building ${tag} (scrot, ImageMagick, xdotool) for the baseline`);
  const folder = await mkdtemp(path.join(tmpdir(), 'airlock-bench-'));
  const dockerfile = `FROM ${sandboxTag}
USER 0
RUN apt-get update -qq && apt-get install -qq -y --no-install-recommends scrot imagemagick xdotool && rm -rf /var/lib/apt/lists/*
USER 1002
`;
  try {
    await writeFile(path.join(folder, 'Dockerfile'), dockerfile);
    const stream = await docker.buildImage(
      { context: folder, src: ['Dockerfile'] },
      { t: tag, networkmode: 'host', forcerm: true },
    );
    await new Promise<void>((resolve, reject) => {
      docker.modem.followProgress(stream, (error: Error | null, events: readonly { error?: string }[]) => {
        const failed = error?.message ?? events.find((event) => event.error)?.error;
        if (failed) reject(new Error(`The baseline's image could not be built: ${failed}`));
        else resolve();
      });
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return tag;
}

import { cp, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder, root } from './paths.mjs';

/**
 * The folder that electron-builder takes Electron from. The runtime from the npm registry is copied without the loader
 * that stands in for a default application: in a packaged one it would be started before, or beside, ours.
 */
export async function prepareElectronFolder(runtime, cache = cacheFolder()) {
  if (runtime.source === 'official') return { folder: runtime.folder, remove: async () => {} };
  // Next to the original, where a copy can share its blocks.
  const work = await mkdtemp(join(cache, 'packaging-'));
  const unwanted = new Set([
    join(runtime.folder, 'resources/app'),
    join(runtime.folder, 'airlock-runtime.json'),
  ]);
  const folder = join(work, 'electron');
  await cp(runtime.folder, folder, {
    recursive: true,
    mode: 2, // COPYFILE_FICLONE: a copy on write where the file system has it
    filter: (source) => !unwanted.has(source),
  });
  return { folder, remove: () => rm(work, { recursive: true, force: true }) };
}

/** Where `--dir` leaves the unpacked application on this system. */
export function unpackedFolder(platform = process.platform, arch = process.arch) {
  const suffix = arch === 'x64' ? '' : `-${arch}`;
  if (platform === 'darwin') return join(root, 'dist', `mac${suffix}`);
  return join(root, 'dist', `${platform === 'win32' ? 'win' : 'linux'}${suffix}-unpacked`);
}

export function electronBuilderArguments({ installers, folder, version }) {
  return [
    ...(installers ? [] : ['--dir']),
    '--publish=never',
    `--config.electronDist=${folder}`,
    `--config.electronVersion=${version}`,
  ];
}

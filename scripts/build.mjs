import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashContent } from './lib/content-hash.mjs';
import { root } from './lib/paths.mjs';
import { isMain, runMain } from './setup.mjs';

const SOURCES = ['electron', 'shared', 'renderer', 'guest', 'vite.config.ts', 'package-lock.json'];
const TOOLS = [
  'scripts/build.mjs',
  'scripts/lib/bundle.mjs',
  'scripts/lib/bundle-guest.mjs',
  'tsconfig.base.json',
];
const RESULTS = [
  'out/main.cjs',
  'out/preload.cjs',
  'out/renderer/index.html',
  'assets/sandbox-image/guest/relay.mjs',
];

// Vite's advice for a later version of itself; the config loads fine in this one.
process.env.VITE_CONFIG_NATIVE_IGNORE_WARNING = 'true';

const stamp = join(root, 'out/.content-hash');

function isUpToDate(hash) {
  const complete = RESULTS.every((name) => existsSync(join(root, name)));
  return complete && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;
}

/**
 * Bundles the main process, the preload script and the window into out/, and the sandbox's programs into the image's
 * folder; does nothing when no source changed.
 */
export async function buildApp() {
  const hash = hashContent(root, [...SOURCES, ...TOOLS]);
  if (isUpToDate(hash)) return 'up to date';
  rmSync(stamp, { force: true });
  // Loaded here: start.mjs loads this file before the packages are installed.
  const { bundleMain, bundlePreload } = await import('./lib/bundle.mjs');
  const { bundleGuest } = await import('./lib/bundle-guest.mjs');
  const { build } = await import('vite');
  const configFile = join(root, 'vite.config.ts');
  await Promise.all([
    bundleMain(),
    bundlePreload(),
    bundleGuest(),
    build({ configFile, root: join(root, 'renderer'), logLevel: 'warn' }),
  ]);
  mkdirSync(join(root, 'out'), { recursive: true });
  writeFileSync(stamp, hash);
  return 'built';
}

if (isMain(import.meta.url)) {
  await runMain(async () => {
    const started = performance.now();
    const outcome = await buildApp();
    console.log(`out/ is ${outcome} (${((performance.now() - started) / 1000).toFixed(2)} s)`);
    return 0;
  });
}

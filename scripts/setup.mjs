import { pathToFileURL } from 'node:url';
import { ensureDockerEngine } from './lib/docker-engine.mjs';
import { ensureElectron } from './lib/electron-install.mjs';
import { ensureNpmPackages } from './lib/npm-packages.mjs';
import { ensureSandboxImage } from './lib/sandbox-image-step.mjs';
import { runStep, SetupError } from './lib/steps.mjs';
import { ensureSystemPackages } from './lib/system-packages.mjs';

export { electronRuntime } from './lib/electron-runtime.mjs';

/**
 * Everything a fresh clone needs, and nothing when it is there. Uses Node's built-ins alone, since it runs before the
 * packages are installed. Resolves with the Electron runtime.
 */
export async function setUp(argv = process.argv.slice(2)) {
  const options = { yes: argv.includes('--yes'), retry: argv.includes('--retry-electron') };
  console.log('Setting up Airlock');
  await runStep('npm packages', ensureNpmPackages);
  const electron = await runStep('Electron', () => ensureElectron(options));
  await runStep('system packages', () => ensureSystemPackages(options));
  await runStep('Docker', () => ensureDockerEngine(options));
  await runStep('sandbox image', () => ensureSandboxImage(options));
  return electron;
}

/** Runs a script's main function; a failure that the person can mend is a message, anything else keeps its stack. */
export async function runMain(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    console.error(error instanceof SetupError ? `\n${error.message}` : error);
    process.exitCode = error.code === 2 ? 2 : 1;
  }
}

export function isMain(url) {
  return Boolean(process.argv[1]) && url === pathToFileURL(process.argv[1]).href;
}

if (isMain(import.meta.url)) {
  await runMain(async () => {
    await setUp();
    return 0;
  });
}

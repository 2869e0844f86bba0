import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { npmCommand, runCommand } from './run-command.mjs';
import { note, SetupError } from './steps.mjs';

/**
 * Compares the lockfile with npm's own record of what it installed. Packages for other platforms are optional and may
 * be absent; everything else must be there in exactly the locked version.
 */
export function isInstalled(lock, installed) {
  if (!installed?.packages) return false;
  const wanted = Object.entries(lock.packages).filter(([path]) => path !== '');
  return (
    wanted.every(([path, { version, optional, peer, devOptional }]) => {
      const found = installed.packages[path];
      if (found) return found.version === version;
      return Boolean(optional || devOptional || peer);
    }) && Object.keys(installed.packages).every((path) => path in lock.packages)
  );
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(join(root, path), 'utf8'));
  } catch {
    return undefined;
  }
}

/** Step 1: `npm ci`, without running any package's own scripts, when node_modules is missing or stale. */
export async function ensureNpmPackages() {
  const lock = readJson('package-lock.json');
  if (!lock)
    throw new SetupError(
      'package-lock.json is missing or broken. Restore it with "git checkout package-lock.json".',
    );
  if (isInstalled(lock, readJson('node_modules/.package-lock.json'))) return { outcome: 'up to date' };
  note('installing the npm packages (npm ci)');
  const npm = npmCommand();
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const result = await runCommand(npm.command, [...npm.args, ...args], { cwd: root });
  if (result.code !== 0)
    throw new SetupError(`"npm ci" failed:\n${explainNpm(result.stderr || result.stdout)}`);
  return { outcome: 'installed' };
}

/** npm says what is wrong first and prints its whole manual after it. */
function explainNpm(text) {
  const lines = text.split('\n').filter((line) => line.replace('npm error', '').trim() !== '');
  return lines.slice(0, 8).join('\n');
}

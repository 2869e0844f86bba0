import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { lastLines, runCommand } from './run-command.mjs';
import { confirm, note, SetupError } from './steps.mjs';

export function isDebianLike(osRelease = readOsRelease()) {
  return /^ID(?:_LIKE)?=.*\b(?:debian|ubuntu)\b/m.test(osRelease);
}

function readOsRelease() {
  return existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
}

export function isRoot() {
  return process.getuid?.() === 0;
}

/** Reads `dpkg-query -W -f '${Package} ${db:Status-Status}\n'`; a removed package keeps an entry and does not count. */
export function parseInstalled(output) {
  return new Set(
    output
      .split('\n')
      .map((line) => line.trim().split(' '))
      .filter(([name, status]) => name && status === 'installed')
      .map(([name]) => name),
  );
}

/** A wanted package is a list of names: distributions renamed some, and any of them will do. */
export function missingPackages(wanted, installed) {
  return wanted.filter((names) => !names.some((name) => installed.has(name)));
}

export async function findMissing(wanted) {
  const names = wanted.flat();
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own placeholders
  const format = '${Package} ${db:Status-Status}\\n';
  const result = await runCommand('dpkg-query', ['-W', '-f', format, ...names]);
  // Code 1 only says that some of the names are unknown.
  if (result.code > 1) throw new SetupError(`dpkg-query failed:\n${lastLines(result.stderr)}`);
  return missingPackages(wanted, parseInstalled(result.stdout));
}

function hasPackageLists() {
  const folder = '/var/lib/apt/lists';
  return (
    existsSync(folder) &&
    readdirSync(folder).some((name) => name.endsWith('_Packages') || name.includes('_Packages.'))
  );
}

async function isAvailable(name) {
  const result = await runCommand('apt-cache', ['policy', name]);
  return /Candidate: (?!\(none\))/.test(result.stdout);
}

async function chooseNames(missing) {
  const chosen = [];
  for (const names of missing) {
    for (const name of names) {
      if (!(await isAvailable(name))) continue;
      chosen.push(name);
      break;
    }
  }
  return chosen;
}

async function apt(args, doing) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // Another apt, an unattended upgrade for one, may hold the lock for a while.
  const result = await runCommand('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=120', ...args], { env });
  return result.code === 0 ? undefined : `${doing} failed:\n${lastLines(result.stderr || result.stdout)}`;
}

/** Asks, then installs. Returns the names installed; packages that no source offers are left out. */
export async function installPackages(missing, { yes, why }) {
  const wanted = missing.map(([name]) => name).join(' ');
  if (!(await confirm(`Install ${why}: ${wanted}?`, { yes }))) {
    throw new SetupError(
      `Not installed. To do it yourself:\n  apt-get update && apt-get install -y ${wanted}`,
      { code: 2 },
    );
  }
  // A broken third-party source must not stop what the others offer, so a failed update is not the end.
  const updateFailure = hasPackageLists() ? undefined : await apt(['update'], 'apt-get update');
  const attempt = async () => {
    const names = await chooseNames(missing);
    return {
      names,
      failure: await apt(['install', '-y', '--no-install-recommends', ...names], 'apt-get install'),
    };
  };
  let result = await attempt();
  if (result.failure || result.names.length < missing.length) {
    note('refreshing the package lists');
    await apt(['update'], 'apt-get update');
    result = await attempt();
  }
  if (result.failure) throw new SetupError([updateFailure, result.failure].filter(Boolean).join('\n'));
  return result.names;
}

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { isDebianLike, isRoot } from './apt.mjs';
import { root } from './paths.mjs';
import { runCommand } from './run-command.mjs';

const tsx = join(root, 'node_modules/tsx/dist/cli.mjs');
const PROBE_LIMIT_MS = 3 * 60_000;

/** Why a further engine with gVisor can't be started on this machine; undefined where it can. */
export function whyNotHere() {
  if (process.platform !== 'linux' || !isDebianLike()) return 'not on Debian or Ubuntu';
  if (!isRoot()) return 'needs root';
  if (process.env.DOCKER_HOST) return 'DOCKER_HOST names another engine';
  return undefined;
}

/** Runs `action` with the environment that leads to an engine with gVisor, and removes the engine afterwards. */
export async function withGvisorEngine(action) {
  const child = spawn(process.execPath, [tsx, join(root, 'scripts/gvisor-engine.ts')], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  try {
    const host = await new Promise((resolve, reject) => {
      child.stdout.setEncoding('utf8').once('data', (text) => resolve(text.trim()));
      child.once('exit', (code) => reject(new Error(`the engine with gVisor did not start (code ${code})`)));
    });
    return await action({ DOCKER_HOST: host, AIRLOCK_EXPECT_ISOLATION: 'gvisor' });
  } finally {
    child.stdin.end();
    await ended;
  }
}

/** The probe as a suite: each thing that was tried is a test; one that could not be tried is none. */
export async function runProbeSuite(name, { env = {}, args = [] } = {}) {
  const started = performance.now();
  const result = await runCommand(
    process.execPath,
    [tsx, join(root, 'scripts/probe.ts'), '--json', ...args],
    {
      cwd: root,
      env: { ...process.env, ...env },
      limitMs: PROBE_LIMIT_MS,
    },
  );
  const seconds = `${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s`;
  return { ...countProbe(name, result), seconds };
}

/** Counts a report of scripts/probe.ts. Anything but a whole report is a failure. */
export function countProbe(name, { code, stdout, stderr }) {
  if (code > 1)
    return { name, passed: 0, failed: 1, note: `could not be run: ${stderr.trim().split('\n').at(-1)}` };
  const { findings, isolation } = JSON.parse(stdout);
  const count = (wanted) => findings.filter(({ outcome }) => outcome === wanted).length;
  const leaks = findings.filter(({ outcome }) => outcome === 'leaked').map(({ id }) => id);
  const skipped = count('not-run');
  const note = [...leaks.slice(0, 5), ...(skipped > 0 ? [`${skipped} not run`] : []), isolation].join(', ');
  // The exit code is the script's own word; a report that says otherwise is not believed.
  const failed = Math.max(leaks.length, code === 0 ? 0 : 1);
  return { name, passed: count('held'), failed, note };
}

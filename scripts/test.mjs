import { buildApp } from './build.mjs';
import { runChecks } from './check.mjs';
import { hasDisplay, startVirtualDisplay } from './lib/display.mjs';
import { runProbeSuite, whyNotHere, withGvisorEngine } from './lib/gvisor.mjs';
import { note, runStep } from './lib/steps.mjs';
import { runPlaywright, runVitest } from './lib/suites.mjs';
import { printFailures, printTable, sumUp } from './lib/summary.mjs';
import { ensureTestPackages } from './lib/test-packages.mjs';
import { packageApp } from './package.mjs';
import { runMain, setUp } from './setup.mjs';

/** For what hangs, and the last resort: a suite that is ended leaves containers behind, which slow the next ones. */
const SUITE_LIMIT_MS = 40 * 60_000;
/** The window tests that run a session from start to replay. The others are about the window alone. */
const SANDBOX_SPECS = ['isolation', 'approval', 'network'];
/** What of them is about the card and the keys, whatever the sandbox is. */
const ABOUT_THE_WINDOW = 'by keyboard|nobody answers|window closed|put aside|can be changed';

/** A step that breaks is a failed suite: the others still run, and the last line still counts everything. */
async function attempt(name, action) {
  try {
    return await action();
  } catch (error) {
    console.error(`${name}: ${error.stack ?? error}`);
    return [{ name, passed: 0, failed: 1, note: 'broke off' }];
  }
}

/** Always a display of its own: tests must not open windows, or take the keyboard, on somebody's desktop. */
async function withDisplay(runtime, action) {
  const display = process.platform === 'linux' ? await startVirtualDisplay() : { env: {}, stop: () => {} };
  try {
    return await action({ ...display.env, AIRLOCK_ELECTRON: runtime.executable });
  } finally {
    display.stop();
  }
}

async function runWindowTests(runtime) {
  await runStep('build', async () => ({ outcome: await buildApp() }));
  await runStep('package', async () => ({ outcome: await packageApp(runtime) }));
  if (!hasDisplay()) note('the windows open on displays of their own (Xvfb)');
  const onDisplay = (run) => withDisplay(runtime, run);
  // One after the other: side by side on two cores each keeps the other from starting its sandboxes in time.
  const plain = await attempt('end to end', () =>
    onDisplay(async (env) => [await runPlaywright('end to end', { limitMs: SUITE_LIMIT_MS, env })]),
  );
  const gvisor = await attempt('under gVisor', () => onDisplay(runUnderGvisor));
  return [...plain, ...gvisor];
}

/** The probe and every window test with a sandbox in it, once more on an engine that has gVisor. */
async function runUnderGvisor(env) {
  const reason = whyNotHere();
  if (reason) return [{ name: 'under gVisor', passed: 0, failed: 0, note: `not run: ${reason}` }];
  return withGvisorEngine(async (engine) => [
    // Its bombs end the whole sandbox there, which takes a minute to be noticed.
    await runProbeSuite('probe under gVisor', { env: engine, args: ['--quick'] }),
    await runPlaywright('end to end under gVisor', {
      limitMs: SUITE_LIMIT_MS,
      env: { ...env, ...engine },
      files: SANDBOX_SPECS,
      without: ABOUT_THE_WINDOW,
      live: false,
    }),
  ]);
}

await runMain(async () => {
  const runtime = await setUp();
  await runStep('test packages', ensureTestPackages);
  const withContainers = { limitMs: SUITE_LIMIT_MS, live: true };
  const suites = [
    ...(await attempt('check', runChecks)),
    ...(await attempt('integration', async () => [
      await runVitest('integration', ['integration'], withContainers),
    ])),
    ...(await attempt('attack', async () => [
      await runVitest('attack', ['attack'], withContainers),
      await runVitest('siege', ['siege'], withContainers),
      await runProbeSuite('probe'),
    ])),
    ...(await attempt('end to end', () => runWindowTests(runtime))),
  ];
  console.log('');
  printTable(suites);
  printFailures(suites);
  const { failed, line } = sumUp(suites);
  console.log(line);
  return failed === 0 ? 0 : 1;
});

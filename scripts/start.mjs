import { buildApp } from './build.mjs';
import { hasDisplay, startVirtualDisplay } from './lib/display.mjs';
import { electronArguments, runElectron } from './lib/launch.mjs';
import { root } from './lib/paths.mjs';
import { heedSignals } from './lib/signals.mjs';
import { note, runStep } from './lib/steps.mjs';
import { runMain, setUp } from './setup.mjs';

const OWN_FLAGS = ['--yes', '--retry-electron'];

async function openDisplay() {
  if (hasDisplay()) return { env: {}, stop: () => {} };
  const display = await startVirtualDisplay({ isApart: true });
  note(`There is no display here: the window opens on ${display.display} (Xvfb), which nobody sees.`);
  note(`To look at it: XAUTHORITY=${display.env.XAUTHORITY} x11vnc -display ${display.display} -localhost`);
  return display;
}

await runMain(async () => {
  const runtime = await setUp();
  await runStep('build', async () => ({ outcome: await buildApp() }));
  if (runtime.source === 'npm-fallback') {
    note(
      `Running on Electron ${runtime.version}, which gets no security fixes: for evaluation and tests only.`,
    );
  }
  const isRoot = process.getuid?.() === 0;
  if (isRoot && process.platform === 'linux') {
    note("Running as root, so Electron's own sandbox is off (--no-sandbox). As a normal user it stays on.");
  }
  const passedOn = process.argv.slice(2).filter((flag) => !OWN_FLAGS.includes(flag));
  const signals = heedSignals();
  const display = await openDisplay();
  try {
    const args = electronArguments(root, passedOn, { platform: process.platform, isRoot });
    const env = { ...process.env, ...display.env };
    return await runElectron(runtime.executable, args, { cwd: root, env, signals });
  } finally {
    display.stop();
    signals.leave();
  }
});

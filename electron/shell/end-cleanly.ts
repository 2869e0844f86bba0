import { app, BrowserWindow } from 'electron';

/** What a person, a terminal or the system sends to end the console: Ctrl+C, a logout, a closed terminal. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** The start script's pipe: set when stdin ends with the script, and the console is to end with it too. */
const ENDS_WITH_STDIN = 'AIRLOCK_ENDS_WITH_STDIN';

/** Chromium's switch that keeps a drawing process that dies again and again from ending everything. */
export const NO_CRASH_LIMIT = 'disable-gpu-process-crash-limit';

/** Every part of the end promises three seconds. What takes longer than all of them hangs, and must end all the same. */
const END_LIMIT_MS = 15_000;

type Disposable = { dispose(): Promise<void> };

/**
 * However the console is told to end, it first stops its runs, records that and removes their sandboxes. That holds from
 * the moment it begins to open: what it has made until then is disposed of once it is whole.
 */
export function endCleanly(composing: Promise<Disposable>): void {
  let state: 'open' | 'disposing' | 'disposed' = 'open';
  const end = () => {
    state = 'disposed';
    // From here on a drawing process that can't be started again must not keep the console from its end.
    app.commandLine.removeSwitch(NO_CRASH_LIMIT);
    // A window that puts its closing off would call the quitting off.
    for (const window of BrowserWindow.getAllWindows()) window.destroy();
    app.quit();
  };
  app.on('before-quit', (event) => {
    if (state === 'disposed') return;
    event.preventDefault();
    if (state === 'disposing') return;
    state = 'disposing';
    setTimeout(giveUp, END_LIMIT_MS);
    // One that could not be made has said so, and one that can't be disposed of must end all the same.
    void composing.then((made) => made.dispose()).then(end, end);
  });
  for (const signal of SIGNALS) process.on(signal, () => app.quit());
  // Nobody reads there any more when the terminal is gone, and that must not become an error of its own.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  if (process.env[ENDS_WITH_STDIN] !== '1') return;
  process.stdin.on('error', () => app.quit());
  process.stdin.on('close', () => app.quit());
  process.stdin.resume();
}

/** The sandboxes end by themselves when nobody renews their lease, and the next start closes what the record left open. */
function giveUp(): void {
  process.stderr.write(`Airlock did not come to its end within ${END_LIMIT_MS / 1000} s and is ended.\n`);
  app.exit(1);
}

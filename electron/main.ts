import { app, BrowserWindow, dialog } from 'electron';
import { type Console, composeConsole } from './compose';
import { registerAppScheme } from './shell/app-protocol';
import { endCleanly, NO_CRASH_LIMIT } from './shell/end-cleanly';
import { FORBIDDEN_SWITCH_EXIT_CODE, findForbiddenSwitch } from './shell/forbidden-switches';
import { removeLeftSingleton, singletonFolder } from './shell/left-singleton';
import { lockDownApp } from './shell/lock-down';

const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
const forbidden = app.isPackaged ? findForbiddenSwitch(process.argv.slice(1), isRoot) : null;
const left = forbidden === null ? singletonFolder(app.getPath('userData')) : null;

if (forbidden !== null) {
  process.stderr.write(`Airlock does not start with --${forbidden}: it would switch a protection off.\n`);
  app.exit(FORBIDDEN_SWITCH_EXIT_CODE);
} else if (!app.requestSingleInstanceLock()) {
  process.stderr.write('Airlock is already running; its window comes to the front.\n');
  app.exit(0);
} else {
  removeLeftSingleton(left, app.getPath('userData'));
  registerAppScheme();
  // Chromium would end the whole console, and its runs, when the process that draws had died for the sixth time.
  app.commandLine.appendSwitch(NO_CRASH_LIMIT);
  // Chromium can't sandbox root; there the start script has said so. Each window asks for its sandbox in any case.
  if (!isRoot) app.enableSandbox();
  lockDownApp();
  void app.whenReady().then(start, fail);
}

async function start(): Promise<void> {
  const composing = composeConsole();
  endCleanly(composing);
  const airlock = await composing.catch(fail);
  if (!airlock) return;
  airlock.showWindow();
  app.on('second-instance', () => airlock.showWindow());
  app.on('activate', () => airlock.showWindow());
  app.on('window-all-closed', () => {
    if (airlock.hasRunningSessions()) airlock.announceRunningOn();
    else quitIfUnneeded(airlock);
  });
  airlock.onAllEnded(() => quitIfUnneeded(airlock));
}

/** Sessions outlive the window. With neither there is nothing to stay for, but where an application stays by custom. */
function quitIfUnneeded(airlock: Console): void {
  const isNeeded = airlock.hasRunningSessions() || BrowserWindow.getAllWindows().length > 0;
  if (!isNeeded && process.platform !== 'darwin') app.quit();
}

/** Said on the terminal too: a window on a display that nobody sees tells nobody. */
function fail(error: unknown): void {
  const message = error instanceof Error ? error.message : 'unknown error';
  process.stderr.write(`Airlock could not start: ${message}\n`);
  // Not the blocking kind: behind that one no signal would be heard.
  void dialog
    .showMessageBox({ type: 'error', title: 'Airlock', message: 'Airlock could not start', detail: message })
    .finally(() => app.exit(1));
}

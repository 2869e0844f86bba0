import { spawn } from 'node:child_process';

/** Chromium's sandbox cannot start for root on Linux; for anybody else it stays on, always. */
export function electronArguments(appFolder, passedOn, { platform, isRoot }) {
  return [...(platform === 'linux' && isRoot ? ['--no-sandbox'] : []), appFolder, ...passedOn];
}

/**
 * Runs Electron until it ends; resolves with what to exit with. It gets a session of its own: what a terminal sends to
 * all of its group (Ctrl+C, its own end) would end Chromium's helpers too, and the console crashes without them before
 * it has stopped its runs. `signals` tells the one process what to do, and if this script is killed, the end of the pipe
 * on its stdin does. Windows has neither signals nor sessions.
 */
export function runElectron(executable, args, { cwd, env, signals, platform = process.platform }) {
  const isApart = platform !== 'win32';
  return new Promise((resolve, reject) => {
    const child = spawn(executable, args, {
      cwd,
      env: { ...env, ...(isApart && { AIRLOCK_ENDS_WITH_STDIN: '1' }) },
      stdio: [isApart ? 'pipe' : 'inherit', 'inherit', 'inherit'],
      detached: isApart,
    });
    signals.passTo((signal) => child.kill(signal));
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      signals.passTo(null);
      // What a shell reports for a program that a signal ended.
      resolve(code ?? 128 + (signalNumbers[signal] ?? 1));
    });
  });
}

const signalNumbers = { SIGHUP: 1, SIGINT: 2, SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 };

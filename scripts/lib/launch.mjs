import { spawn } from 'node:child_process';

/** Chromium's sandbox cannot start for root on Linux; for anybody else it stays on, always. */
export function electronArguments(appFolder, passedOn, { platform, isRoot }) {
  return [...(platform === 'linux' && isRoot ? ['--no-sandbox'] : []), appFolder, ...passedOn];
}

/** Runs Electron until it ends. Signals go on to it; resolves with what to exit with. */
export function runElectron(executable, args, { cwd, env }) {
  return new Promise((resolve, reject) => {
    const child = spawn(executable, args, { cwd, env, stdio: 'inherit' });
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    const pass = (signal) => child.kill(signal);
    for (const signal of signals) process.on(signal, pass);
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      for (const name of signals) process.off(name, pass);
      // What a shell reports for a program that a signal ended.
      resolve(code ?? 128 + (signalNumbers[signal] ?? 1));
    });
  });
}

const signalNumbers = { SIGHUP: 1, SIGINT: 2, SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 };

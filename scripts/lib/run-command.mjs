import { spawn } from 'node:child_process';

/**
 * Runs a program to its end and keeps what it printed. Never rejects for a failing program: a missing one has code
 * 127, one that took longer than `limitMs` has code 124.
 */
export function runCommand(command, args, { cwd, env, limitMs, onLine, input } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env: env ?? process.env, stdio: ['pipe', 'pipe', 'pipe'] });
    const output = { stdout: '', stderr: '' };
    let isLate = false;
    const timer =
      limitMs &&
      setTimeout(() => {
        isLate = true;
        child.kill('SIGKILL');
      }, limitMs);
    for (const name of ['stdout', 'stderr']) {
      child[name].setEncoding('utf8').on('data', (text) => {
        output[name] += text;
        if (onLine) for (const line of text.split('\n')) if (line.trim() !== '') onLine(line);
      });
    }
    const settle = (code) => {
      clearTimeout(timer);
      resolve({ code: isLate ? 124 : code, ...output });
    };
    child.once('error', (error) => settle(error.code === 'ENOENT' ? 127 : 126));
    child.once('close', (code) => settle(code ?? 1));
    // A program that ends before it read its input is judged by its code, not by the broken pipe.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

/** npm as the program that started us, so that `npm` need not be on the PATH and Windows needs no shell. */
export function npmCommand(env = process.env) {
  const script = env.npm_execpath;
  if (script?.endsWith('.js')) return { command: process.execPath, args: [script] };
  return { command: process.platform === 'win32' ? 'npm.cmd' : 'npm', args: [] };
}

/** The last lines of a program's output: enough to see what went wrong, short enough to read. */
export function lastLines(text, count = 12) {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}

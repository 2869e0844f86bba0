import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SetupError } from './steps.mjs';

const START_LIMIT_MS = 10_000;
const PREFIX = 'airlock-display-';

export function hasDisplay(env = process.env, platform = process.platform) {
  return platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/** An X authority file with one cookie for any host and display, so that only who can read it may connect. */
export function authorityFile(cookie) {
  const field = (bytes) => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(bytes.length);
    return Buffer.concat([length, bytes]);
  };
  const anyHost = Buffer.from([0xff, 0xff]);
  const none = Buffer.alloc(0);
  return Buffer.concat([
    anyHost,
    field(none),
    field(none),
    field(Buffer.from('MIT-MAGIC-COOKIE-1')),
    field(cookie),
  ]);
}

/**
 * Starts Xvfb on the first free display. Resolves with the environment for its clients, and how to end it. `isApart`: it
 * does not get what a terminal sends to all, since its one client needs it to end well; it goes when that client does.
 */
export async function startVirtualDisplay({ size = '1440x900', isApart = false } = {}) {
  removeLeftFolders();
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  const authority = join(folder, 'Xauthority');
  writeFileSync(authority, authorityFile(randomBytes(16)), { mode: 0o600 });
  const args = ['-displayfd', '3', '-screen', '0', `${size}x24`, '-nolisten', 'tcp', '-auth', authority];
  const server = spawn('Xvfb', isApart ? [...args, '-terminate'] : args, {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    detached: isApart,
  });
  const stop = () => {
    server.kill('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const display = `:${await readNumber(server)}`;
    return { display, env: { DISPLAY: display, XAUTHORITY: authority }, stop };
  } catch (error) {
    stop();
    throw error;
  }
}

/** Those of scripts that were killed; the name says whose each is. */
export function removeLeftFolders(temporary = tmpdir()) {
  for (const name of readdirSync(temporary)) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (pid && !isRunning(Number(pid))) rmSync(join(temporary, name), { recursive: true, force: true });
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code !== 'ESRCH';
  }
}

function readNumber(server) {
  return new Promise((resolve, reject) => {
    const fail = (why) =>
      reject(new SetupError(`Xvfb did not start: ${why}. Run "npm run setup" to install it.`));
    const timer = setTimeout(() => fail('no answer'), START_LIMIT_MS);
    server.once('error', (error) => fail(error.message));
    server.once('exit', (code) => fail(`it ended with code ${code}`));
    let text = '';
    server.stdio[3].setEncoding('utf8').on('data', (part) => {
      text += part;
      if (!text.includes('\n')) return;
      clearTimeout(timer);
      resolve(Number.parseInt(text, 10));
    });
  });
}

import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';
import { freePort } from './engine-certificates';

const run = promisify(execFile);
const SSHD = '/usr/sbin/sshd';
const START_LIMIT_MS = 5000;

/** Needs Debian's openssh-server and root: an sshd of an ordinary user lets nobody in under a new session. */
export const canServeSsh = existsSync(SSHD) && process.getuid?.() === 0;

/**
 * An ssh server on loopback with keys of its own, on whose side Docker's client speaks to `dockerHost`. The system's ssh
 * knows it as `host`, from a configuration and a list of known hosts that only this process uses.
 */
export async function startSshServer(
  dockerHost: string,
): Promise<{ host: string; forgetHostKey(): Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'airlock-sshd-'));
  const at = (name: string) => path.join(folder, name);
  const port = await freePort();
  for (const name of ['host-key', 'user-key'])
    await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', at(name)]);
  await writeFile(at('authorized'), await readFile(at('user-key.pub')));
  const hostKey = (await readFile(at('host-key.pub'), 'utf8')).split(' ').slice(0, 2).join(' ');
  await writeFile(at('known'), `[127.0.0.1]:${port} ${hostKey}\n`);
  await writeFile(
    at('server'),
    [
      `Port ${port}`,
      'ListenAddress 127.0.0.1',
      `HostKey ${at('host-key')}`,
      `AuthorizedKeysFile ${at('authorized')}`,
      'PidFile none',
      'StrictModes no',
      'UsePAM no',
      'PasswordAuthentication no',
      'PermitRootLogin prohibit-password',
      'MaxStartups 50',
      `SetEnv DOCKER_HOST=${dockerHost}`,
    ].join('\n'),
  );
  await writeFile(
    at('client'),
    [
      'Host airlock-far',
      '  HostName 127.0.0.1',
      `  Port ${port}`,
      `  User ${userInfo().username}`,
      `  IdentityFile ${at('user-key')}`,
      `  UserKnownHostsFile ${at('known')}`,
      '  GlobalKnownHostsFile none',
      '  StrictHostKeyChecking yes',
      '',
    ].join('\n'),
  );
  await mkdir('/run/sshd', { recursive: true });
  const server = spawn(SSHD, ['-D', '-e', '-f', at('server')], { stdio: ['ignore', 'ignore', 'ignore'] });
  await putClientConfiguration(folder, at('client'));
  onTestFinished(async () => {
    const gone = new Promise((resolve) => server.once('exit', resolve));
    server.kill();
    await gone;
    await rm(folder, { recursive: true, force: true });
  });
  await untilListening(port);
  return { host: 'airlock-far', forgetHostKey: () => writeFile(at('known'), '') };
}

/** The system's ssh reads the configuration of the account, whatever HOME says: another one is named for it. */
async function putClientConfiguration(folder: string, configuration: string): Promise<void> {
  const ssh = path.join(folder, 'bin', 'ssh');
  await mkdir(path.dirname(ssh));
  await writeFile(ssh, `#!/bin/sh\nexec /usr/bin/ssh -F '${configuration}' "$@"\n`);
  await chmod(ssh, 0o755);
  const before = process.env.PATH;
  process.env.PATH = `${path.dirname(ssh)}:${before}`;
  onTestFinished(() => {
    process.env.PATH = before;
  });
}

async function untilListening(port: number): Promise<void> {
  const giveUpAt = performance.now() + START_LIMIT_MS;
  for (;;) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = createConnection({ host: '127.0.0.1', port }, () => resolve(true));
      socket.once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (isOpen) return;
    if (performance.now() > giveUpAt) throw new Error('sshd did not start');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

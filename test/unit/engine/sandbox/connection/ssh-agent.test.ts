import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { SshAgent } from '../../../../../electron/engine/sandbox/connection/ssh-agent';

const TARGET = { user: 'ada', host: 'build-host', port: 2222 };
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'airlock-ssh-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
});

/** A program in place of ssh that writes down its arguments and then does what `body` says. */
async function program(body: string): Promise<string> {
  const file = path.join(folder, 'ssh');
  await writeFile(file, `#!/bin/sh\nprintf '%s\\n' "$@" > '${folder}/arguments'\n${body}\n`);
  await chmod(file, 0o755);
  return file;
}

function ask(agent: SshAgent): Promise<string> {
  return new Promise((resolve, reject) => {
    const call = request({ host: 'docker', path: '/_ping', agent }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part) => {
        text += part;
      });
      response.on('end', () => resolve(text));
    });
    call.on('error', reject);
    call.end();
  });
}

it('asks an engine through the system’s ssh, host and user after what it must not ask', async () => {
  const socket = path.join(folder, 'engine.sock');
  const server = createServer((_request, response) => response.end('OK')).listen(socket);
  onTestFinished(() => void server.close());
  const relay = `exec '${process.execPath}' -e "const s=require('net').connect('${socket}');process.stdin.pipe(s);s.pipe(process.stdout)"`;
  expect(await ask(new SshAgent(TARGET, await program(relay)))).toBe('OK');
  const written = (await readFile(path.join(folder, 'arguments'), 'utf8')).trim().split('\n');
  const options = ['BatchMode=yes', 'ConnectTimeout=10', 'ServerAliveInterval=5', 'ServerAliveCountMax=3'];
  expect(written).toEqual([
    '-T',
    ...options.flatMap((option) => ['-o', option]),
    '-l',
    'ada',
    '-p',
    '2222',
    '--',
    'build-host',
    'docker',
    'system',
    'dial-stdio',
  ]);
});

it('says what ssh said when it can not get there', async () => {
  const agent = new SshAgent(TARGET, await program('echo "Host key verification failed." >&2; exit 255'));
  await expect(ask(agent)).rejects.toMatchObject({ code: 'ESSH', message: 'Host key verification failed.' });
});

it('says that there is no ssh', async () => {
  const agent = new SshAgent(TARGET, path.join(folder, 'none'));
  await expect(ask(agent)).rejects.toMatchObject({
    code: 'ESSH',
    message: expect.stringContaining('ENOENT'),
  });
});

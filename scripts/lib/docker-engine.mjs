import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { findMissing, installPackages, isDebianLike, isRoot } from './apt.mjs';
import { cacheFolder } from './paths.mjs';
import { lastLines, runCommand } from './run-command.mjs';
import { note, SetupError } from './steps.mjs';

const START_LIMIT_MS = 30_000;
const PID_FILES = [
  ['/var/run/docker.pid', 'dockerd'],
  ['/var/run/docker/containerd/containerd.pid', 'containerd'],
];
const ENGINE_PACKAGES = [['docker.io', 'docker-ce'], ['iptables']];

/** Step 4: an engine that answers is used as it is; otherwise one is started or installed where that is ours to do. */
export async function ensureDockerEngine({ yes }) {
  const running = await engineVersion();
  if (running) return { outcome: `engine ${running}` };
  if (process.platform !== 'linux' || !isDebianLike() || !isRoot() || process.env.DOCKER_HOST) {
    throw new SetupError(engineAdvice(), { code: 2 });
  }
  if (!hasEngineProgram()) {
    const missing = await findMissing(ENGINE_PACKAGES);
    await installPackages(missing, { yes, why: 'the Docker engine' });
  }
  await startEngine();
  return { outcome: `engine ${await engineVersion()}, started` };
}

function hasEngineProgram() {
  return ['/usr/bin/dockerd', '/usr/sbin/dockerd', '/usr/local/bin/dockerd'].some((path) => existsSync(path));
}

/** The exact commands for this system. */
export function engineAdvice(platform = process.platform, env = process.env, debianLike = isDebianLike()) {
  if (env.DOCKER_HOST) {
    return `No Docker engine answers at DOCKER_HOST. Start it there, or unset it:\n  unset DOCKER_HOST`;
  }
  if (platform === 'darwin') {
    return 'No Docker engine answers. Install and start Docker Desktop:\n  brew install --cask docker\n  open -a Docker';
  }
  if (platform === 'win32') {
    return 'No Docker engine answers. Install Docker Desktop and start it:\n  winget install Docker.DockerDesktop';
  }
  const install = debianLike
    ? 'sudo apt-get update && sudo apt-get install -y docker.io iptables'
    : 'curl -fsSL https://get.docker.com | sudo sh';
  return (
    `No Docker engine answers for this user. Install and start one:\n  ${install}\n` +
    '  sudo systemctl enable --now docker\n  sudo usermod -aG docker "$USER"   # then log in again'
  );
}

/** Asks the usual sockets first, which costs a millisecond; Docker's own client knows about contexts and ssh. */
async function engineVersion() {
  if (!process.env.DOCKER_HOST) {
    for (const socketPath of ['/var/run/docker.sock', join(homedir(), '.docker/run/docker.sock')]) {
      const version = existsSync(socketPath) ? await askSocket(socketPath) : undefined;
      if (version) return version;
    }
  }
  const result = await runCommand('docker', ['version', '--format', '{{.Server.Version}}'], {
    limitMs: 8000,
  });
  return result.code === 0 ? result.stdout.trim() : undefined;
}

function askSocket(socketPath) {
  return new Promise((resolve) => {
    const call = request({ socketPath, path: '/version', timeout: 5000 }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part) => {
        text += part;
      });
      response.on('end', () => resolve(response.statusCode === 200 ? JSON.parse(text).Version : undefined));
    });
    call.on('timeout', () => call.destroy());
    call.on('error', () => resolve(undefined));
    call.end();
  });
}

async function startEngine() {
  if (existsSync('/run/systemd/system')) {
    await runCommand('systemctl', ['start', 'docker']);
    return waitForEngine({ ended: () => undefined, log: 'journalctl -u docker' });
  }
  removeStalePids();
  const log = join(cacheFolder(), 'dockerd.log');
  mkdirSync(cacheFolder(), { recursive: true });
  const output = openSync(log, 'w');
  // It outlives this program: the next start finds it running.
  const engine = spawn('dockerd', [], { detached: true, stdio: ['ignore', output, output] });
  let ended;
  engine.on('error', (error) => {
    ended = error.message;
  });
  engine.on('exit', (code) => {
    ended = `dockerd ended with code ${code}:\n${lastLines(readFileSync(log, 'utf8'), 5)}`;
  });
  engine.unref();
  note(`starting dockerd (log: ${log})`);
  await waitForEngine({ ended: () => ended, log });
}

/**
 * An engine that was killed leaves its process ids behind, and the next one takes whatever has such an id since, for
 * instance after a restart of the machine, for a running engine.
 */
export function removeStalePids(files = PID_FILES, commandOf = readCommand) {
  for (const [file, program] of files) {
    if (!existsSync(file)) continue;
    if (commandOf(readFileSync(file, 'utf8').trim()) !== program) rmSync(file, { force: true });
  }
}

function readCommand(pid) {
  try {
    return readFileSync(`/proc/${Number(pid)}/comm`, 'utf8').trim();
  } catch {
    return undefined;
  }
}

async function waitForEngine({ ended, log }) {
  const giveUpAt = performance.now() + START_LIMIT_MS;
  while (performance.now() < giveUpAt) {
    if (await engineVersion()) return;
    if (ended()) throw new SetupError(`The Docker engine did not start: ${ended()}`, { code: 2 });
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  throw new SetupError(`The Docker engine did not answer in ${START_LIMIT_MS / 1000} s. See ${log}`, {
    code: 2,
  });
}

import { execFile } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  linkSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { promisify } from 'node:util';
import { isGvisor } from './kernel-identity';
import { codeOf, held, leaked, mustBeRefused, notRun, type Probe } from './probe';

type Mount = { readonly place: string; readonly type: string; readonly options: readonly string[] };

/** Kernel's own file systems; what may be written in them is tried one by one. */
const KERNEL_TYPES = new Set(['proc', 'sysfs', 'devpts', 'mqueue', 'cgroup', 'cgroup2', 'devtmpfs']);

function mounts(): readonly Mount[] {
  return readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, place, type, options] = line.split(' ');
      return place && type && options ? [{ place, type, options: options.split(',') }] : [];
    });
}

const isWritable = ({ options }: Mount) => options.includes('rw');

function write(id: string, place: string): Probe {
  return {
    id: `fs.write.${id}`,
    tried: `write in ${place}`,
    run: () =>
      mustBeRefused(() => {
        const file = `${place}/airlock-probe`;
        writeFileSync(file, 'x');
        unlinkSync(file);
      }, ['ENOENT', 'ENOTDIR']),
  };
}

const writableMounts: Probe = {
  id: 'fs.mounts',
  tried: 'find a place to write that outlives the sandbox',
  run: () => {
    const lasting = mounts().filter(
      (mount) => isWritable(mount) && mount.type !== 'tmpfs' && !KERNEL_TYPES.has(mount.type),
    );
    // gVisor lists its root as writable whatever it allows; writing there is tried as well.
    const others = lasting.filter(({ place, type }) => !(place === '/' && type === '9p'));
    const got = others.map(({ place, type }) => `${place} (${type})`).join(', ');
    return others.length === 0 ? held('only memory can be written') : leaked(got);
  },
};

const runFromMemory: Probe = {
  id: 'fs.run',
  tried: 'run a program from a place that can be written',
  run: async () => {
    const places = ['/tmp', '/dev/shm', '/home/browser', '/home/display', '/run/airlock'].filter(canWrite);
    if (places.length === 0) return notRun('nothing can be written');
    const ran: string[] = [];
    for (const place of places) if (await canRunFrom(place)) ran.push(place);
    return ran.length === 0 ? held(`not from ${places.join(', ')}`) : leaked(ran.join(', '));
  },
};

function canWrite(place: string): boolean {
  try {
    accessSync(place, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

async function canRunFrom(place: string): Promise<boolean> {
  const program = `${place}/airlock-probe-${process.pid}`;
  copyFileSync('/bin/true', program);
  try {
    chmodSync(program, 0o755);
    await promisify(execFile)(program, { timeout: 5000 });
    return true;
  } catch {
    return false;
  } finally {
    unlinkSync(program);
  }
}

const devices: Probe = {
  id: 'fs.devices',
  tried: 'find a device of the host',
  run: () => {
    const usual = new Set(['full', 'null', 'random', 'tty', 'urandom', 'zero', 'ptmx', 'console']);
    // gVisor shows a device of its own.
    if (isGvisor()) usual.add('fuse');
    const found = readdirSync('/dev').filter((name) => {
      const stats = lstatSync(`/dev/${name}`);
      return (stats.isBlockDevice() || stats.isCharacterDevice()) && !usual.has(name);
    });
    const nested = readdirSync('/dev', { withFileTypes: true }).filter(
      (entry) => entry.isDirectory() && !['pts', 'shm', 'mqueue', 'fd', 'net'].includes(entry.name),
    );
    const all = [...found, ...nested.map(({ name }) => `${name}/`)];
    return all.length === 0 ? held('only the usual ones') : leaked(all.join(', '));
  },
};

const ENGINE_SOCKETS = [
  '/var/run/docker.sock',
  '/run/docker.sock',
  '/run/containerd/containerd.sock',
  '/run/podman/podman.sock',
  '/run/crio/crio.sock',
  '/run/user/1000/docker.sock',
];

const engineSocket: Probe = {
  id: 'fs.engine-socket',
  tried: "reach a container engine's socket",
  run: async () => {
    const there = (await Promise.all(ENGINE_SOCKETS.map(answersAt))).filter((answer) => answer !== null);
    return there.length === 0 ? held('there is none') : leaked(there.join(', '));
  },
};

function answersAt(path: string): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect({ path });
    socket.on('connect', () => {
      socket.destroy();
      resolve(path);
    });
    // A socket that is there and refuses is still one that the host has put into the sandbox.
    socket.on('error', (error) => resolve(codeOf(error) === 'ENOENT' ? null : path));
  });
}

function through(id: string, what: string, target: string): Probe {
  return {
    id: `fs.${id}`,
    tried: what,
    run: () =>
      mustBeRefused(() => {
        const path = `/tmp/airlock-probe-${id}-${process.pid}`;
        symlinkSync(target, path);
        try {
          closeSync(openSync(path, 'a'));
        } finally {
          unlinkSync(path);
        }
      }),
  };
}

const setUserId: Probe = {
  id: 'fs.set-user-id',
  tried: 'find a program that runs as another user (SUID or SGID)',
  run: async () => {
    const { stdout } = await promisify(execFile)('find', ['/', '-xdev', '-perm', '/6000', '-type', 'f'], {
      timeout: 15_000,
      maxBuffer: 1024 * 1024,
    }).catch((error: { stdout?: string }) => ({ stdout: error.stdout ?? '' }));
    const found = stdout.trim().split('\n').filter(Boolean);
    return found.length === 0 ? held('there is none') : leaked(found.slice(0, 3).join(', '));
  },
};

export const quickFiles: readonly Probe[] = [
  writableMounts,
  runFromMemory,
  devices,
  engineSocket,
  write('var-tmp', '/var/tmp'),
  write('policy', '/etc/chromium/policies/managed'),
];

export const furtherFiles: readonly Probe[] = [
  ...[
    ['root', '/'],
    ['usr', '/usr/bin'],
    ['lib', '/usr/lib'],
    ['programs', '/usr/local/lib/airlock'],
    ['etc', '/etc'],
    ['opt', '/opt'],
    ['var', '/var/lib'],
    ['run', '/run'],
    ['lock', '/run/lock'],
    ['root-home', '/root'],
    ['home', '/home'],
    ['mnt', '/mnt'],
    ['boot', '/boot'],
  ].map(([id = '', place = '']) => write(id, place)),
  through('symlink-etc', 'write /etc/passwd through a symbolic link', '/etc/passwd'),
  through('symlink-init', 'write to the init process’s files through a link', '/proc/1/root/etc/hosts'),
  {
    id: 'fs.hard-link',
    tried: 'link a file of the system into a writable place',
    run: () => mustBeRefused(() => linkSync('/etc/passwd', '/tmp/airlock-probe-link'), ['EXDEV']),
  },
  {
    id: 'fs.shadow',
    tried: 'read the password hashes',
    run: () => mustBeRefused(() => readFileSync('/etc/shadow', 'utf8').slice(0, 0) || 'it can be read'),
  },
  {
    id: 'fs.host-files',
    tried: 'append to the files that the engine mounts (hosts, resolv.conf, hostname)',
    run: () =>
      mustBeRefused(() => {
        for (const file of ['/etc/hosts', '/etc/resolv.conf', '/etc/hostname'])
          closeSync(openSync(file, 'a'));
      }, ['ENOENT']),
  },
  setUserId,
];

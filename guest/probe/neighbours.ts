import {
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import {
  codeOf,
  held,
  isRefusal,
  judgeWithinGvisor,
  leaked,
  mustBeRefused,
  notRun,
  type Probe,
  type Verdict,
} from './probe';

const VNC_SOCKET = '/run/airlock/display.sock';
/** Name of the display's socket in the abstract space; the browser has to reach it. */
const X_SOCKET = '@/tmp/.X11-unix/X1';

/** Processes of the sandbox's other users: display, relay, browser. */
function strangers(): readonly string[] {
  const own = process.getuid?.();
  return readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      const { uid } = statSync(`/proc/${name}`);
      return uid !== own && uid !== 0;
    } catch {
      return false;
    }
  });
}

/** Tries one thing on every process of another user. */
function onStrangers(id: string, tried: string, attempt: (pid: string) => void): Probe {
  return {
    id: `users.${id}`,
    tried,
    run: () => judgeWithinGvisor(tryOnStrangers(attempt)),
  };
}

function tryOnStrangers(attempt: (pid: string) => void): Verdict {
  const codes = new Set<string>();
  for (const pid of strangers()) {
    try {
      attempt(pid);
      return leaked(`process ${pid}`);
    } catch (error) {
      const code = codeOf(error);
      // A process that ended meanwhile has not been tried.
      if (code === 'ENOENT' || code === 'ESRCH') continue;
      if (!isRefusal(code)) return leaked(`process ${pid}: ${code}`);
      codes.add(code);
    }
  }
  return codes.size === 0 ? notRun('no process of another user') : held([...codes].join(', '));
}

const vncSocket: Probe = {
  id: 'users.vnc',
  tried: "connect to the display's control socket",
  run: () => {
    return new Promise((resolve) => {
      const socket = connect({ path: VNC_SOCKET });
      socket.on('connect', () => {
        socket.destroy();
        resolve(leaked('connected'));
      });
      socket.on('error', (error) => {
        const code = codeOf(error);
        if (code === 'ENOENT') return resolve(notRun('the display has not started'));
        resolve(isRefusal(code) ? held(code) : leaked(code));
      });
    });
  },
};

function onDisplay(id: string, tried: string, attempt: () => void): Probe {
  return { id: `users.${id}`, tried, run: () => mustBeRefused(attempt) };
}

const abstractSockets: Probe = {
  id: 'users.abstract-sockets',
  tried: "see the host's abstract sockets",
  run: () => {
    const names = readFileSync('/proc/net/unix', 'utf8')
      .split('\n')
      .flatMap((line) => /(@\S+)$/.exec(line)?.[1] ?? []);
    // Chromium's own sockets have generated names; the host's are known ones.
    const foreign = names.filter(
      (name) => name !== X_SOCKET && /dbus|systemd|containerd|docker|udev|ISCSI|snap/i.test(name),
    );
    return foreign.length === 0
      ? held(`${names.length} of the sandbox's own`)
      : leaked(foreign.slice(0, 3).join(', '));
  },
};

export const quickNeighbours: readonly Probe[] = [
  onStrangers('signal', "signal another user's process", (pid) => process.kill(Number(pid), 0)),
  onStrangers('environ', "read another user's environment", (pid) => readFileSync(`/proc/${pid}/environ`)),
];

export const furtherNeighbours: readonly Probe[] = [
  abstractSockets,
  onStrangers('mem', "open another user's memory", (pid) => openSync(`/proc/${pid}/mem`, 'r')),
  onStrangers('maps', "read another user's memory map", (pid) => readFileSync(`/proc/${pid}/maps`)),
  onStrangers('files', "list another user's open files", (pid) => readdirSync(`/proc/${pid}/fd`)),
  onStrangers('debugging-pipe', "open another user's pipes", (pid) => openSync(`/proc/${pid}/fd/3`, 'r')),
  onStrangers('root', "enter another user's root folder", (pid) => readlinkSync(`/proc/${pid}/root`)),
  onStrangers('folder', "see another user's working folder", (pid) => readlinkSync(`/proc/${pid}/cwd`)),
  onStrangers('stack', "read another user's kernel stack", (pid) => readFileSync(`/proc/${pid}/stack`)),
];

/** What belongs to the display's user: for everybody else. */
export const displayProbes: readonly Probe[] = [
  vncSocket,
  onDisplay('vnc-replace', "put another socket in the display's place", () => unlinkSync(VNC_SOCKET)),
  onDisplay('lease', "renew the console's lease", () =>
    writeFileSync('/run/airlock/lease', 'x', { flag: 'r+' }),
  ),
  onDisplay('display-home', "read the display server's files", () => readdirSync('/home/display')),
];

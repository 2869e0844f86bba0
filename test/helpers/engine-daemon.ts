import { type ChildProcess, spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { connectDocker } from '../../electron/engine/sandbox/docker';

const START_LIMIT_MS = 20_000;
const STOP_LIMIT_MS = 15_000;
/** The host ids that user 0 to 65535 of a remapped engine's containers get. */
const REMAPPED_IDS = '296608:65536';
/** Inside the engine's own network. */
export const TLS_PORT = 2376;
/** SIOCSIFFLAGS with IFF_UP: there may be no `ip` on the machine. */
const LOOPBACK_UP =
  'use Socket; socket(S, AF_INET, SOCK_DGRAM, 0); my $up = pack("a16s", "lo", 1); ioctl(S, 0x8914, $up) or die';

/**
 * A process that holds new namespaces open until its stdin ends; then the kernel ends everything in them. The network is
 * one of them: an engine without a bridge removes `docker0`, which belongs to the engine in use. The ids for remapped
 * users are put over /etc/subuid in there only.
 */
export async function holdNamespaces(folder: string, isRemapped: boolean): Promise<ChildProcess> {
  const ids = path.join(folder, 'ids');
  await writeFile(ids, `daemon:${REMAPPED_IDS}\n`);
  const remap = 'for f in /etc/subuid /etc/subgid; do touch $f && mount --bind "$1" $f || exit 1; done;';
  // A system's own containerd would be taken, and knows nothing of these namespaces.
  const hide = 'mkdir -p /run/containerd && mount -t tmpfs none /run/containerd || exit 1;';
  const script = `${hide} ${isRemapped ? remap : ''} perl -e '${LOOPBACK_UP}'; echo held; exec cat`;
  const args = [
    '--mount',
    '--net',
    '--pid',
    '--fork',
    '--kill-child',
    '--mount-proc',
    'sh',
    '-c',
    script,
    'sh',
    ids,
  ];
  const holder = spawn('unshare', args, { stdio: ['pipe', 'pipe', 'inherit'] });
  await new Promise<void>((resolve, reject) => {
    holder.once('error', reject);
    const onExit = (code: number | null) =>
      reject(new Error(`no namespaces for an engine (code ${code}): is this root?`));
    holder.once('exit', onExit);
    holder.stdout.once('data', () => {
      holder.off('exit', onExit);
      resolve();
    });
  });
  return holder;
}

/** One dockerd in the namespaces of its holder. */
export class Daemon {
  #ended: Promise<void> = Promise.resolve();

  constructor(
    private readonly folder: string,
    private readonly holder: ChildProcess,
  ) {}

  async start(): Promise<void> {
    const containerd = [
      '--containerd-namespace',
      'airlock-test',
      '--containerd-plugins-namespace',
      'airlock-test-plugins',
    ];
    const args = ['--config-file', path.join(this.folder, 'daemon.json'), ...containerd];
    const child = await this.#enter('dockerd', args);
    let log = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      log = (log + text).slice(-4000);
    });
    this.#ended = new Promise((resolve) => child.once('exit', () => resolve()));
    let hasEnded = false;
    void this.#ended.then(() => {
      hasEnded = true;
    });
    const { docker } = await connectDocker({ socketPath: path.join(this.folder, 'docker.sock') });
    const giveUpAt = performance.now() + START_LIMIT_MS;
    while (!(await docker.ping().then(Boolean, () => false))) {
      if (hasEnded || performance.now() > giveUpAt) throw new Error(`the engine did not start:\n${log}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Asks the daemon to end and waits; one that does not end in time is killed. */
  async halt(): Promise<void> {
    const pid = (await readFile(path.join(this.folder, 'pid'), 'utf8').catch(() => '')).trim();
    if (pid === '') return;
    await this.#signal('TERM', pid);
    const timer = setTimeout(() => void this.#signal('KILL', pid), STOP_LIMIT_MS);
    await this.#ended;
    clearTimeout(timer);
  }

  /** Ends the daemon and everything that it started. */
  async end(): Promise<void> {
    await this.halt();
    if (this.holder.exitCode !== null) return;
    const gone = new Promise((resolve) => this.holder.once('exit', resolve));
    this.holder.stdin?.end();
    await gone;
  }

  /** Carries connections to a socket in its folder on to its TLS port, which only its own network has. */
  async answerAt(socketPath: string): Promise<void> {
    const program = `const net = require('node:net');
      net.createServer((from) => {
        const to = net.connect(${TLS_PORT}, '127.0.0.1');
        from.pipe(to).pipe(from);
        for (const end of [from, to]) end.on('error', () => { from.destroy(); to.destroy(); });
      }).listen(process.argv[1], () => process.stderr.write('open'));`;
    const child = await this.#enter(process.execPath, ['-e', program, socketPath]);
    await new Promise((resolve, reject) => {
      child.stderr?.once('data', resolve);
      child.once('exit', () => reject(new Error('nothing answers for the engine over TLS')));
    });
  }

  async #signal(signal: string, pid: string): Promise<void> {
    const child = await this.#enter('kill', [`-${signal}`, pid]);
    await new Promise((resolve) => child.once('exit', resolve));
  }

  async #enter(program: string, args: readonly string[]): Promise<ChildProcess> {
    // The holder forked: what lives inside the namespaces is its child.
    const children = `/proc/${this.holder.pid}/task/${this.holder.pid}/children`;
    const [inside] = (await readFile(children, 'utf8')).trim().split(' ');
    const enter = ['--target', String(inside), '--mount', '--net', '--pid', '--', program, ...args];
    return spawn('nsenter', enter, { stdio: ['ignore', 'ignore', 'pipe'] });
  }
}

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

const TRACING = '/sys/kernel/tracing';
const EXIT = 'events/raw_syscalls/sys_exit';
/** What starts a container's processes before its filter is in force, and the probe, which asks to be denied. */
const OTHERS = /^(?:runc|containerd|exe$|dockerd|docker-init$|airlock-probe$|perl$)/;

/** True where this process may look at the kernel's trace; mounts its file system when it is not there yet. */
export function canTraceCalls(): boolean {
  const isThere = () => existsSync(path.join(TRACING, EXIT, 'filter'));
  if (isThere() || process.getuid?.() !== 0) return isThere();
  spawnSync('mount', ['-t', 'tracefs', 'none', TRACING]);
  return isThere();
}

/** A system call that ended with EPERM: the thread's name and the call's number. */
export type DeniedCall = { readonly thread: string; readonly number: number };

/**
 * Collects every system call that ends with EPERM in whatever containerd starts from now on, by the kernel's own trace
 * (Documentation/trace/ftrace.rst): nothing in the container is slowed down or changed. `stop` answers them, each once.
 */
export async function traceDenials(): Promise<{ stop(): Promise<readonly DeniedCall[]> }> {
  const instance = path.join(TRACING, 'instances', `airlock-${process.pid}`);
  await mkdir(instance);
  const set = (file: string, value: string) => writeFile(path.join(instance, file), value);
  await set('buffer_size_kb', '16384');
  await set('options/event-fork', '1');
  await set('set_event_pid', (await threadsOfContainerd()).join(' '));
  await set(`${EXIT}/filter`, 'ret == -1');
  await set(`${EXIT}/enable`, '1');
  return {
    stop: async () => {
      await set(`${EXIT}/enable`, '0');
      const lines = (await readFile(path.join(instance, 'trace'), 'utf8')).split('\n');
      await rmdir(instance);
      return readTrace(lines);
    },
  };
}

/** Lines such as `   chrome-1234    [001] .....   12.345678: sys_exit: NR 41 = -1`. */
export function readTrace(lines: readonly string[]): readonly DeniedCall[] {
  const found = new Map<string, DeniedCall>();
  for (const line of lines) {
    const [, thread = '', number = ''] =
      /^\s*(.+)-\d+\s+\[\d+\].*\bsys_exit: NR (\d+) = -1$/.exec(line) ?? [];
    if (number === '' || OTHERS.test(thread)) continue;
    found.set(`${thread} ${number}`, { thread, number: Number(number) });
  }
  return [...found.values()];
}

async function threadsOfContainerd(): Promise<string[]> {
  const threads: string[] = [];
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '');
    if (name.trim() === 'containerd') threads.push(...(await readdir(`/proc/${pid}/task`).catch(() => [])));
  }
  return threads;
}

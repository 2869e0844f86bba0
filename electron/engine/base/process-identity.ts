import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { withoutFailing } from './may-fail';

/** What tells one process from every other, also from a later one that got its number. Null: the system doesn't say. */
export type ProcessIdentity = {
  readonly pid: number;
  /** The machine, by what stays when its name changes. */
  readonly machine: string;
  /** The machine's name, for people. */
  readonly host: string;
  /** One start of the machine, and the set of process numbers that `pid` is one of (containers have their own). */
  readonly boot: string | null;
  readonly numbering: string | null;
  /** When it began, in clock ticks since the machine was started. */
  readonly startTicks: number | null;
};

/** `unknown`: of another machine or another set of process numbers, which can't be looked into from here. */
export type Liveness = 'alive' | 'dead' | 'unknown';

export async function ownIdentity(): Promise<ProcessIdentity> {
  const host = hostname();
  return {
    pid: process.pid,
    machine: (await read('/etc/machine-id')) || host,
    host,
    boot: await read('/proc/sys/kernel/random/boot_id'),
    numbering: await withoutFailing(readlink('/proc/self/ns/pid'), null, 'other systems have none'),
    startTicks: (await lookAt(process.pid))?.startTicks ?? null,
  };
}

/** Whether a process that was described earlier, perhaps before a restart of the machine, is still the same and there. */
export async function livenessOf(described: ProcessIdentity, own: ProcessIdentity): Promise<Liveness> {
  if (described.boot !== own.boot) return described.machine === own.machine ? 'dead' : 'unknown';
  // Without a boot's id the machine alone can tell whether the number means anything here.
  if (own.boot === null && described.machine !== own.machine) return 'unknown';
  if (described.numbering !== own.numbering) return 'unknown';
  if (!hasProcess(described.pid)) return 'dead';
  const now = await lookAt(described.pid);
  // There, and hidden from this account: it counts as the same.
  if (now === null) return 'alive';
  if (now.hasEnded) return 'dead';
  return described.startTicks === null || now.startTicks === described.startTicks ? 'alive' : 'dead';
}

function hasProcess(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another account's process may not be signalled, and is there.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Fields 3 and 22 of /proc/PID/stat (proc(5)), counted after the name, which may hold blanks and brackets itself. */
async function lookAt(
  pid: number,
): Promise<{ readonly hasEnded: boolean; readonly startTicks: number } | null> {
  const text = await read(`/proc/${pid}/stat`);
  if (text === null) return null;
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  // A zombie has ended; it only waits for its parent to ask.
  return { hasEnded: ['Z', 'X'].includes(fields[0] ?? ''), startTicks: Number(fields[19]) };
}

function read(file: string): Promise<string | null> {
  const text = readFile(file, 'utf8').then((content) => content.trim());
  return withoutFailing(text, null, 'systems without the file are told by the rest');
}

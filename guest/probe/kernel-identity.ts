import { readFileSync } from 'node:fs';

/** One field of this process's status, e.g. `CapEff`; empty when the kernel does not tell. */
export function statusField(name: string): string {
  const status = readFileSync('/proc/self/status', 'utf8');
  return new RegExp(`^${name}:\\s*(\\S+)`, 'm').exec(status)?.[1] ?? '';
}

const VERSION = readFileSync('/proc/version', 'utf8');

/** gVisor calls itself a Linux of its own making, always with the same date. */
export function isGvisor(): boolean {
  return VERSION.startsWith('Linux version 4.4.0 #1 SMP Sun Jan 10');
}

/**
 * gVisor applies the seccomp profile only when it is registered with `--oci-seccomp`, and some versions not to programs
 * that are started later. Without it, system calls meet gVisor's own kernel, and what that allows says nothing about the
 * host's.
 */
export function isUnfilteredGvisor(): boolean {
  return isGvisor() && statusField('Seccomp') !== '2';
}

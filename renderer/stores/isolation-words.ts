import { shortLabel } from '../../shared/text/visible-text';

const WORDS: Readonly<Record<string, string>> = {
  runc: 'runc: shares this machine’s kernel, behind a seccomp profile',
  gvisor: 'gVisor: a kernel of its own in user space',
  kata: 'Kata: a virtual machine of its own',
};

const NAMES: Readonly<Record<string, string>> = { runc: 'runc', gvisor: 'gVisor', kata: 'Kata' };

/** An isolation level in one line. A level that this version does not know is shown as it is. */
export function isolationWords(level: string): string {
  return WORDS[level] ?? shortLabel(level, 60);
}

/** Its name alone. */
export function isolationName(level: string): string {
  return NAMES[level] ?? shortLabel(level, 20);
}

import { ISOLATION_NAMES, type IsolationLevel } from '../../shared/domain/isolation';
import { shortLabel } from '../../shared/text/visible-text';

const WALLS: Readonly<Record<IsolationLevel, string>> = {
  runc: 'shares this machine’s kernel, behind a seccomp profile',
  gvisor: 'a kernel of its own in user space',
  kata: 'a virtual machine of its own',
};

function isKnown(level: string): level is IsolationLevel {
  return Object.hasOwn(ISOLATION_NAMES, level);
}

/** An isolation level in one line. A level that this version does not know is shown as it is. */
export function isolationWords(level: string): string {
  return isKnown(level) ? `${ISOLATION_NAMES[level]}: ${WALLS[level]}` : shortLabel(level, 60);
}

/** Its name alone. */
export function isolationName(level: string): string {
  return isKnown(level) ? ISOLATION_NAMES[level] : shortLabel(level, 20);
}

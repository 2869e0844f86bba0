import { access } from 'node:fs/promises';

/** Whether there is such a file or folder. One that can't be looked at counts as none. */
export function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

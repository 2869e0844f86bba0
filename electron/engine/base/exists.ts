import { access } from 'node:fs/promises';
import { withoutFailing } from './may-fail';

/** Whether there is such a file or folder. One that can't be looked at counts as none. */
export async function exists(file: string): Promise<boolean> {
  const isThere = access(file).then(() => true);
  return withoutFailing(isThere, false, 'what can not be looked at counts as missing');
}

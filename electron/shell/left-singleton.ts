import { readlinkSync, rmdirSync, unlinkSync } from 'node:fs';
import path from 'node:path';

const SOCKET = 'SingletonSocket';
/** What Chromium puts into the folder whose socket says which console has the profile. */
const CONTENT = [SOCKET, 'SingletonCookie'] as const;

/** The temporary folder that the profile's last console made for its socket; null where there is none. */
export function singletonFolder(profile: string): string | null {
  try {
    const folder = path.dirname(readlinkSync(path.join(profile, SOCKET)));
    return path.basename(folder).startsWith('scoped_dir') ? folder : null;
  } catch {
    return null;
  }
}

/**
 * Removes the folder `left` that a console which was killed could not remove itself. Call when this console has the
 * profile, and so a folder of its own. Takes nothing away but Chromium's own two files.
 */
export function removeLeftSingleton(left: string | null, profile: string): void {
  if (left === null || left === singletonFolder(profile)) return;
  try {
    for (const name of CONTENT) unlinkSync(path.join(left, name));
    rmdirSync(left);
  } catch {
    // Gone already, or not what it looked like: a folder more in the system's temporary ones.
  }
}

import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Where downloads and logs are kept: outside the repository, so that a fresh clone finds them again. */
export function cacheFolder(env = process.env, platform = process.platform, home = homedir()) {
  if (env.XDG_CACHE_HOME) return join(env.XDG_CACHE_HOME, 'airlock');
  if (platform === 'darwin') return join(home, 'Library/Caches/airlock');
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(home, 'AppData/Local'), 'airlock');
  return join(home, '.cache/airlock');
}

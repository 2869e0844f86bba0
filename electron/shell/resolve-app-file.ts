import { realpath } from 'node:fs/promises';
import path from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

export type AppFile = { readonly file: string; readonly type: string };

/**
 * The file behind a path of `app://airlock/…`, inside `root` and of a known type; null for everything else: dot
 * segments in any encoding, backslashes, NUL, links that lead out. `pathname` is as the URL has it, still encoded.
 */
export async function resolveAppFile(root: string, pathname: string): Promise<AppFile | null> {
  // The files of the build have plain names. What needs decoding is not one of them.
  if (!/^(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$/.test(pathname)) return null;
  const type = TYPES[path.extname(pathname)];
  if (type === undefined) return null;
  try {
    const realRoot = await realpath(root);
    const file = await realpath(path.join(realRoot, pathname));
    return file.startsWith(realRoot + path.sep) ? { file, type } : null;
  } catch {
    return null;
  }
}

import type { Facts } from './facts';
import type { Deed } from './words/deed';

const LARGE = 1024 * 1024;
const MANY_FILES = 5;

/** Files, and bodies so large that they may as well be one. */
export function uploadDeeds({ body }: Facts): readonly Deed[] {
  const { files, isCut, bytes, format } = body;
  const isLarge = (bytes ?? 0) > LARGE;
  if (files.length > 0) {
    const level = isLarge || files.length > MANY_FILES ? 'high' : 'medium';
    const object = files.length > 1 ? `${files.length} files` : 'a file';
    return [{ category: 'upload', level, verb: 'upload', object, why: 'It carries files.' }];
  }
  if (!isCut || format === 'stream') return [];
  const why = 'Its body is too large or too deep to be read whole.';
  return [
    { category: 'upload', level: isLarge ? 'high' : 'medium', verb: 'upload', object: 'a large body', why },
  ];
}

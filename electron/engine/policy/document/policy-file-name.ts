import { sha256Hex } from '../../base/hashing';

/** How names are compared: two that differ only in case, spacing or form of their accents are one. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
}

/**
 * The id of a policy of this name, which is also its file's name without the ending. Lower-case ASCII letters, digits and
 * hyphens whatever the name is, so it is no path and no device, and the same on file systems that ignore case.
 */
export function policyId(name: string): string {
  const words = fileWords(name);
  const hash = sha256Hex(nameKey(name)).slice(0, 12);
  return words === '' ? hash : `${words}-${hash}`;
}

/** A name to suggest for a file; `policy` where nothing of the policy's own can be in one. */
export function suggestedFileName(name: string, ending: string): string {
  return `${fileWords(name) || 'policy'}.${ending}`;
}

function fileWords(name: string): string {
  return nameKey(name)
    .normalize('NFD')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '');
}

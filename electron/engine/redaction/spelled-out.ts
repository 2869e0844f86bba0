/** Shorter texts stand everywhere by accident: only a field that holds nothing else shows one. */
export const SHORTEST_IN_TEXT = 3;

/** Secret texts, and the ways in which an address or a page writes them out. Empty ones are left out. */
export function spelledOut(needles: readonly string[]): readonly string[] {
  const all = needles
    .filter((needle) => needle !== '')
    .flatMap((needle) => {
      if (needle.length < SHORTEST_IN_TEXT) return [needle];
      const bytes = Buffer.from(needle, 'utf8');
      const base64 = bytes.toString('base64').replace(/=+$/, '');
      const written = [
        needle,
        encodeURIComponent(needle.replace(/\p{Surrogate}/gu, '')),
        base64,
        bytes.toString('base64url'),
        bytes.toString('hex'),
      ];
      return [...written, Array.from(needle).reverse().join('')];
    });
  return [...new Set(all)];
}

/** Names carry data too: `<stolen>.example.com`. */
const MOST_NAMES = 256;

/** The names that were asked for below each wildcard entry of a policy, for one session. */
export class WildcardNames {
  readonly #names = new Map<string, Set<string>>();

  /** Whether a canonical name may be asked for below an entry: one that was before, or one more while there is room. */
  admit(entry: string, host: string): boolean {
    const names = this.#names.get(entry) ?? new Set();
    this.#names.set(entry, names);
    if (!names.has(host) && names.size >= MOST_NAMES) return false;
    names.add(host);
    return true;
  }
}

/**
 * An address as the record may have it. While the operator has the hand (`isByHand`) it may be a key to their sign-in, as
 * links in mails and the returns of a single sign-on are: then its site alone is said. Untrusted text.
 */
export function recordableAddress(url: string, isByHand: boolean): string {
  if (!isByHand) return url;
  try {
    const { origin, protocol } = new URL(url);
    return origin === 'null' ? protocol : origin;
  } catch {
    return '';
  }
}

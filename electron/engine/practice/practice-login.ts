/**
 * How the practice company signs in to its supplier's portal. Nothing of it is secret: it opens a page that the console
 * itself serves.
 */
export const PRACTICE_LOGIN = {
  name: 'accounts@larkspur.example',
  password: 'practice-only-47-blue-kites',
  /** Of one-time codes (RFC 6238): SHA-1, six digits, every 30 s. */
  seed: 'PRACTICEONLYKEYS',
} as const;

/** The seed's bytes are its characters: a portal that nobody needs to be kept out of takes what is easy to read. */
export function practiceSeed(): Buffer {
  return Buffer.from(PRACTICE_LOGIN.seed, 'ascii');
}

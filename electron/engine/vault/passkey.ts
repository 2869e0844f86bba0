import { z } from 'zod';
import { AirlockError } from '../../../shared/airlock-error';

/** A passkey as an authenticator holds it (WebAuthn, 4: public key credential source). Texts are base64, not base64url. */
export type Passkey = {
  /** The site that it was made for: a host, which takes in the hosts below it. */
  readonly rpId: string;
  readonly credentialId: string;
  /** Names the account to the site; null where the site names the passkey itself. */
  readonly userHandle: string | null;
  /** How often it has signed; a site may refuse one that does not rise (WebAuthn, 6.1.1). */
  readonly signCount: number;
  /** PKCS #8, in DER. */
  readonly privateKey: Buffer;
};

/** Of a counter of 32 bits. */
const MAX_COUNT = 2 ** 32 - 1;
const base64 = z.string().regex(/^[A-Za-z0-9+/]+={0,2}$/);

const Header = z
  .object({
    rpId: z.string().min(1).max(253),
    credentialId: base64,
    userHandle: base64.nullable(),
    signCount: z.number().int().min(0).max(MAX_COUNT),
  })
  .strict();

/** As the vault seals it: a line of JSON, then the key's own bytes, so that the key is in no text. The caller wipes it. */
export function formatPasskey({ privateKey, ...header }: Passkey): Buffer {
  return Buffer.concat([Buffer.from(`${JSON.stringify(Header.parse(header))}\n`), privateKey]);
}

/** What was sealed; `privateKey` is a part of the same bytes, and wiped with them. Throws `internal` when it is none. */
export function readPasskey(bytes: Buffer): Passkey {
  const end = bytes.indexOf(0x0a);
  const header = Header.safeParse(end === -1 ? null : parsed(bytes.toString('utf8', 0, end)));
  if (!header.success) throw new AirlockError('internal', 'A passkey of the vault can’t be read.');
  return { ...header.data, privateKey: bytes.subarray(end + 1) };
}

/** The same with a counter that has gone on. */
export function countedUp(passkey: Passkey, signCount: number): Passkey {
  return { ...passkey, signCount: Math.min(MAX_COUNT, Math.max(passkey.signCount, signCount)) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { SERVED_HOST } from '../../../shared/reach/served-host';
import type { Passkey } from '../vault/passkey';

/**
 * The practice company's passkey for its supplier's portal. Nothing of it is secret: it opens a page that the console
 * itself serves, under a name that no other site can have. So its private number is 32 characters that anybody can read.
 */
const PRIVATE_NUMBER = 'practice-only-key-47-blue-kites!';
const PASSKEY_ID = Buffer.from('practice-passkey', 'ascii');
const ACCOUNT_ID = Buffer.from('larkspur', 'ascii');

/** What stands before the private number of a key of P-256 without its public one (RFC 5958, RFC 5915), in DER. */
const KEY_HEAD = Buffer.from('3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420', 'hex');

/** Its counter stands at `signCount`. The bytes of its key are the caller's, to be wiped. */
export function practicePasskey(signCount: number): Passkey {
  return {
    rpId: SERVED_HOST,
    credentialId: PASSKEY_ID.toString('base64'),
    userHandle: ACCOUNT_ID.toString('base64'),
    signCount,
    privateKey: Buffer.concat([KEY_HEAD, Buffer.from(PRIVATE_NUMBER, 'ascii')]),
  };
}

/** What a site has of a passkey that was registered with it. */
export type RegisteredPasskey = {
  readonly id: Buffer;
  /** Of the account that it opens (WebAuthn, 5.4.3, `user.id`). */
  readonly account: Buffer;
  readonly publicKey: KeyObject;
};

/** What the portal has of the practice passkey. */
export function registeredPasskey(): RegisteredPasskey {
  const { privateKey } = practicePasskey(0);
  const key = createPrivateKey({ key: privateKey, format: 'der', type: 'pkcs8' });
  return { id: PASSKEY_ID, account: ACCOUNT_ID, publicKey: createPublicKey(key) };
}

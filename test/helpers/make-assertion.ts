import { createHash, createPrivateKey, sign } from 'node:crypto';
import { practicePasskey } from '../../electron/engine/practice/practice-passkey';
import type { Assertion } from '../../electron/engine/practice/relying-party';
import { SERVED_HOST, SERVED_ORIGIN } from '../../shared/reach/served-host';

const PRESENT_AND_VERIFIED = 0x05;

export type AssertionChanges = {
  readonly client?: Readonly<Record<string, unknown>>;
  readonly rpId?: string;
  readonly flags?: number;
  readonly count?: number;
};

/** What a browser with the practice passkey sends for a challenge (base64); the changes are signed too. */
export function makeAssertion(challenge: string, changes: AssertionChanges = {}): Assertion {
  const { client, rpId = SERVED_HOST, flags = PRESENT_AND_VERIFIED, count = 1 } = changes;
  const { credentialId, userHandle, privateKey } = practicePasskey(0);
  const asked = { type: 'webauthn.get', challenge: base64url(challenge), origin: SERVED_ORIGIN };
  const clientData = Buffer.from(JSON.stringify({ ...asked, crossOrigin: false, ...client }));
  const counter = Buffer.alloc(4);
  counter.writeUInt32BE(count);
  const authenticatorData = Buffer.concat([sha256(rpId), Buffer.from([flags]), counter]);
  const key = createPrivateKey({ key: privateKey, format: 'der', type: 'pkcs8' });
  return {
    id: Buffer.from(credentialId, 'base64'),
    account: Buffer.from(userHandle ?? '', 'base64'),
    clientData,
    authenticatorData,
    signature: sign('sha256', Buffer.concat([authenticatorData, sha256(clientData)]), key),
  };
}

function base64url(base64: string): string {
  return Buffer.from(base64, 'base64').toString('base64url');
}

function sha256(data: string | Buffer): Buffer {
  return createHash('sha256').update(data).digest();
}

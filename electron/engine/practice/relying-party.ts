import { createHash, randomBytes, verify } from 'node:crypto';
import { z } from 'zod';
import type { RegisteredPasskey } from './practice-passkey';

/** What a browser got from a passkey and sent, in bytes (WebAuthn, 5.2.2). All of it is the visitor's word. */
export type Assertion = {
  readonly id: Buffer;
  readonly account: Buffer;
  readonly clientData: Buffer;
  readonly authenticatorData: Buffer;
  readonly signature: Buffer;
};

export type WrongAssertion =
  | 'other-passkey'
  | 'unreadable'
  | 'other-challenge'
  | 'other-type'
  | 'other-origin'
  | 'in-frame'
  | 'other-site'
  | 'nobody-there'
  | 'not-verified'
  | 'wrong-signature'
  | 'old-count';

export type RelyingPartyDeps = {
  /** Of the page that signs in; the passkey was made for its host. */
  readonly origin: string;
  readonly passkey: RegisteredPasskey;
  /** Wall clock, milliseconds since the epoch. */
  readonly now: () => number;
};

const CHALLENGE_BYTES = 32;
const CHALLENGE_LIMIT_MS = 5 * 60_000;
/** A visitor who reloads the page again and again gets new ones, and the oldest are forgotten. */
const MAX_CHALLENGES = 16;

/** Of authenticator data (WebAuthn, 6.1): where its parts are, and what its flags say. */
const FLAGS_AT = 32;
const COUNT_AT = 33;
const LEAST_LENGTH = 37;
const SOMEBODY_WAS_THERE = 0x01;
const THEY_WERE_VERIFIED = 0x04;

const ClientData = z.looseObject({
  type: z.string(),
  challenge: z.string(),
  origin: z.string(),
  crossOrigin: z.boolean().optional(),
  topOrigin: z.string().optional(),
});
type ClientData = z.infer<typeof ClientData>;

/** A site's side of signing in with a passkey (WebAuthn, 7.2), for one passkey that signs with ES256. */
export class RelyingParty {
  /** When each was given out, by its base64url; the oldest first. */
  readonly #challenges = new Map<string, number>();
  #count = 0;

  constructor(private readonly deps: RelyingPartyDeps) {}

  /** 32 random bytes in base64, to be signed once within 5 min. */
  challenge(): string {
    const challenge = randomBytes(CHALLENGE_BYTES);
    this.#challenges.set(challenge.toString('base64url'), this.deps.now());
    for (const oldest of this.#challenges.keys()) {
      if (this.#challenges.size <= MAX_CHALLENGES) break;
      this.#challenges.delete(oldest);
    }
    return challenge.toString('base64');
  }

  /** What is wrong with an assertion; null when it signs somebody in. Its challenge is used up either way. */
  whyNot(assertion: Assertion): WrongAssertion | null {
    const client = readClientData(assertion.clientData);
    if (client === null) return 'unreadable';
    if (!this.#takeBack(client.challenge)) return 'other-challenge';
    const why = this.#whyNotAsked(client) ?? this.#whyNotOurs(assertion) ?? whyNotThere(assertion);
    if (why !== null) return why;
    if (!isSigned(assertion, this.deps.passkey)) return 'wrong-signature';
    return this.#countUp(assertion.authenticatorData.readUInt32BE(COUNT_AT)) ? null : 'old-count';
  }

  #takeBack(challenge: string): boolean {
    const givenAt = this.#challenges.get(challenge);
    this.#challenges.delete(challenge);
    return givenAt !== undefined && this.deps.now() - givenAt <= CHALLENGE_LIMIT_MS;
  }

  #whyNotAsked({ type, origin, crossOrigin, topOrigin }: ClientData): WrongAssertion | null {
    if (type !== 'webauthn.get') return 'other-type';
    if (origin !== this.deps.origin) return 'other-origin';
    return crossOrigin === true || topOrigin !== undefined ? 'in-frame' : null;
  }

  #whyNotOurs({ id, account, authenticatorData }: Assertion): WrongAssertion | null {
    const { passkey, origin } = this.deps;
    if (!id.equals(passkey.id) || !account.equals(passkey.account)) return 'other-passkey';
    if (authenticatorData.length < LEAST_LENGTH) return 'unreadable';
    const site = sha256(Buffer.from(new URL(origin).hostname, 'ascii'));
    return authenticatorData.subarray(0, FLAGS_AT).equals(site) ? null : 'other-site';
  }

  /** One that does not rise may be that of a copy (WebAuthn, 6.1.1). The practice passkey always counts. */
  #countUp(count: number): boolean {
    if (count <= this.#count) return false;
    this.#count = count;
    return true;
  }
}

function readClientData(bytes: Buffer): ClientData | null {
  try {
    return ClientData.safeParse(JSON.parse(bytes.toString('utf8'))).data ?? null;
  } catch {
    return null;
  }
}

function whyNotThere({ authenticatorData }: Assertion): WrongAssertion | null {
  const flags = authenticatorData[FLAGS_AT] ?? 0;
  if ((flags & SOMEBODY_WAS_THERE) === 0) return 'nobody-there';
  return (flags & THEY_WERE_VERIFIED) === 0 ? 'not-verified' : null;
}

function isSigned(assertion: Assertion, { publicKey }: RegisteredPasskey): boolean {
  const signed = Buffer.concat([assertion.authenticatorData, sha256(assertion.clientData)]);
  try {
    return verify('sha256', signed, publicKey, assertion.signature);
  } catch {
    // What is no signature at all.
    return false;
  }
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}

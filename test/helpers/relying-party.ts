import { createHash, createPublicKey, type KeyObject, randomBytes, verify } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Flags of authenticator data (WebAuthn, 6.1): somebody was there, was verified, and a credential comes with it. */
const PRESENT = 0x01;
const VERIFIED = 0x04;
const WITH_CREDENTIAL = 0x40;

type Registered = { readonly key: KeyObject; count: number };
type Sent = Readonly<Record<'id' | 'clientData' | 'authData' | 'signature' | 'publicKey', string>>;

/** What every page of the site has: asks for a passkey or a signature, and sends what it got to the server. */
export const PASSKEY_SCRIPT = `
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)));
const bytes = (base64) => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
const post = async (path, body) => (await fetch(path, { method: 'POST', body: JSON.stringify(body ?? {}) })).text();
const told = (type) => [
  (result) => note({ type, result }),
  (error) => note({ type, result: error.name }),
];
async function register(rpId) {
  const challenge = bytes(await post('/challenge'));
  const { rawId, response } = await navigator.credentials.create({ publicKey: {
    challenge, rp: { id: rpId, name: 'Test' }, user: { id: bytes('YWRh'), name: 'ada', displayName: 'Ada' },
    pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  } });
  return post('/registration', {
    id: text(rawId), clientData: text(response.clientDataJSON), authData: text(response.getAuthenticatorData()),
    publicKey: text(response.getPublicKey()),
  });
}
async function signIn(rpId, { mediation, from = window } = {}) {
  const challenge = bytes(await post('/challenge'));
  const publicKey = { challenge, rpId, userVerification: 'required' };
  const got = await from.navigator.credentials.get(mediation ? { publicKey, mediation } : { publicKey });
  const { rawId, response } = got;
  return post('/assertion', {
    id: text(rawId), clientData: text(response.clientDataJSON), authData: text(response.authenticatorData),
    signature: text(response.signature),
  });
}
`;

/** The server's side of passkeys (WebAuthn, 7.1 and 7.2), as far as ES256 without attestation goes. */
export class RelyingParty {
  /** What came of each answer that was sent: `ok`, or what was wrong with it. */
  readonly registrations: string[] = [];
  readonly assertions: string[] = [];
  readonly #challenges = new Set<string>();
  readonly #registered = new Map<string, Registered>();

  constructor(
    private readonly rpId: string,
    private readonly origin: string,
    private readonly rest: (request: IncomingMessage, response: ServerResponse) => void,
  ) {}

  readonly handle = (request: IncomingMessage, response: ServerResponse): void => {
    const serve = SERVED[request.url ?? ''];
    if (request.method !== 'POST' || serve === undefined) {
      this.rest(request, response);
      return;
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => response.end(serve(this, JSON.parse(Buffer.concat(chunks).toString()))));
  };

  /** Counters of all passkeys as the site knows them. */
  get counts(): readonly number[] {
    return [...this.#registered.values()].map(({ count }) => count);
  }

  challenge(): string {
    const challenge = randomBytes(32);
    this.#challenges.add(challenge.toString('base64url'));
    return challenge.toString('base64');
  }

  register(sent: Sent): string {
    const why = this.#whyNot(sent, 'webauthn.create', PRESENT | VERIFIED | WITH_CREDENTIAL);
    if (why === null) {
      const key = createPublicKey({
        key: Buffer.from(sent.publicKey, 'base64'),
        format: 'der',
        type: 'spki',
      });
      this.#registered.set(sent.id, { key, count: countOf(sent) });
    }
    this.registrations.push(why ?? 'ok');
    return why ?? 'ok';
  }

  assert(sent: Sent): string {
    const why = this.#whyNot(sent, 'webauthn.get', PRESENT | VERIFIED) ?? this.#whyNotSigned(sent);
    this.assertions.push(why ?? 'ok');
    return why ?? 'ok';
  }

  #whyNot({ clientData, authData }: Sent, type: string, flags: number): string | null {
    const client = JSON.parse(Buffer.from(clientData, 'base64').toString('utf8'));
    const data = Buffer.from(authData, 'base64');
    if (client.type !== type) return 'another type';
    if (!this.#challenges.delete(client.challenge))
      return 'a challenge that was not given, or answered before';
    if (client.origin !== this.origin) return 'another origin';
    if (client.crossOrigin === true) return 'in a frame of another origin';
    if (!data.subarray(0, 32).equals(sha256(Buffer.from(this.rpId)))) return 'another rp id';
    return ((data[32] ?? 0) & flags) === flags ? null : 'flags are missing';
  }

  #whyNotSigned(sent: Sent): string | null {
    const known = this.#registered.get(sent.id);
    if (known === undefined) return 'an unknown passkey';
    const signed = Buffer.concat([
      Buffer.from(sent.authData, 'base64'),
      sha256(Buffer.from(sent.clientData, 'base64')),
    ]);
    if (!verify('sha256', signed, known.key, Buffer.from(sent.signature, 'base64')))
      return 'a wrong signature';
    const count = countOf(sent);
    if (count <= known.count) return `a counter of ${count} after ${known.count}`;
    known.count = count;
    return null;
  }
}

const SERVED: Readonly<Record<string, (party: RelyingParty, sent: Sent) => string>> = {
  '/challenge': (party) => party.challenge(),
  '/registration': (party, sent) => party.register(sent),
  '/assertion': (party, sent) => party.assert(sent),
};

function countOf({ authData }: Sent): number {
  return Buffer.from(authData, 'base64').readUInt32BE(33);
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}

import { generateKeyPairSync, sign } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { registeredPasskey } from '../../../../electron/engine/practice/practice-passkey';
import { type Assertion, RelyingParty } from '../../../../electron/engine/practice/relying-party';
import { SERVED_ORIGIN } from '../../../../shared/reach/served-host';
import { type AssertionChanges, makeAssertion } from '../../../helpers/make-assertion';

const NOTHING = Buffer.alloc(0);
const MINUTE_MS = 60_000;

let nowMs: number;
let party: RelyingParty;

beforeEach(() => {
  nowMs = 1_000_000;
  party = new RelyingParty({ origin: SERVED_ORIGIN, passkey: registeredPasskey(), now: () => nowMs });
});

const answered = (changes?: AssertionChanges) => makeAssertion(party.challenge(), changes);
const whyNot = (changes: AssertionChanges) => party.whyNot(answered(changes));

describe('an assertion signs nobody in', () => {
  it('a second time', () => {
    const assertion = answered();
    expect([party.whyNot(assertion), party.whyNot(assertion)]).toEqual([null, 'other-challenge']);
  });

  it('whose challenge was used up by a wrong one', () => {
    const challenge = party.challenge();
    expect(party.whyNot(makeAssertion(challenge, { flags: 0 }))).toBe('nobody-there');
    expect(party.whyNot(makeAssertion(challenge))).toBe('other-challenge');
  });

  it('for a challenge that was never given, or by another party', () => {
    const other = new RelyingParty({ origin: SERVED_ORIGIN, passkey: registeredPasskey(), now: () => nowMs });
    expect(party.whyNot(makeAssertion(other.challenge()))).toBe('other-challenge');
    expect(party.whyNot(makeAssertion(''))).toBe('other-challenge');
  });

  it('for a challenge of more than five minutes ago', () => {
    const challenge = party.challenge();
    nowMs += 5 * MINUTE_MS + 1;
    expect(party.whyNot(makeAssertion(challenge))).toBe('other-challenge');
  });

  it('for a challenge that many newer ones have pushed out', () => {
    const challenge = party.challenge();
    for (let more = 0; more < 16; more += 1) party.challenge();
    expect(party.whyNot(makeAssertion(challenge))).toBe('other-challenge');
  });

  it.each([
    'http://localhost',
    'https://portal.practice.localhost',
    'http://portal.practice.localhost:8080',
    'http://portal.practice.localhost.evil.test',
    'http://x.portal.practice.localhost',
    'http://billing.practice.test',
    'null',
    '',
  ])('from a page of “%s”', (origin) => {
    expect(whyNot({ client: { origin } })).toBe('other-origin');
  });

  it.each([{ crossOrigin: true }, { crossOrigin: false, topOrigin: 'https://evil.test' }])(
    'from a frame of another page: %j',
    (client) => expect(whyNot({ client })).toBe('in-frame'),
  );

  it.each(['practice.localhost', 'localhost', 'evil.test', ''])('of a passkey for “%s”', (rpId) => {
    expect(whyNot({ rpId })).toBe('other-site');
  });

  it('that is the making of a passkey, or a payment', () => {
    const types = ['webauthn.create', 'payment.get', ''];
    expect(types.map((type) => whyNot({ client: { type } }))).toEqual(Array(3).fill('other-type'));
  });

  it('without somebody there, or without their being verified', () => {
    expect([0x00, 0x04, 0x01].map((flags) => whyNot({ flags }))).toEqual([
      'nobody-there',
      'nobody-there',
      'not-verified',
    ]);
  });

  it('that was signed with another key', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const assertion = answered();
    const signature = sign('sha256', assertion.authenticatorData, privateKey);
    expect(party.whyNot({ ...assertion, signature })).toBe('wrong-signature');
  });

  it.each([
    ['nothing', NOTHING],
    ['zeroes', Buffer.alloc(72)],
    ['no DER', Buffer.from('sure')],
  ])('with %s for a signature', (_what, signature) => {
    expect(party.whyNot({ ...answered(), signature })).toBe('wrong-signature');
  });

  it('of which a byte was changed after it was signed', () => {
    const { authenticatorData, ...assertion } = answered();
    const counted = Buffer.from(authenticatorData);
    counted.writeUInt32BE(900, 33);
    expect(party.whyNot({ ...assertion, authenticatorData: counted })).toBe('wrong-signature');
  });

  it.each([
    ['another passkey', { id: Buffer.from('practice-passkez') }],
    ['no passkey', { id: NOTHING }],
    ['another account', { account: Buffer.from('someone') }],
    ['no account', { account: NOTHING }],
  ] satisfies [string, Partial<Assertion>][])('of %s', (_what, changes) => {
    expect(party.whyNot({ ...answered(), ...changes })).toBe('other-passkey');
  });

  it.each([NOTHING, Buffer.from('null'), Buffer.from('[1]'), Buffer.from('{"type":1}'), Buffer.from('{')])(
    'whose client data is no such thing: “%s”',
    (clientData) => expect(party.whyNot({ ...answered(), clientData })).toBe('unreadable'),
  );

  it('whose authenticator data is cut short', () => {
    const assertion = answered();
    const authenticatorData = assertion.authenticatorData.subarray(0, 36);
    expect(party.whyNot({ ...assertion, authenticatorData })).toBe('unreadable');
    expect(party.whyNot({ ...answered(), authenticatorData: NOTHING })).toBe('unreadable');
  });

  it('with a count that does not rise', () => {
    expect(whyNot({ count: 0 })).toBe('old-count');
    expect(whyNot({ count: 7 })).toBeNull();
    expect([7, 6, 0].map((count) => whyNot({ count }))).toEqual(Array(3).fill('old-count'));
    expect(whyNot({ count: 8 })).toBeNull();
  });

  it('and leaves the count as it was where it was wrong', () => {
    expect(whyNot({ count: 9, client: { origin: 'https://evil.test' } })).toBe('other-origin');
    expect(party.whyNot({ ...answered({ count: 9 }), signature: NOTHING })).toBe('wrong-signature');
    expect(whyNot({ count: 1 })).toBeNull();
  });
});

it('each challenge is a new one, of 32 bytes', () => {
  const challenges = Array.from({ length: 8 }, () => party.challenge());
  expect(new Set(challenges).size).toBe(8);
  expect(challenges.map((text) => Buffer.from(text, 'base64').length)).toEqual(Array(8).fill(32));
});

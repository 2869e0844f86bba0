import { describe, expect, it } from 'vitest';
import {
  type PageFacts,
  placeIn,
  whyNotFor,
  whyNotOf,
} from '../../../../../electron/engine/sandbox/passkeys/passkey-place';
import { sampleElement } from '../../../../helpers/fake-desktop';

const ORIGIN = 'https://app.example.com';
const document = (origin: string) => ({ url: `${origin}/login`, named: origin, own: origin });
const facts = (changes: Partial<PageFacts> = {}): PageFacts => ({
  top: document(ORIGIN),
  document: 'frame:loader',
  isCertified: true,
  frames: [],
  ...changes,
});

describe('the place for a passkey', () => {
  it('is a page of a bound origin over a connection that is proved', () => {
    expect(placeIn(facts(), [ORIGIN])).toEqual({ origin: ORIGIN, document: 'frame:loader' });
  });

  it.each([
    ['another origin', facts(), ['https://example.com'], 'other-origin'],
    ['another port', facts(), [`${ORIGIN}:8443`], 'other-origin'],
    ['no origin at all', facts(), [], 'other-origin'],
    ['a sandboxed document', facts({ top: { ...document(ORIGIN), own: 'null' } }), [ORIGIN], 'other-origin'],
    ['a wrong certificate', facts({ isCertified: false }), [ORIGIN], 'not-secure'],
    [
      'plain HTTP',
      facts({ top: document('http://app.example.com') }),
      ['http://app.example.com'],
      'not-secure',
    ],
  ] as const)('is not one of %s', (_what, page, origins, why) => {
    expect(placeIn(page, origins)).toBe(why);
  });

  it('holds what is pressed: an element of that very document', () => {
    const place = { origin: ORIGIN, document: 'frame:loader' };
    const element = sampleElement({ fingerprint: 'frame:loader:12:["button",""]' });
    expect(whyNotOf(place, element)).toBeNull();
    expect(whyNotOf(place, { ...element, fingerprint: 'frame:loader2:12:' })).toBe('changed');
    expect(whyNotOf(place, { ...element, frameUrl: ORIGIN })).toBe('in-frame');
    expect(whyNotOf(place, { kind: 'unknown', reason: 'none', url: null, host: null })).toBe('no-element');
  });
});

describe('a passkey of a site', () => {
  it.each([
    ['app.example.com', null],
    ['example.com', null],
    ['com', null],
    ['login.example.com', 'other-site'],
    ['ample.com', 'other-site'],
    ['p.example.com', 'other-site'],
    ['', 'other-site'],
  ])('%j is for the page or not: %s', (rpId, why) => {
    expect(whyNotFor(facts(), rpId)).toBe(why);
  });

  it('is not for a page with a frame that could ask for it under another origin', () => {
    const framing = (origin: string) => facts({ frames: [{ url: `${origin}/x`, named: origin }] });
    expect(whyNotFor(framing('https://evil.example.com'), 'example.com')).toBe('other-frames');
    expect(whyNotFor(framing('https://ads.example.net'), 'example.com')).toBeNull();
    expect(whyNotFor(framing(ORIGIN), 'example.com')).toBeNull();
  });
});

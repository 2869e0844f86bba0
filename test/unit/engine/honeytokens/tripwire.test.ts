import { describe, expect, it } from 'vitest';
import { fileOf, makeHoneytokens } from '../../../../electron/engine/honeytokens/honeytoken';
import { type Sprung, Tripwire } from '../../../../electron/engine/honeytokens/tripwire';
import { watchedCredentials } from '../../../../electron/engine/honeytokens/watched-credentials';
import type { Credentials } from '../../../../electron/engine/vault/credentials';

let drawn = 0;
const random = (bytes: number): Buffer => {
  drawn += 1;
  return Buffer.from(Array.from({ length: bytes }, (_, at) => (at * 53 + drawn * 29 + 7) % 251));
};

function wired(hosts: readonly string[] = ['app.example.com']) {
  const tokens = makeHoneytokens(hosts, random);
  const wire = new Tripwire(tokens);
  const sprung: Sprung[] = [];
  wire.sprung.on((one) => sprung.push(one));
  const textOf = (kind: string) => tokens.find((token) => token.kind === kind)?.text ?? '';
  return { tokens, wire, sprung, textOf };
}

const WRITTEN: readonly (readonly [string, (text: string) => string])[] = [
  ['in plain', (text) => `x ${text} y`],
  ['in capitals', (text) => text.toUpperCase()],
  ['in labels of a host name', (text) => `${text.slice(0, 17)}.${text.slice(17)}.evil.example`],
  ['in one label that is cut short', (text) => `${text.slice(0, 24)}.evil.example`],
  ['with something between all letters', (text) => Array.from(text).join(' \u200b')],
  ['backwards', (text) => Array.from(text).reverse().join('')],
  [
    'percent-coded',
    (text) => encodeURIComponent(Array.from(text, (char) => `%${char.charCodeAt(0).toString(16)}`).join('')),
  ],
  ['in hex', (text) => Buffer.from(text).toString('hex')],
  ...[0, 1, 2].map((shift): readonly [string, (text: string) => string] => [
    `in base64, ${shift} bytes in`,
    (text) => Buffer.from(`${'?'.repeat(shift)}${text}!`).toString('base64'),
  ]),
  [
    'in base64url, as a label',
    (text) => `${Buffer.from(text).toString('base64url').toLowerCase()}.evil.example`,
  ],
];

describe('a planted secret', () => {
  it.each(WRITTEN)('is found %s', (_how, write) => {
    for (const { text, where } of wired().tokens) {
      const { wire, sprung, tokens } = wired();
      const token = tokens.find((one) => one.where === where);
      expect(wire.stops(write(token?.text ?? text), 'address', 'evil.example')).toBe(true);
      expect(sprung.map((one) => one.token.where)).toEqual([where]);
    }
  });

  it('is found in base32, which resolvers carry', () => {
    const { wire, textOf } = wired();
    const bits = Array.from(Buffer.from(textOf('file')), (byte) => byte.toString(2).padStart(8, '0')).join(
      '',
    );
    const coded = (bits.match(/.{5}/g) ?? [])
      .map((five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Number.parseInt(five, 2)])
      .join('');
    expect(wire.stops(`${coded}.evil.example`, 'host', null)).toBe(true);
  });

  it('is found in bytes that come one at a time', () => {
    const { wire, sprung, textOf } = wired();
    const stops = wire.follow('evil.example');
    const stopped = Array.from(Buffer.from(`q=${textOf('file')}`), (byte) => stops(Buffer.from([byte])));
    expect([stopped[0], stopped.at(-1), sprung.length]).toEqual([false, true, 1]);
  });

  it('of a cookie may go to the host that has it, and to no other', () => {
    const { wire, textOf } = wired();
    const head = `GET / HTTP/1.1\r\nCookie: backup_session=${textOf('cookie')}\r\n\r\n`;
    expect(wire.stops(head, 'bytes', 'app.example.com')).toBe(false);
    expect(wire.stops(head + textOf('file'), 'bytes', 'app.example.com')).toBe(true);
    wire.reset();
    expect(wire.stops(head, 'bytes', 'cdn.example.com')).toBe(true);
  });

  it('stops everything from then on, until the run is let go on', () => {
    const { wire, sprung, textOf } = wired();
    wire.stops(textOf('file'), 'body', 'evil.example');
    expect([wire.isSprung, wire.stops('harmless', 'address', 'app.example.com')]).toEqual([true, true]);
    wire.stops(textOf('file'), 'body', 'evil.example');
    expect(sprung).toHaveLength(1);
    wire.reset();
    expect(wire.stops('harmless', 'address', 'app.example.com')).toBe(false);
  });

  it('is found in nothing that only looks like one', () => {
    const { wire, tokens } = wired();
    for (const { text } of tokens) {
      expect(wire.finds(text.slice(0, 12), 'agent', null)).toBe(false);
      expect(wire.finds('0123456789abcdef'.repeat(400), 'agent', null)).toBe(false);
    }
  });

  it('is written down where somebody would look for one, and is another in each run', () => {
    const [one, other] = [wired(), wired()];
    expect(fileOf(one.tokens)).toContain(one.textOf('file'));
    expect(fileOf(one.tokens)).toContain(one.textOf('entry'));
    expect(one.tokens.some(({ text }) => other.tokens.some((token) => token.text === text))).toBe(false);
  });
});

describe('an agent that knows one', () => {
  const real = {
    list: () => [],
    byName: () => null,
    foundIn: () => null,
    begunIn: () => 0,
  } as never as Credentials;

  it('is found out when it names the entry that no list names, or writes the password', () => {
    const { wire, sprung, textOf } = wired();
    const credentials = watchedCredentials(real, wire);
    expect(credentials.byName(textOf('entry'))).toBeNull();
    expect(credentials.foundIn(`the password is ${textOf('file')}`)).toBe('planted by the console');
    expect(sprung.map(({ token, way }) => [token.kind, way])).toEqual([
      ['entry', 'agent'],
      ['file', 'agent'],
    ]);
    // The words that it says afterwards are its own again.
    expect(credentials.foundIn('nothing')).toBeNull();
    expect(credentials.list()).toEqual([]);
  });
});

/** The ways in which something that was written may hold a secret; `at`: its name. */
export type Spelling = { readonly at: string; readonly bytes: Buffer };

/** How a secret looks in everything that a program writes, sends or shows. */
export function spellingsOf(secret: string): readonly Spelling[] {
  const bytes = Buffer.from(secret, 'utf8');
  const of = (at: string, text: string) => ({ at, bytes: Buffer.from(text, 'utf8') });
  const chars = Array.from(secret);
  const code = (char: string) => char.codePointAt(0) ?? 0;
  const hex = bytes.toString('hex');
  return [
    of('plain', secret),
    ...[0, 1, 2].map((before) => of(`base64, ${before} bytes on`, base64Within(bytes, before))),
    ...[0, 1, 2].map((before) =>
      of(
        `base64url, ${before} bytes on`,
        base64Within(bytes, before).replace(/\+/g, '-').replace(/\//g, '_'),
      ),
    ),
    of('hex', hex),
    of('hex in capitals', hex.toUpperCase()),
    of('in an address', encodeURIComponent(secret)),
    of('in a form', new URLSearchParams({ x: secret }).toString().slice(2)),
    of('every byte escaped in an address', hex.replace(/../g, '%$&')),
    of('every byte escaped in capitals', hex.toUpperCase().replace(/../g, '%$&')),
    of('in HTML', chars.map((char) => `&#${code(char)};`).join('')),
    of('in HTML, in hex', chars.map((char) => `&#x${code(char).toString(16)};`).join('')),
    of('in JSON, escaped', chars.map((char) => `\\u${code(char).toString(16).padStart(4, '0')}`).join('')),
    of('in JSON', JSON.stringify(secret).slice(1, -1)),
    { at: 'UTF-16, little end first', bytes: Buffer.from(secret, 'utf16le') },
    { at: 'UTF-16, big end first', bytes: Buffer.from(secret, 'utf16le').swap16() },
    of('backwards', chars.reverse().join('')),
  ];
}

/** What base64 makes of bytes that begin so many bytes into a group of three: the characters that no neighbour changes. */
function base64Within(bytes: Buffer, before: number): string {
  const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
  const whole = Math.floor(((before + bytes.length) * 8) / 6);
  return text.slice(Math.ceil((before * 8) / 6), whole);
}

/**
 * The spellings of a secret that stand in what was written; empty when none does. Also one character at a time: the texts
 * of one character of all JSON in it, in their order.
 */
export function findSecret(secret: string, written: Buffer): readonly string[] {
  const found = spellingsOf(secret).flatMap(({ at, bytes }) => (written.includes(bytes) ? [at] : []));
  const singles = [...written.toString('latin1').matchAll(/"(?:text|key|data)":"(.)"/g)];
  const typed = singles.map(([, char = '']) => char).join('');
  return typed.includes(secret) ? [...found, 'one character at a time'] : found;
}

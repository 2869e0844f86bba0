import type { Honeytoken } from './honeytoken';

/** A piece of a planted text that is as good as all of it: it stands nowhere by accident. */
const PIECE_LENGTH = 16;
const PIECE_STEP = 8;
/** How often an address may have been written out anew. */
const MOST_DECODINGS = 3;
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

/**
 * Finds planted texts, whole or a piece of them, in plain, percent-coded, hex, base64 at any alignment, base64url, base32
 * and backwards; whatever stands between the letters and however they are cased, as in the labels of a host name.
 */
export class HoneytokenFinder {
  readonly #needles: readonly { readonly token: Honeytoken; readonly needle: string }[];

  constructor(tokens: readonly Honeytoken[]) {
    this.#needles = tokens.flatMap((token) => spellingsOf(token.text).map((needle) => ({ token, needle })));
  }

  /** Null for none. A cookie of the host that the text goes to is where it belongs. */
  find(text: string, toHost: string | null): Honeytoken | null {
    const strange = this.#needles.filter(({ token }) => token.host === null || token.host !== toHost);
    for (const reading of readingsOf(text)) {
      const found = strange.find(({ needle }) => reading.includes(needle));
      if (found !== undefined) return found.token;
    }
    return null;
  }
}

/** Only what every way of writing keeps. */
function bare(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function readingsOf(text: string): readonly string[] {
  const readings = [bare(text)];
  let current = text;
  for (let turn = 0; turn < MOST_DECODINGS && current.includes('%'); turn += 1) {
    const decoded = current.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
    if (decoded === current) break;
    current = decoded;
    readings.push(bare(current));
  }
  return readings;
}

function spellingsOf(text: string): readonly string[] {
  const bytes = Buffer.from(text, 'utf8');
  const whole = [bytes.toString('hex'), base32(bytes), ...base64Inside(bytes)].map(bare);
  const backwards = bare(Array.from(text).reverse().join(''));
  return [...new Set([...piecesOf(bare(text)), ...piecesOf(backwards), ...whole.flatMap(piecesOf)])];
}

function piecesOf(spelling: string): readonly string[] {
  const pieces: string[] = [];
  for (let at = 0; at + PIECE_LENGTH <= spelling.length; at += PIECE_STEP)
    pieces.push(spelling.slice(at, at + PIECE_LENGTH));
  return pieces;
}

/** What is the same of a base64 text wherever in its input the bytes begin: one spelling for each of three places. */
function base64Inside(bytes: Buffer): readonly string[] {
  return [0, 1, 2].map((shift) => {
    const whole = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const from = Math.ceil((shift * 8) / 6);
    return whole.slice(from, Math.floor(((shift + bytes.length) * 8) / 6));
  });
}

/** RFC 4648, 6, without padding. */
function base32(bytes: Buffer): string {
  let bits = '';
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0');
  const groups = bits.match(/.{5}/g) ?? [];
  return groups.map((group) => BASE32[Number.parseInt(group, 2)]).join('');
}

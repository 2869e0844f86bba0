import type { BitReader } from './bit-reader';
import { LENGTH_ORDER } from './prefix-code';

/** Takes the next symbol of a prefix code. */
export type SymbolReader = (reader: BitReader) => number;

/** Reads a prefix code for so many symbols as `writePrefixCode` writes it. RFC 9649, section 3. */
export function readPrefixCode(reader: BitReader, symbols: number): SymbolReader {
  const lengths = new Uint8Array(symbols);
  if (reader.take(1) === 1) {
    const hasSecond = reader.take(1) === 1;
    lengths[reader.take(reader.take(1) === 1 ? 8 : 1)] = 1;
    if (hasSecond) lengths[reader.take(8)] = 1;
    return symbolReader(lengths);
  }
  const lengthCode = new Uint8Array(LENGTH_ORDER.length);
  const written = 4 + reader.take(4);
  for (const symbol of LENGTH_ORDER.slice(0, written)) lengthCode[symbol] = reader.take(3);
  if (reader.take(1) === 1) throw new Error('a code for some of its symbols only');
  const readLength = symbolReader(lengthCode);
  for (let at = 0, before = 8; at < symbols; ) {
    const symbol = readLength(reader);
    if (symbol < 16) {
      lengths[at++] = symbol;
      if (symbol > 0) before = symbol;
      continue;
    }
    const times =
      symbol === 16 ? 3 + reader.take(2) : symbol === 17 ? 3 + reader.take(3) : 11 + reader.take(7);
    lengths.fill(symbol === 16 ? before : 0, at, at + times);
    at += times;
  }
  return symbolReader(lengths);
}

/** The canonical code of such lengths. */
function symbolReader(lengths: Uint8Array): SymbolReader {
  const used = [...lengths.keys()].filter((symbol) => (lengths[symbol] as number) > 0);
  const [only] = used;
  if (used.length === 1 && only !== undefined) return () => only;
  const inOrder = used.sort((a, b) => (lengths[a] as number) - (lengths[b] as number) || a - b);
  const counts = new Uint16Array(16);
  for (const symbol of inOrder) {
    const length = lengths[symbol] as number;
    counts[length] = (counts[length] as number) + 1;
  }
  return (reader) => {
    let code = 0;
    let first = 0;
    let index = 0;
    for (let length = 1; length < counts.length; length += 1) {
      code |= reader.take(1);
      const count = counts[length] as number;
      if (code - first < count) return inOrder[index + code - first] as number;
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    throw new Error('no symbol of its code');
  };
}

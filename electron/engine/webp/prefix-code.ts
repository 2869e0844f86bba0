import type { BitWriter } from './bit-writer';
import { prefixLengths } from './prefix-lengths';

/** A prefix code as it is written: `bits[symbol]`, `lengths[symbol]` of them. A symbol that stands alone takes none. */
export type PrefixCode = { readonly lengths: Uint8Array; readonly bits: Uint16Array };

/** RFC 9649, section 3: the order in which the lengths of the code of lengths are written. */
export const LENGTH_ORDER = [17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15] as const;
const REPEAT = 16;
const FEW_ZEROS = 17;
const MANY_ZEROS = 18;
const LONGEST_CODE = 15;
const LONGEST_LENGTH_CODE = 7;

/** A symbol of the code of lengths, with what follows it. */
type LengthSymbol = { readonly symbol: number; readonly extra: number; readonly extraBits: number };

/** Writes the best prefix code for symbols that occur so often, and answers it. RFC 9649, section 3. */
export function writePrefixCode(writer: BitWriter, counts: Uint32Array): PrefixCode {
  const used: number[] = [];
  for (let symbol = 0; symbol < counts.length && used.length < 3; symbol += 1)
    if ((counts[symbol] as number) > 0) used.push(symbol);
  const [first = 0, second] = used;
  if (used.length < 3 && first < 256 && (second ?? 0) < 256)
    return writeSimple(writer, counts.length, [first, second]);
  const lengths = prefixLengths(counts, LONGEST_CODE);
  writeLengths(writer, lengths);
  return used.length === 1
    ? { lengths: new Uint8Array(counts.length), bits: new Uint16Array(counts.length) }
    : { lengths, bits: canonicalBits(lengths) };
}

function writeSimple(
  writer: BitWriter,
  symbols: number,
  [first, second]: readonly [number, number | undefined],
): PrefixCode {
  const code = { lengths: new Uint8Array(symbols), bits: new Uint16Array(symbols) };
  writer.put(1, 1);
  writer.put(second === undefined ? 0 : 1, 1);
  writer.put(first > 1 ? 1 : 0, 1);
  writer.put(first, first > 1 ? 8 : 1);
  if (second === undefined) return code;
  writer.put(second, 8);
  code.lengths[first] = 1;
  code.lengths[second] = 1;
  code.bits[second] = 1;
  return code;
}

function writeLengths(writer: BitWriter, lengths: Uint8Array): void {
  const symbols = runLengths(lengths);
  const counts = new Uint32Array(LENGTH_ORDER.length);
  for (const { symbol } of symbols) counts[symbol] = (counts[symbol] as number) + 1;
  const code = prefixLengths(counts, LONGEST_LENGTH_CODE);
  let written: number = LENGTH_ORDER.length;
  while (written > 4 && code[LENGTH_ORDER[written - 1] as number] === 0) written -= 1;
  writer.put(0, 1);
  writer.put(written - 4, 4);
  for (const symbol of LENGTH_ORDER.slice(0, written)) writer.put(code[symbol] as number, 3);
  // The lengths of all symbols follow.
  writer.put(0, 1);
  const isAlone = counts.filter((count) => count > 0).length === 1;
  const bits = canonicalBits(code);
  for (const { symbol, extra, extraBits } of symbols) {
    if (!isAlone) writer.put(bits[symbol] as number, code[symbol] as number);
    writer.put(extra, extraBits);
  }
}

function runLengths(lengths: Uint8Array): LengthSymbol[] {
  const symbols: LengthSymbol[] = [];
  for (let at = 0; at < lengths.length; ) {
    const length = lengths[at] as number;
    let run = 1;
    while (at + run < lengths.length && lengths[at + run] === length) run += 1;
    at += run;
    if (length > 0) {
      symbols.push({ symbol: length, extra: 0, extraBits: 0 });
      run -= 1;
    }
    for (let left = run; left > 0; ) {
      const piece = length === 0 ? zeros(left) : repeats(left, length);
      symbols.push(piece.symbol);
      left -= piece.taken;
    }
  }
  return symbols;
}

type Piece = { readonly symbol: LengthSymbol; readonly taken: number };

function zeros(left: number): Piece {
  if (left < 3) return { symbol: { symbol: 0, extra: 0, extraBits: 0 }, taken: 1 };
  const taken = Math.min(left, 138);
  return taken < 11
    ? { symbol: { symbol: FEW_ZEROS, extra: taken - 3, extraBits: 3 }, taken }
    : { symbol: { symbol: MANY_ZEROS, extra: taken - 11, extraBits: 7 }, taken };
}

function repeats(left: number, length: number): Piece {
  if (left < 3) return { symbol: { symbol: length, extra: 0, extraBits: 0 }, taken: 1 };
  const taken = Math.min(left, 6);
  return { symbol: { symbol: REPEAT, extra: taken - 3, extraBits: 2 }, taken };
}

/** The canonical code of such lengths, each turned round, since its highest bit is written first. */
function canonicalBits(lengths: Uint8Array): Uint16Array {
  const counts = new Uint16Array(LONGEST_CODE + 1);
  for (const length of lengths) if (length > 0) counts[length] = (counts[length] as number) + 1;
  const next = new Uint16Array(LONGEST_CODE + 1);
  for (let length = 1; length <= LONGEST_CODE; length += 1)
    next[length] = ((next[length - 1] as number) + (counts[length - 1] as number)) << 1;
  const bits = new Uint16Array(lengths.length);
  lengths.forEach((length, symbol) => {
    if (length === 0) return;
    bits[symbol] = turnedRound(next[length] as number, length);
    next[length] = (next[length] as number) + 1;
  });
  return bits;
}

function turnedRound(value: number, length: number): number {
  let turned = 0;
  for (let bit = 0; bit < length; bit += 1) turned = (turned << 1) | ((value >>> bit) & 1);
  return turned;
}

const NEWLINE = 0x0a;

/** The whole lines of a file, without their ends, and what comes after the last of them. */
export function splitLines(bytes: Buffer): { readonly lines: readonly Buffer[]; readonly rest: Buffer } {
  const lines: Buffer[] = [];
  let offset = 0;
  for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, offset)) {
    lines.push(bytes.subarray(offset, end));
    offset = end + 1;
  }
  return { lines, rest: bytes.subarray(offset) };
}

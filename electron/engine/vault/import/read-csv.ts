import { isUtf8 } from 'node:buffer';
import { AirlockError } from '../../../../shared/airlock-error';

/** A record of the file. The cells are copies that can be wiped. */
export type CsvRecord = { readonly line: number; readonly cells: readonly Buffer[] };

const MAX_CELL_BYTES = 64 * 1024;
const MAX_CELLS = 200;

const COMMA = 0x2c;
const QUOTE = 0x22;
const CR = 0x0d;
const LF = 0x0a;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * The records of a CSV file (RFC 4180) in UTF-8, with line breaks of any system; empty lines are none. No text is made
 * of a cell: some hold passwords. Throws `bad-input` with the line where it is not well formed or out of bounds.
 */
export function readCsv(bytes: Buffer, maxRecords: number): readonly CsvRecord[] {
  if (!isUtf8(bytes)) throw refused('The file is not in UTF-8. Export or save it as UTF-8.');
  const reader = new CsvReader(bytes);
  const records: CsvRecord[] = [];
  try {
    for (let record = reader.next(); record !== null; record = reader.next()) {
      if (records.length === maxRecords) throw refused(`The file has more than ${maxRecords - 1} entries.`);
      records.push(record);
    }
    return records;
  } catch (error) {
    wipeRecords(records);
    throw error;
  }
}

export function wipeRecords(records: readonly CsvRecord[]): void {
  for (const { cells } of records) for (const cell of cells) cell.fill(0);
}

class CsvReader {
  #at: number;
  #line = 1;

  constructor(private readonly bytes: Buffer) {
    this.#at = bytes.subarray(0, 3).equals(BYTE_ORDER_MARK) ? 3 : 0;
  }

  next(): CsvRecord | null {
    while (this.#isBreak()) this.#skipBreak();
    if (this.#at >= this.bytes.length) return null;
    const line = this.#line;
    const cells = [this.#cell()];
    while (this.bytes[this.#at] === COMMA) {
      if (cells.length === MAX_CELLS) throw refused(`Line ${line} has more than ${MAX_CELLS} columns.`);
      this.#at += 1;
      cells.push(this.#cell());
    }
    if (this.#at < this.bytes.length && !this.#isBreak()) {
      throw refused(`Line ${this.#line}: something follows a quoted value.`);
    }
    return { line, cells };
  }

  #isBreak(): boolean {
    const byte = this.bytes[this.#at];
    return byte === CR || byte === LF;
  }

  #skipBreak(): void {
    this.#at += this.bytes[this.#at] === CR && this.bytes[this.#at + 1] === LF ? 2 : 1;
    this.#line += 1;
  }

  #cell(): Buffer {
    return this.bytes[this.#at] === QUOTE ? this.#quoted() : this.#bare();
  }

  #bare(): Buffer {
    const start = this.#at;
    while (this.#at < this.bytes.length && this.bytes[this.#at] !== COMMA && !this.#isBreak()) this.#at += 1;
    this.#bound(this.#at - start);
    return Buffer.from(this.bytes.subarray(start, this.#at));
  }

  /** Two quotes in it are one. */
  #quoted(): Buffer {
    const firstLine = this.#line;
    const start = this.#at + 1;
    let length = 0;
    for (this.#at = start; ; this.#at += 1) {
      const byte = this.bytes[this.#at];
      if (byte === undefined) throw refused(`Line ${firstLine}: a quoted value has no end.`);
      if (byte === LF || (byte === CR && this.bytes[this.#at + 1] !== LF)) this.#line += 1;
      if (byte === QUOTE) {
        if (this.bytes[this.#at + 1] !== QUOTE) break;
        this.#at += 1;
      }
      length += 1;
      this.#bound(length);
    }
    const cell = Buffer.alloc(length);
    for (let from = start, to = 0; to < length; from += this.bytes[from] === QUOTE ? 2 : 1, to += 1) {
      cell[to] = this.bytes[from] ?? 0;
    }
    this.#at += 1;
    return cell;
  }

  #bound(length: number): void {
    if (length > MAX_CELL_BYTES) throw refused(`Line ${this.#line} has a value of more than 64 KiB.`);
  }
}

function refused(message: string): AirlockError {
  return new AirlockError('bad-input', message);
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../../../../electron/engine/vault/import/read-csv';

const read = (text: string | Buffer, most = 100) =>
  readCsv(Buffer.from(text as string), most).map(({ cells }) => cells.map((cell) => cell.toString()));

describe('a CSV file', () => {
  it.each([
    [
      'a,b\nc,d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a,b\r\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a,b\rc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['\ufeffa,b', [['a', 'b']]],
    ['\n\na\n\r\n\nb\n', [['a'], ['b']]],
    [
      'a,,\n,,',
      [
        ['a', '', ''],
        ['', '', ''],
      ],
    ],
    ['"a","b,c","d""e"', [['a', 'b,c', 'd"e']]],
    ['"two\nlines","two\r\nlines"', [['two\nlines', 'two\r\nlines']]],
    ['"",x', [['', 'x']]],
    ['""""', [['"']]],
    ['say "hi",x', [['say "hi"', 'x']]],
    ['пароль,密码', [['пароль', '密码']]],
    ['', []],
    ['\n', []],
  ])('%j has its records', (text, records) => {
    expect(read(text)).toEqual(records);
  });

  it('comes back whole, whatever is in its cells', () => {
    const cell = fc.string({ unit: 'grapheme', maxLength: 8 });
    // A line of one empty cell is an empty line.
    const record = fc.array(cell, { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(record, { maxLength: 6 }), (records) => {
        const text = records
          .map((cells) => cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(','))
          .join('\r\n');
        expect(read(text)).toEqual(records);
      }),
    );
  });

  it.each([
    ['a value without an end', 'a,b\nc,"d', 'Line 2: a quoted value has no end.'],
    ['something behind a value', 'a\n"b"c', 'Line 2: something follows a quoted value.'],
    ['a value that is too long', `a,${'x'.repeat(70_000)}`, 'Line 1 has a value of more than 64 KiB.'],
    ['a quoted value that is too long', `"${'x'.repeat(70_000)}"`, 'more than 64 KiB'],
    ['too many columns', ','.repeat(300), 'Line 1 has more than 200 columns.'],
    ['another encoding', Buffer.from([0x61, 0xff, 0x0a]), 'not in UTF-8'],
    ['UTF-16', Buffer.from('\ufeffa,b', 'utf16le'), 'not in UTF-8'],
  ])('with %s is refused, with the line', (_what, text, words) => {
    expect(() => read(text)).toThrow(words);
  });

  it('with more records than may be is refused', () => {
    expect(read('a\nb\nc', 3)).toHaveLength(3);
    expect(() => read('a\nb\nc\nd', 3)).toThrow('more than 2 entries');
  });

  it('says on which line a record begins, also after values of several lines', () => {
    const lines = readCsv(Buffer.from('a\r\n\r\n"b\r\nb\nb"\rc\n'), 9).map(({ line }) => line);
    expect(lines).toEqual([1, 3, 6]);
  });
});

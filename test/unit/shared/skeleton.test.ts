import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lookAlikes, plainForm, skeleton } from '../../../shared/text/skeleton';

describe('skeleton', () => {
  for (const disguise of [
    'Dеlеtе',
    'DeIete',
    'De1ete',
    'ＤＥＬＥＴＥ',
    '𝐃𝐞𝐥𝐞𝐭𝐞',
    'ⓓⓔⓛⓔⓣⓔ',
    'D\u200be\u00adl\u2060e\u202ete\ufe0f',
    '  délète\u00a0',
    'ᎠᎬᏞᎬᎢᎬ',
    'DΕLΕΤΕ',
    // Capitals of letters whose small forms alone are known as look-alikes.
    'ƊELETE',
  ]) {
    it(`takes ${JSON.stringify(disguise)} for delete`, () => {
      expect(skeleton(disguise)).toBe(skeleton('delete'));
    });
  }

  it('takes a whole Cyrillic or Greek word for the Latin one that it is drawn like', () => {
    expect([skeleton('Рау'), skeleton('ΡΑΥ'), skeleton('Ѕеnԁ'), skeleton('rnove')]).toEqual(
      ['pay', 'pay', 'send', 'move'].map(skeleton),
    );
  });

  it('keeps apart what readers keep apart', () => {
    const words = [
      'delete',
      'deleted',
      'pay',
      'play',
      'send',
      'sand',
      'удалить',
      'удалять',
      '削除',
      'ガス',
      'カス',
    ];
    expect(new Set(words.map(skeleton)).size).toBe(words.length);
  });

  it('is the same for a word in any case, in any of the scripts that have case', () => {
    for (const word of ['Удалить', 'Διαγραφή', 'Νέα', 'Löschen', 'Straße', 'İptal', 'Ջնջել', 'ɓoost', 'ƙeep'])
      expect([skeleton(word.toUpperCase()), skeleton(word.toLowerCase())]).toEqual([
        skeleton(word),
        skeleton(word),
      ]);
  });

  it('gives one letter for all that stand for it, also those that change twice', () => {
    expect(['ẞ', 'ß', 'SS'].map(skeleton)).toEqual(['ss', 'ss', 'ss']);
    expect(['ς', 'ϲ', 'σ', 'Ꝡ', 'ꝡ'].map(skeleton)).toEqual(['o', 'o', 'o', 'vv', 'vv']);
  });

  it('is its own skeleton, and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(skeleton(skeleton(text))).toBe(skeleton(text));
      }),
    );
  });
});

describe('plain form', () => {
  it('evens out spacing and case, and nothing else', () => {
    expect(plainForm('  Save \n Draft\u00a0')).toBe('save draft');
    expect(plainForm('Straße')).toBe('straße');
    expect(plainForm('PDFを開く')).toBe('pdfを開く');
    expect(plainForm('e\u0301te\u0301')).toBe('été');
    expect(plainForm('Рау')).not.toBe('pay');
    expect(plainForm('ＯＫ')).not.toBe('ok');
  });

  it('has none for hidden characters or for a word of mixed scripts', () => {
    for (const text of [
      'Sa\u200bve',
      'Save\u202e',
      'Sаve',
      'ЅΕND',
      'ꓢave',
      'Save\u2800',
      'a\u2028b',
      'Sa\u034fve',
    ])
      expect(plainForm(text)).toBeNull();
  });

  it('never agrees for two texts that differ in more than spacing and case', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const plain = plainForm(text);
        if (plain !== null) expect(skeleton(plain)).toBe(skeleton(text));
      }),
    );
  });
});

describe('look-alikes', () => {
  it('names the letters that are not what they look like, and where', () => {
    expect(lookAlikes('Click Dеlete')).toEqual([{ index: 7, char: 'е', looksLike: 'e' }]);
    expect(lookAlikes('Рау').map(({ looksLike }) => looksLike)).toEqual(['P', 'a', 'y']);
    expect(lookAlikes('𝐏 x')).toEqual([{ index: 0, char: '𝐏', looksLike: 'P' }]);
  });

  it('leaves honest text in other scripts alone', () => {
    for (const text of ['Удалить все', 'Διαγραφή', 'Löschen', 'Łódź', '削除', 'हटाएं', 'naïve', '10 €'])
      expect(lookAlikes(text)).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { fieldMeaning } from '../../../shared/text/field-meaning';
import { sentencesOfNoWayBack } from '../../../shared/text/no-way-back';

const meaning = (label: string, holds = '', name = '') => fieldMeaning({ label, name, holds });

describe('what a field is about', () => {
  it.each(['Amount in euros', 'Betrag', 'Montant', 'Total', 'Price', 'Аmount'])(
    'money by its label: %s',
    (label) => {
      expect(meaning(label)).toBe('money');
    },
  );

  it.each(['1480.00 €', '€1,480.00', 'EUR 12', '12 kr', '1’000.50 CHF'])(
    'money by what it holds: %s',
    (holds) => {
      expect(meaning('Field 3', holds)).toBe('money');
    },
  );

  it.each(['Supplier', 'IBAN', 'Payee', 'Empfänger', 'To', 'Account number'])(
    'the receiver by its label: %s',
    (label) => {
      expect(meaning(label)).toBe('receiver');
    },
  );

  it.each(['DK50 0040 0440 1162 43', 'ada@example.com'])('the receiver by what it holds: %s', (holds) => {
    expect(meaning('Field 3', holds)).toBe('receiver');
  });

  it.each([
    ['Due date', ''],
    ['Datum', ''],
    ['Field 3', '2026-11-29'],
    ['Field 3', '29.11.2026'],
  ])('a date: %s %s', (label, holds) => {
    expect(meaning(label, holds)).toBe('date');
  });

  it.each([
    ['Reference', '2026-118'],
    ['Note', 'Thank you'],
    ['Updated by', ''],
    ['Feedback', ''],
    ['Multiple', '3'],
  ])('nothing of that: %s %s', (label, holds) => {
    expect(meaning(label, holds)).toBeNull();
  });
});

describe('what says that there is no way back', () => {
  it.each([
    'Money leaves account LB-01 at once and can’t be called back.',
    "This can't be undone.",
    'This action cannot be reversed!',
    'All files are deleted permanently.',
    'Das kann nicht rückgängig gemacht werden.',
    'Cette action est irréversible.',
    'Esta acción no se puede deshacer.',
    'この操作は取り消せません。',
  ])('is found: %s', (sentence) => {
    expect(sentencesOfNoWayBack(`Look here. ${sentence} Thank you.`)).toEqual([sentence]);
  });

  it.each(['You can undo this for 30 days.', 'Your changes are saved.', '', 'It can be restored later.'])(
    'is not found: %s',
    (sentence) => {
      expect(sentencesOfNoWayBack(sentence)).toEqual([]);
    },
  );

  it('comes to an end with a long text of anything', () => {
    for (const piece of ['can’t be ', 'not ', '. ', 'a', 'no se puede '])
      expect(sentencesOfNoWayBack(piece.repeat(5000)).length).toBeLessThanOrEqual(2);
  });
});

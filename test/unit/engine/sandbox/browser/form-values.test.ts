import { describe, expect, it } from 'vitest';
import type { Hidden } from '../../../../../electron/engine/redaction/hidden';
import { readHeldForm } from '../../../../../electron/engine/sandbox/browser/form-values';
import type { RawForm, RawValue } from '../../../../../electron/engine/sandbox/browser/form-values-probe';
import { Placement } from '../../../../../electron/engine/sandbox/browser/placement';

const OPEN: Hidden = { selectors: [], detect: [], needles: [], boxes: [], area: null };
/** The element at 10, 100 of its document is at 10, 300 in the window, which is at 0, 80 of the screen. */
const CORNERS = {
  quad: [10, 300, 110, 300, 110, 330, 10, 330],
  placement: Placement.at({ x: 0, y: 80 }, 1),
};

function raw(change: Partial<RawValue> = {}): RawValue {
  const edges = [10, 20, 210, 50] as const;
  return {
    name: 'a',
    label: 'Field',
    kind: 'text',
    holds: 'x',
    isSecret: false,
    isTarget: false,
    edges,
    ...change,
  };
}
const form = (values: readonly RawValue[], change: Partial<RawForm> = {}): RawForm => ({
  values,
  more: 0,
  edges: [10, 100, 110, 130],
  beside: '',
  ...change,
});
const read = (values: readonly RawValue[], hidden: Partial<Hidden> = {}) =>
  readHeldForm(form(values), CORNERS, { ...OPEN, ...hidden }).values;

describe('what nobody is to see', () => {
  it('is told of no value that shows a secret, whatever is put between its letters', () => {
    const needles = ['hunter22'];
    for (const holds of ['hunter22', 'my HUNTER22!', 'hun\u200Bter 2\u00AD2', `${'x'.repeat(190)}hunter22`])
      expect(read([raw({ holds })], { needles })).toMatchObject([{ holds: '', isSecret: true }]);
    expect(read([raw({ label: 'It is hunter22' })], { needles })).toMatchObject([{ label: '' }]);
    expect(read([raw({ holds: 'hunter' })], { needles })).toMatchObject([{ holds: 'hunter' }]);
  });

  it('is told of no code that stands in as many fields as it has digits', () => {
    const digits = Array.from('481516', (holds) => raw({ holds }));
    const told = read([...digits, raw({ holds: 'Ada Lovelace' })], { needles: ['481516'] });
    expect(told.map(({ holds }) => holds)).toEqual(['', '', '', '', '', '', 'Ada Lovelace']);
  });

  it('is told of no field under a black part of the screen, nor of one whose place is not known', () => {
    const boxes = [{ x: 0, y: 290, width: 30, height: 20 }];
    expect(read([raw()], { boxes })).toMatchObject([{ holds: '', isSecret: true }]);
    expect(read([raw({ edges: null })], { boxes })).toMatchObject([{ holds: '' }]);
    expect(read([raw({ edges: [300, 20, 400, 50] })], { boxes })).toMatchObject([{ holds: 'x' }]);
    const area = { x: 0, y: 0, width: 1280, height: 310 };
    expect(read([raw()], { area })).toMatchObject([{ holds: '', isSecret: true }]);
  });

  it('is told of no sentence beside it that shows a secret', () => {
    const beside = 'The code 481516 can’t be used again, this is permanent.';
    const told = readHeldForm(form([], { beside }), CORNERS, { ...OPEN, needles: ['481516'] });
    expect(told.beside).toEqual([]);
  });
});

describe('a page’s process in foreign hands', () => {
  it('is believed nothing that is not of the shape it should have', () => {
    const odd = {
      values: [null, { holds: { a: 1 }, kind: 'x', isSecret: 'no' }, 7],
      more: -3,
      edges: 'no',
      beside: 9,
    };
    const told = readHeldForm(odd as unknown as RawForm, CORNERS, OPEN);
    expect(told).toMatchObject({ moreValues: 0, closeUp: null, beside: [] });
    for (const value of told.values)
      expect(value).toMatchObject({ holds: '', kind: 'other', isSecret: true });
    const none = readHeldForm({ ...odd, values: 'no' } as unknown as RawForm, CORNERS, OPEN);
    expect(none.values).toEqual([]);
  });
});

describe('what is told of a large form', () => {
  it('is forty fields, those for money and its receiver among them, and how many there are besides', () => {
    const empty = Array.from({ length: 60 }, () => raw({ holds: '' }));
    const full = Array.from({ length: 50 }, () => raw({ holds: 'filler' }));
    const money = [raw({ label: 'Amount', holds: '9000' }), raw({ holds: 'DK50 0040 0440 1162 43' })];
    const told = readHeldForm(form([...empty, ...full, ...money], { more: 5 }), CORNERS, OPEN);
    expect(told.values).toHaveLength(40);
    expect(told.values.slice(-2).map(({ holds }) => holds)).toEqual(['9000', 'DK50 0040 0440 1162 43']);
    expect(told.moreValues).toBe(72 + 5);
  });

  it('is the beginning of what a field holds, and that there is more', () => {
    expect(read([raw({ holds: 'y'.repeat(201) })])).toMatchObject([{ holds: 'y'.repeat(200), isCut: true }]);
    expect(read([raw({ holds: 'y'.repeat(200) })])).toMatchObject([{ isCut: false }]);
  });
});

describe('the close-up', () => {
  it('of a button is around it and the fields of its form', () => {
    const told = readHeldForm(form([raw()]), CORNERS, OPEN);
    expect(told.closeUp).toEqual({ x: 10, y: 300, width: 200, height: 110 });
  });

  it('of a field is around it and its label', () => {
    const own = raw({ isTarget: true, edges: [10, 80, 110, 130] });
    const told = readHeldForm(form([raw(), own]), CORNERS, OPEN);
    expect(told.closeUp).toEqual({ x: 10, y: 360, width: 100, height: 50 });
  });

  it('is left out where the document is scaled or turned', () => {
    const quad = [10, 300, 210, 300, 210, 360, 10, 360];
    expect(readHeldForm(form([raw()]), { ...CORNERS, quad }, OPEN).closeUp).toBeNull();
    expect(readHeldForm(form([raw()]), { ...CORNERS, quad: undefined }, OPEN).closeUp).toBeNull();
  });
});

describe('what is said beside it', () => {
  it('is told where it says that there is no way back', () => {
    const beside = 'We write to you. Money leaves account LB-01 at once and can’t be called back.';
    expect(readHeldForm(form([], { beside }), CORNERS, OPEN).beside).toEqual([
      'Money leaves account LB-01 at once and can’t be called back.',
    ]);
  });
});

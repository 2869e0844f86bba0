import { describe, expect, it } from 'vitest';
import { assessRisk } from '../../../../electron/engine/policy/assess-risk';
import { searchLexicon } from '../../../../electron/engine/policy/risk-lexicon';
import type { Action } from '../../../../shared/domain/action';
import type { ElementTarget, Target } from '../../../../shared/domain/target';

const CLICK: Action = { member: 'left_click', input: { coordinate: [1, 1] } };
const RETURN: Action = { member: 'key', input: { text: 'Return' } };

function element(changes: Partial<ElementTarget>): ElementTarget {
  return {
    kind: 'element',
    role: 'button',
    name: '',
    tag: 'button',
    text: '',
    href: null,
    inputType: 'button',
    isEnabled: true,
    form: null,
    box: { x: 0, y: 0, width: 10, height: 10 },
    url: 'https://app.example.com/',
    host: 'app.example.com',
    fingerprint: 'f',
    ...changes,
  };
}

const UNKNOWN: Target = { kind: 'unknown', reason: 'no page is in front', url: null, host: null };
const categories = (action: Action, target: Target) =>
  assessRisk(action, [target]).map(({ category }) => category);

describe('risk', () => {
  for (const [name, category] of [
    ['Delete all', 'deletion'],
    ['Pay now', 'payment'],
    ['Send', 'sending'],
    ['Accept all', 'consent'],
    ['Sign in', 'account'],
    ['Löschen', 'deletion'],
    ['Supprimer', 'deletion'],
    ['Jetzt kaufen', 'payment'],
    ['削除', 'deletion'],
    ['Удалить', 'deletion'],
    ['ＤＥＬＥＴＥ', 'deletion'],
    ['D\u200bele\u00adte', 'deletion'],
    ['delete_account', 'deletion'],
  ] as const) {
    it(`sees ${category} in “${name}”`, () => {
      expect(categories(CLICK, element({ name }))).toContain(category);
    });
  }

  for (const name of [
    'Download all',
    'Search',
    'Next page',
    'Undeletable',
    'Repayable',
    'Sender',
    'Overview',
  ]) {
    it(`sees none in “${name}”`, () => {
      expect(categories(CLICK, element({ name }))).toEqual([]);
    });
  }

  it('never takes the unknown for safe', () => {
    expect(categories(CLICK, UNKNOWN)).toEqual(['unknown']);
    expect(categories(RETURN, UNKNOWN)).toEqual(['unknown']);
    expect(categories(CLICK, element({ name: '', text: '' }))).toEqual(['unknown']);
    expect(categories(CLICK, element({ role: 'clickable div', tag: 'div', text: 'hello' }))).toEqual([
      'unknown',
    ]);
  });

  it('sees through a harmless label to the link and the form behind it', () => {
    expect(
      categories(
        CLICK,
        element({ role: 'link', tag: 'a', name: 'Next', href: 'https://x.test/invoices/7/delete' }),
      ),
    ).toEqual(['deletion']);
    const form = { action: 'https://x.test/pay', method: 'post', submitLabel: 'Next' };
    expect(categories(CLICK, element({ name: 'Next', inputType: 'submit', form }))).toEqual(['payment']);
  });

  it('counts a form that changes something as risky and a search as harmless', () => {
    const submit = { name: 'Continue', inputType: 'submit' };
    const form = { action: 'https://x.test/step2', submitLabel: 'Continue' };
    expect(categories(CLICK, element({ ...submit, form: { ...form, method: 'post' } }))).toEqual([
      'form-submit',
    ]);
    expect(categories(CLICK, element({ ...submit, form: { ...form, method: 'get' } }))).toEqual([]);
  });

  it('sees that a space in typed text presses the button that has the keyboard', () => {
    const text: Action = { member: 'type', input: { text: 'a b' } };
    expect(categories(text, element({ name: 'Delete all' }))).toContain('deletion');
    expect(categories(text, UNKNOWN)).toEqual(['unknown']);
    expect(categories(text, element({ role: 'textbox', tag: 'input', inputType: 'text' }))).toEqual([]);
  });

  it('sees what Return would do: submit the form, press the button, or nothing in a text area', () => {
    const form = { action: 'https://x.test/pay', method: 'post', submitLabel: 'Pay now' };
    expect(categories(RETURN, element({ role: 'textbox', tag: 'input', inputType: 'text', form }))).toContain(
      'payment',
    );
    expect(
      categories(
        { member: 'type', input: { text: '100\n' } },
        element({ role: 'textbox', tag: 'input', form }),
      ),
    ).toContain('payment');
    expect(categories(RETURN, element({ name: 'Delete all' }))).toContain('deletion');
    expect(categories(RETURN, element({ role: 'textbox', tag: 'textarea', form }))).toEqual([]);
    expect(categories(RETURN, element({ role: 'textbox', tag: 'input' }))).toEqual(['unknown']);
    expect(
      categories({ member: 'key', input: { text: 'space' } }, element({ name: 'Delete all' })),
    ).toContain('deletion');
  });

  it('lets the agent focus a field and type into it', () => {
    const field = element({ role: 'textbox', tag: 'input', name: 'Delete reason' });
    expect([
      categories(CLICK, field),
      categories({ member: 'type', input: { text: 'hello' } }, field),
    ]).toEqual([[], []]);
  });

  it('judges both ends of a drag', () => {
    const drag: Action = {
      member: 'left_click_drag',
      input: { start_coordinate: [1, 1], coordinate: [2, 2] },
    };
    expect(
      assessRisk(drag, [element({ role: 'static', text: 'Invoice 7' }), element({ name: 'Trash' })]),
    ).toHaveLength(1);
  });

  it('escapes what it quotes from the page', () => {
    expect(assessRisk(CLICK, [element({ name: 'Delete \u202e all' })])[0]?.why).toContain('⟦U+202E⟧');
  });

  it('names the longest phrase that matched', () => {
    expect(searchLexicon('please delete all of it')[0]?.word).toBe('delete all');
  });
});

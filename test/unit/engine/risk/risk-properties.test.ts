import fc from 'fast-check';
import { expect, it } from 'vitest';
import { assessRisk } from '../../../../electron/engine/risk/assess-risk';
import type { Action } from '../../../../shared/domain/action';
import { highestLevel, RISK_LEVELS, type RiskFinding } from '../../../../shared/domain/risk';
import type { ElementTarget, Target } from '../../../../shared/domain/target';
import { sampleTarget } from '../../../helpers/sample-facts';

const CLICK: Action = { member: 'left_click', input: { coordinate: [1, 1] } };
const HIGH = [
  'Delete project',
  'Pay now',
  'Send message',
  'Konto löschen',
  'Supprimer le client',
  'Enviar dinero',
  'Удалить аккаунт',
  '今すぐ支払う',
  '删除客户',
  '결제하기',
  'احذف الحساب',
  'खाता हटाएं',
];

const anyText = fc.string({ unit: 'binary', maxLength: 300 });
const anyRole = fc.constantFrom(
  'button',
  'link',
  'textbox',
  'checkbox',
  'switch',
  'tab',
  'row',
  'static',
  'clickable div',
  '',
  'canvas',
);
const anyElement = fc
  .record({
    role: anyRole,
    name: anyText,
    text: anyText,
    context: anyText,
    pageTitle: anyText,
    autocomplete: anyText,
    href: fc.option(anyText),
    inputType: fc.option(fc.constantFrom('submit', 'file', 'password', 'text')),
    form: fc.option(
      fc.record({
        action: anyText,
        method: fc.constantFrom('post', 'get', ''),
        submitLabel: anyText,
        fields: fc.array(fc.record({ name: anyText, type: anyText, label: anyText }), { maxLength: 4 }),
      }),
    ),
  })
  .map((changes) => sampleTarget(changes as Partial<ElementTarget>));
const anyTarget: fc.Arbitrary<Target> = fc.oneof(
  anyElement,
  fc.record({
    kind: fc.constant('dialog' as const),
    type: anyText,
    message: anyText,
    url: fc.constant(null),
    host: fc.constant(null),
  }),
  fc.record({
    kind: fc.constant('unknown' as const),
    reason: anyText,
    url: fc.constant(null),
    host: fc.constant(null),
  }),
);
const anyAction: fc.Arbitrary<Action> = fc.oneof(
  fc.constant(CLICK),
  fc.constant<Action>({ member: 'left_click_drag', input: { start_coordinate: [1, 1], coordinate: [2, 2] } }),
  anyText.map((text): Action => ({ member: 'type', input: { text } })),
  fc
    .constantFrom('Return', 'space', 'Delete', 'ctrl+Return', 'F12', 'x')
    .map((text): Action => ({ member: 'key', input: { text } })),
);

const rank = (findings: readonly RiskFinding[]): number =>
  findings.length === 0 ? -1 : RISK_LEVELS.indexOf(highestLevel(findings));
const rankOf = (name: string): number =>
  rank(assessRisk(CLICK, [sampleTarget({ name, text: name, pageTitle: '' })]));

it('never throws, names each category once and the worst first', () => {
  fc.assert(
    fc.property(anyAction, fc.array(anyTarget, { maxLength: 2 }), (action, targets) => {
      const findings = assessRisk(action, targets);
      expect(new Set(findings.map(({ category }) => category)).size).toBe(findings.length);
      const levels = findings.map(({ level }) => RISK_LEVELS.indexOf(level));
      expect(levels).toEqual([...levels].sort((a, b) => b - a));
    }),
    { numRuns: 1500 },
  );
});

const LOOKS: Readonly<Record<string, string>> = {
  a: 'а',
  e: 'е',
  o: 'о',
  p: 'р',
  c: 'с',
  y: 'у',
  l: '1',
  i: 'ı',
};
const disguise = fc.constantFrom<(text: string) => string>(
  (text) => text.toUpperCase(),
  (text) => text.replace(/ /g, '  '),
  (text) => text.replace(/ /g, '\u00A0'),
  (text) => Array.from(text).join('\u200B'),
  (text) => `\u202E${text}`,
  (text) => text.normalize('NFD'),
  (text) =>
    text.replace(/[a-z]/g, (char) => String.fromCodePoint((char.codePointAt(0) ?? 0) + 0xff41 - 0x61)),
  (text) => (/^[\x20-\x7e]+$/.test(text) ? text.replace(/[aeopcyli]/, (char) => LOOKS[char] ?? char) : text),
);

it('never rates a disguised word lower than the word itself', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...HIGH),
      fc.array(disguise, { minLength: 1, maxLength: 3 }),
      (name, disguises) => {
        expect(rankOf(disguises.reduce((text, change) => change(text), name))).toBeGreaterThanOrEqual(
          rankOf(name),
        );
      },
    ),
    { numRuns: 600 },
  );
});

it('rates each of those words as high by itself', () => {
  expect(HIGH.filter((name) => rankOf(name) < RISK_LEVELS.indexOf('high'))).toEqual([]);
});

it('takes time that grows with the text only, on text made to be slow', () => {
  const slow = [
    'a'.repeat(10_000),
    '1 '.repeat(5000),
    'rm -'.repeat(2500),
    'A1'.repeat(5000),
    '删'.repeat(10_000),
    'eyJ.'.repeat(2500),
    'x@'.repeat(5000),
    '|'.repeat(10_000),
  ];
  for (const text of slow) {
    const field = sampleTarget({ role: 'textbox', tag: 'textarea', name: 'Terminal', text: '' });
    expect(() => assessRisk({ member: 'type', input: { text } }, [field])).not.toThrow();
    expect(() =>
      assessRisk(CLICK, [
        sampleTarget({ name: text.slice(0, 300), text: text.slice(0, 300), context: text.slice(0, 300) }),
      ]),
    ).not.toThrow();
  }
}, 2000);

import { describe, expect, it } from 'vitest';
import { PolicyJudge } from '../../../../electron/engine/policy/decide';
import { assessRisk } from '../../../../electron/engine/risk/assess-risk';
import type { Action } from '../../../../shared/domain/action';
import { SAMPLE_ACTIONS } from '../../../helpers/sample-actions';
import { sampleFacts, sampleTarget } from '../../../helpers/sample-facts';
import { samplePolicy } from '../../../helpers/sample-policy';

const KEYS = [
  'ctrl+c',
  'ctrl+x',
  'ctrl+u',
  'ctrl+s',
  'ctrl+p',
  'ctrl+Insert',
  'shift+Delete',
  'F12',
  'Insert',
];
const DEVELOPER_KEYS = ['ctrl+shift+i', 'ctrl+shift+c', 'ctrl+shift+j', 'shift+F10', 'menu'];
const HARMLESS_KEYS = ['Return', 'Tab', 'Escape', 'a', 'ctrl+l', 'F5'];

const policy = samplePolicy({ allowed_key_combos: [...KEYS, ...DEVELOPER_KEYS, ...HARMLESS_KEYS] });

/** The field that decides while a secret may stand in a page, and otherwise. */
function ruling(action: Action, name = 'Continue') {
  const targets = [sampleTarget({ name, text: name })];
  const findings = assessRisk(action, targets);
  return [true, false].map(
    (isExposed) => new PolicyJudge(policy).decide(sampleFacts({ action, targets, findings, isExposed })).rule,
  );
}
const press = (text: string): Action => ({ member: 'key', input: { text } });

describe('while a secret may stand in a page', () => {
  it.each([...KEYS, ...DEVELOPER_KEYS])('%s is refused, and not otherwise', (key) => {
    const [exposed, usual] = ruling(press(key));
    expect([exposed, usual === 'credentials']).toEqual(['credentials', false]);
  });

  it.each(HARMLESS_KEYS)('%s is not', (key) => {
    expect(ruling(press(key))[0]).not.toBe('credentials');
  });

  it.each(['zoom', 'left_click_drag', 'left_mouse_down', 'right_click', 'middle_click'] as const)(
    '%s is refused, and not otherwise',
    (member) => {
      const [exposed, usual] = ruling(SAMPLE_ACTIONS[member]);
      expect([exposed, usual === 'credentials']).toEqual(['credentials', false]);
    },
  );

  it.each(['Show password', 'Passwort anzeigen', 'Afficher le mot de passe', 'パスワードを表示'])(
    'a click on “%s” is refused',
    (name) => {
      expect(ruling(SAMPLE_ACTIONS.left_click, name)[0]).toBe('credentials');
    },
  );

  it('what leads on is not: a click on a button, a look, a wait', () => {
    for (const member of ['left_click', 'screenshot', 'wait', 'scroll'] as const)
      expect([member, ruling(SAMPLE_ACTIONS[member])[0]]).not.toEqual([member, 'credentials']);
  });

  it('a combination held down with a click is refused too', () => {
    expect(ruling({ member: 'hold_key', input: { text: 'ctrl+c', duration: 1 } })[0]).toBe('credentials');
  });
});

import { describe, expect, it } from 'vitest';
import { leadsTo } from '../../../../electron/engine/policy/leads-to';
import { type Action, MEMBERS } from '../../../../shared/domain/action';
import type { ElementTarget } from '../../../../shared/domain/target';
import { SAMPLE_ACTIONS } from '../../../helpers/sample-actions';

const element = (change: Partial<ElementTarget>): ElementTarget => ({
  kind: 'element',
  role: 'link',
  name: 'Next',
  tag: 'a',
  text: 'Next',
  href: null,
  inputType: null,
  isEnabled: true,
  form: null,
  box: { x: 0, y: 0, width: 10, height: 10 },
  url: 'https://app.example.com/',
  host: 'app.example.com',
  frameUrl: null,
  pageTitle: '',
  context: '',
  autocomplete: '',
  isDownload: false,
  isChecked: null,
  hiddenFields: [],
  fingerprint: 'f',
  ...change,
});
const link = element({ href: 'https://evil.test/' });
const form = { action: 'https://evil.test/send', method: 'post', submitLabel: 'Go', fields: [] };
const click: Action = { member: 'left_click', input: { coordinate: [1, 1] } };
const press = (text: string): Action => ({ member: 'key', input: { text } });

describe('an action leads to', () => {
  it.each<[string, Action, ElementTarget, readonly string[]]>([
    ['the link under a click', click, link, ['https://evil.test/']],
    ['the link under a middle click', { member: 'middle_click', input: {} }, link, ['https://evil.test/']],
    [
      'the link where the button is let go',
      { member: 'left_mouse_up', input: {} },
      link,
      ['https://evil.test/'],
    ],
    ['the focused link on Return', press('Return'), link, ['https://evil.test/']],
    ['the focused link on ctrl+Return', press('ctrl+Return'), link, ['https://evil.test/']],
    [
      'the focused link on a typed line break',
      { member: 'type', input: { text: 'a\n' } },
      link,
      ['https://evil.test/'],
    ],
    [
      'the form of a clicked button',
      click,
      element({ tag: 'button', inputType: 'submit', form }),
      [form.action],
    ],
    ['the form of a field on Return', press('Return'), element({ tag: 'input', form }), [form.action]],
    ['nothing in a field that is clicked', click, element({ tag: 'input', inputType: 'text', form }), []],
    ['nothing in a text area on Return', press('Return'), element({ tag: 'textarea', form }), []],
    ['nothing on another key', press('Tab'), link, []],
    ['nothing on a pointer move', { member: 'mouse_move', input: { coordinate: [1, 1] } }, link, []],
    ['nothing from a script link', click, element({ href: 'javascript:go()' }), []],
  ])('%s', (_name, action, target, addresses) => {
    expect(leadsTo(action, [target])).toEqual(addresses);
  });
});

it('every kind of click follows a link, but for the one that opens a menu, and nothing that moves or scrolls does', () => {
  const following = MEMBERS.filter((member) => leadsTo(SAMPLE_ACTIONS[member], [link]).length > 0);
  expect(new Set(following)).toEqual(
    new Set([
      'left_click',
      'middle_click',
      'double_click',
      'triple_click',
      'left_mouse_down',
      'left_mouse_up',
      'use_passkey',
      'key',
      'hold_key',
    ]),
  );
});

it('a click sends the form of a button that is made for it, a picture too, and of no other', () => {
  const types = ['submit', 'image', 'button', 'reset', 'checkbox', null];
  const sending = types.filter((inputType) => leadsTo(click, [element({ inputType, form })]).length > 0);
  expect(sending).toEqual(['submit', 'image']);
});

it('a link that is in a form leads where it says, and what is no element leads nowhere', () => {
  expect(leadsTo(click, [element({ href: 'HTTP://evil.test/', form, inputType: 'submit' })])).toEqual([
    'HTTP://evil.test/',
  ]);
  expect(leadsTo(click, [element({ form: null, inputType: 'submit' })])).toEqual([]);
  expect(leadsTo(click, [{ kind: 'unknown', reason: 'none', url: null, host: null }])).toEqual([]);
  expect(leadsTo(click, [element({ href: 'xhttps://evil.test/' })])).toEqual([]);
});

it('a line break in what is typed presses Return, a carriage return too, and nothing else does', () => {
  const typed = (text: string) => leadsTo({ member: 'type', input: { text } }, [link]).length;
  expect([typed('a\r'), typed('a\nb'), typed('return'), typed('')]).toEqual([1, 1, 0, 0]);
  expect(leadsTo(press('no such key'), [link])).toEqual([]);
});

import { describe, expect, it } from 'vitest';
import { leadsTo } from '../../../../electron/engine/policy/leads-to';
import type { Action } from '../../../../shared/domain/action';
import type { ElementTarget } from '../../../../shared/domain/target';

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

import { describe, expect, it } from 'vitest';
import { asPartOf } from '../../../../../electron/engine/sandbox/browser/pop-ups';
import type { ScreenWindow } from '../../../../../electron/engine/sandbox/display/screen-windows';
import type { Box } from '../../../../../shared/domain/geometry';
import type { ElementTarget } from '../../../../../shared/domain/target';
import { sampleTarget } from '../../../../helpers/sample-facts';

const FIELD: Box = { x: 100, y: 200, width: 300, height: 40 };
const popUp = (box: Partial<Box>, changes: Partial<ScreenWindow> = {}): ScreenWindow => ({
  id: 1,
  title: '',
  windowClass: '',
  box: { x: 100, y: 240, width: 300, height: 90, ...box },
  isPopUp: true,
  isNotice: false,
  hasFocus: false,
  ...changes,
});
const field = (changes: Partial<ElementTarget>) =>
  sampleTarget({ tag: 'input', inputType: 'text', role: 'textbox', name: 'Arrival', box: FIELD, ...changes });
const select = field({ tag: 'select', inputType: 'select-one', role: 'combobox' });
const date = field({ inputType: 'date' });
const notice = { isPopUp: false, isNotice: true };

describe('a window without a frame', () => {
  it.each<[string, ElementTarget, ScreenWindow, string]>([
    ['the list below a select', select, popUp({}), 'listbox'],
    ['the list above a select', select, popUp({ y: 110 }), 'listbox'],
    ['a list wider than its select', select, popUp({ width: 500 }), 'listbox'],
    ['the picker of a date', date, popUp({ width: 218 }), 'picker'],
    ['the picker of a date in a page of 125 %', date, popUp({ width: 273 }), 'picker'],
    ['suggestions below a field', field({}), popUp({ x: 195, y: 241, width: 164 }, notice), 'listbox'],
  ])('is %s', (what, owner, window, role) => {
    expect(asPartOf(owner, window, what.includes('125') ? 1.25 : 1)).toEqual({
      ...owner,
      role,
      box: window.box,
      fingerprint: `${role}:${owner.fingerprint}`,
    });
  });

  it.each<[string, ElementTarget, ScreenWindow]>([
    ['beside the select', select, popUp({ x: 130 })],
    ['with a gap below the select', select, popUp({ y: 250 })],
    ['narrower than the select', select, popUp({ width: 200 })],
    ['below a date, as wide as a menu', date, popUp({ width: 380 })],
    ['below a field for text', field({}), popUp({ width: 218 })],
    ['below a button', field({ tag: 'button', inputType: 'button' }), popUp({}, notice)],
    ['a tooltip below a field', field({}), popUp({}, { isPopUp: false })],
    ['suggestions beside a field', field({}), popUp({ x: 500 }, notice)],
  ])('is nobody’s %s', (_what, owner, window) => {
    expect(asPartOf(owner, window, 1)).toBeNull();
  });
});

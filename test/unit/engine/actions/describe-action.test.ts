import { expect, it } from 'vitest';
import { describeAction } from '../../../../electron/engine/actions/describe-action';
import { sampleElement } from '../../../helpers/fake-desktop';

const WINDOW = {
  kind: 'window',
  title: 'Start - Chromium',
  windowClass: 'chromium',
  box: { x: 0, y: 0, width: 9, height: 9 },
  url: null,
  host: null,
} as const;

it.each([
  [{ member: 'mouse_move', input: { coordinate: [12, 34] } }, [], 'Move the pointer to 12, 34.'],
  [
    { member: 'scroll', input: { scroll_direction: 'down', scroll_amount: 3, coordinate: [5, 6] } },
    [],
    'Scroll down at 5, 6.',
  ],
  [
    { member: 'scroll', input: { scroll_direction: 'up', scroll_amount: 3 } },
    [],
    'Scroll up at the pointer.',
  ],
  [{ member: 'screenshot', input: {} }, [], 'Take a screenshot.'],
  [
    { member: 'left_click_drag', input: { start_coordinate: [1, 2], coordinate: [3, 4] } },
    [sampleElement({ name: 'Invoice' }), sampleElement({ name: 'Trash' })],
    'Drag from the button “Invoice” to the button “Trash” on app.example.com.',
  ],
  [
    { member: 'key', input: { text: 'Return' } },
    [{ kind: 'dialog', type: 'confirm', message: 'Delete\u202e?', url: null, host: null }],
    'Press Return in the page’s confirm dialog “Delete⟦U+202E⟧?”.',
  ],
  [
    { member: 'left_click', input: { coordinate: [23, 63] } },
    [{ ...WINDOW, part: 'back button' }],
    'Click the browser’s back button.',
  ],
  [{ member: 'key', input: { text: 'Return' } }, [WINDOW], 'Press Return in the window “Start - Chromium”.'],
] as const)('says %j in one sentence', (action, targets, sentence) => {
  expect(describeAction(action, targets)).toBe(sentence);
});

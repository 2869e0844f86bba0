import { describe, expect, it } from 'vitest';
import { DELETE_ALL } from '../../../../renderer/preview/fake-sessions';
import { sentenceText, stepSentence } from '../../../../renderer/words/step-sentence';

const say = (
  member: string,
  input: Record<string, unknown>,
  target: typeof DELETE_ALL | null = null,
): string => sentenceText(stepSentence({ member, input }, target));

describe('stepSentence', () => {
  it.each([
    ['left_click', { coordinate: [4, 5] }, 'Click at 4, 5'],
    ['left_click', {}, 'Click where the pointer is'],
    ['double_click', { coordinate: [4, 5], text: 'shift' }, 'Double-click at 4, 5 with shift held'],
    ['left_click_drag', { start_coordinate: [1, 2], coordinate: [3, 4] }, 'Drag from 1, 2 to 3, 4'],
    ['scroll', { scroll_direction: 'down', scroll_amount: 5 }, 'Scroll down by 5'],
    ['type', { text: 'hello' }, 'Type “hello”'],
    ['key', { text: 'ctrl+a', repeat: 3 }, 'Press “ctrl+a” 3 times'],
    ['key', { text: 'Return' }, 'Press “Return”'],
    ['hold_key', { text: 'shift', duration: 2 }, 'Hold “shift” for 2 s'],
    ['wait', { duration: 3 }, 'Wait for 3 s'],
    ['screenshot', {}, 'Look at the screen'],
    ['zoom', { region: [0, 0, 10, 20] }, 'Look closely at 0, 0, 10, 20'],
    ['mouse_move', { coordinate: [7, 8] }, 'Move the pointer at 7, 8'],
  ])('says %s in words', (member, input, words) => {
    expect(say(member, input)).toBe(words);
  });

  it('names the element under a click and writes hidden characters out', () => {
    expect(say('left_click', { coordinate: [1, 1] }, { ...DELETE_ALL, name: 'Save\u202E' })).toBe(
      'Click “Save⟦U+202E⟧” (button)',
    );
  });

  it('does not guess at members it does not know or inputs that do not parse', () => {
    expect(say('format_disk', {})).toBe('Unknown action “format_disk”');
    expect(say('toString', {})).toBe('Unknown action “toString”');
    expect(say('scroll', { scroll_direction: 'sideways' })).toBe('Scroll with a malformed input');
  });
});

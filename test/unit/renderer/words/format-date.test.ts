import { expect, it } from 'vitest';
import { formatDateTime, formatTime } from '../../../../renderer/words/format-date';

it('shows a moment alike, whether it comes as a number or as a record has it', () => {
  const at = new Date(2026, 10, 28, 19, 12, 43);
  expect(formatDateTime(at.getTime())).toBe('2026-11-28 19:12:43');
  expect(formatDateTime(at.toISOString())).toBe('2026-11-28 19:12:43');
  expect(formatTime(at.toISOString())).toBe('19:12:43');
});

import { expect, it } from 'vitest';
import { formatBytes } from '../../../../renderer/words/format-bytes';

it.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1000, '1.0 kB'],
  [99_949, '99.9 kB'],
  [123_456, '123 kB'],
  [999_949, '1.0 MB'],
  [1_204_120, '1.2 MB'],
  [5e12, '5000 GB'],
])('writes %i as %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

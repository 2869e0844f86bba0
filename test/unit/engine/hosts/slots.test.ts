import { expect, it } from 'vitest';
import { countSlots } from '../../../../electron/engine/hosts/slots';

const GIB = 1024 ** 3;

it.each([
  [{ MemTotal: 24 * GIB, NCPU: 2 }, 4],
  [{ MemTotal: 8 * GIB, NCPU: 8 }, 3],
  [{ MemTotal: 5 * GIB, NCPU: 1 }, 2],
  [{ MemTotal: 1 * GIB, NCPU: 64 }, 1],
  [{ MemTotal: 0, NCPU: 0 }, 1],
  [{}, 1],
])('%j has room for %i', (info, slots) => {
  expect(countSlots(info)).toBe(slots);
});

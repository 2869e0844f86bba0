import { expect, it } from 'vitest';
import { AttentionGuard } from '../../../../electron/engine/desk/attention-guard';

function after(count: number, ms = 2999): AttentionGuard {
  const guard = new AttentionGuard();
  for (let index = 0; index < count; index += 1) guard.note('approve', ms);
  return guard;
}

it('what is critical always takes the hold', () => {
  expect(new AttentionGuard().holdFor('critical')).toBe('It is critical.');
});

it('the fifth quick approval in a row makes what is high take the hold, and nothing below that', () => {
  expect(after(4).holdFor('high')).toBeNull();
  expect(after(5).holdFor('high')).toBe('Your last 5 approvals took less than 3 s each.');
  expect(after(6).holdFor('high')).toContain('last 6');
  expect([after(5).holdFor('medium'), after(5).holdFor('low')]).toEqual([null, null]);
});

it('approvals that took three seconds were read', () => {
  expect(after(9, 3000).holdFor('high')).toBeNull();
});

it.each([
  ['a denial', 'deny', 10],
  ['one that took its time', 'approve', 3000],
] as const)('%s ends a streak of quick approvals', (_what, verdict, ms) => {
  const guard = after(5);
  guard.note(verdict, ms);
  expect(guard.holdFor('high')).toBeNull();
  for (let index = 0; index < 4; index += 1) guard.note('approve', 10);
  expect(guard.holdFor('high')).toBeNull();
  guard.note('approve', 10);
  expect(guard.holdFor('high')).not.toBeNull();
});

import { expect, it } from 'vitest';
import { type Permit, Permits } from '../../../../electron/engine/gate/permits';

function permit(toolUseId: string): Permit {
  return {
    toolUseId,
    step: 1,
    action: { member: 'left_click', input: {} },
    recorded: { member: 'left_click', input: {} },
    note: null,
    agreed: null,
    wasAsked: false,
    look: async () => [],
    targets: [],
    signIn: null,
    passkey: null,
    session: null,
    again: async () => [],
  };
}

it('a permit is good once', () => {
  const permits = new Permits();
  const one = permits.issue(permit('t1'));
  expect([permits.take(one), permits.take(one)]).toEqual([true, false]);
});

it('only the permit that was issued last is good, and asking with an old one does not use it up', () => {
  const permits = new Permits();
  const old = permits.issue(permit('t1'));
  const last = permits.issue(permit('t2'));
  expect([permits.take(old), permits.take(last)]).toEqual([false, true]);
});

it('a permit that nobody issued is none, however much it looks like the one that was', () => {
  const permits = new Permits();
  const issued = permits.issue(permit('t1'));
  expect([permits.take({ ...issued }), new Permits().take(issued), permits.take(issued)]).toEqual([
    false,
    false,
    true,
  ]);
});

import { cleanup, render, screen, within } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { deriveReplay } from '../../../../../renderer/features/replay/replay-model';
import { StepFacts } from '../../../../../renderer/features/replay/step-facts';
import { fakePaymentApproval, fakeValue } from '../../../../../renderer/preview/fake-payment';
import { fakeEntries } from '../../../../../renderer/preview/fake-record';
import type { EntryOf } from '../../../../../shared/domain/audit-entry';
import type { FormValue } from '../../../../../shared/domain/form-value';
import { startReading } from '../../../../../shared/record/record-reader';

afterEach(cleanup);

type Judged = EntryOf<'action-judged'>['detail'];

/** A payment that was judged, with what its form held. */
function show(values: readonly FormValue[] | undefined, change: Partial<Judged> = {}): void {
  const { action, target } = fakePaymentApproval();
  if (target.kind !== 'element' || target.form === null) throw new Error('it has a form');
  const { values: _, ...form } = target.form;
  const judged = { ...target, form: values === undefined ? form : { ...form, values } };
  const detail: Judged = {
    toolUseId: 'toolu_1',
    verdict: 'ask',
    rule: 'on_risk',
    value: 'payment, critical',
    why: 'it may pay or order something (payment, critical)',
    grantId: null,
    target: judged,
    targets: [judged],
    points: [],
    findings: [{ category: 'payment', level: 'critical', why: 'The button says “Pay now”.' }],
    level: 'critical',
    signIn: null,
    ...change,
  };
  const entries = fakeEntries([{ kind: 'action-judged', step: 1, action, permitted: null, detail }]);
  const [step] = deriveReplay(startReading(entries).reading).steps;
  if (step === undefined) throw new Error('no step');
  render(<StepFacts step={step} hosts={[]} changes={[]} />);
}

const facts = () => screen.getByRole('region', { name: 'What was to be sent' });

it('shows what the form held as text, with hidden characters written out', () => {
  show([fakeValue('Payee\u202E', '<img src=x onerror=alert(1)>\u200B'), fakeValue('Amount', '12 480.00')]);
  expect(document.querySelector('img, [onerror]')).toBeNull();
  expect(facts().textContent).toContain('Payee⟦U+202E⟧');
  expect(facts().textContent).toContain('<img src=x onerror=alert(1)>⟦U+200B⟧');
});

it('shows money first, and a secret only as one that there was', () => {
  show([
    fakeValue('Comment', 'October'),
    { ...fakeValue('Code', ''), isSecret: true },
    fakeValue('Amount', '12 480.00'),
  ]);
  const rows = within(facts()).getAllByRole('term');
  expect(rows.map(({ textContent }) => textContent)).toEqual(['Amount', 'Comment', 'Code']);
  expect(facts().textContent).toContain('•••• (kept secret)');
});

it('says of a record that did not keep what a form held that it was not read', () => {
  show(undefined);
  expect(facts().textContent).toContain('What the fields of its form held was not read.');
});

it('names what decided in an operator’s words', () => {
  show([], {
    rule: 'allowed_key_combos',
    value: 'ctrl+t',
    why: 'the key combination ctrl+t is not permitted',
  });
  expect(document.body.textContent).toContain('Decided byThe allowed keys: ctrl+t');
  expect(document.body.textContent).not.toContain('allowed_key_combos');
});

it('does not say of an action that nothing was against that a rule named “policy” decided', () => {
  show([], {
    verdict: 'allow',
    rule: 'policy',
    value: 'no risk found',
    why: 'allowed by the policy; no risk found that it asks about',
    findings: [],
  });
  expect(document.body.textContent).not.toContain('Decided by');
  expect(document.body.textContent).toContain('Allowed by the policy; no risk found that it asks about');
});

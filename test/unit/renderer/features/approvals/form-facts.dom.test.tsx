import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { provideClient } from '../../../../../renderer/client/airlock-client';
import { ApprovalsDock } from '../../../../../renderer/features/approvals/approvals-dock';
import { FakeClient } from '../../../../../renderer/preview/fake-client';
import {
  fakePaymentApproval,
  fakeTypedIbanApproval,
  fakeValue,
} from '../../../../../renderer/preview/fake-payment';
import {
  fakeApproval,
  fakeBatchApproval,
  fakeSignInApproval,
} from '../../../../../renderer/preview/fake-sessions';
import { receiveApprovals, useApprovals } from '../../../../../renderer/stores/approvals-store';
import type { ActionApproval } from '../../../../../shared/domain/approval';
import type { FormValue } from '../../../../../shared/domain/form-value';
import type { ElementTarget } from '../../../../../shared/domain/target';

function show(approval: ActionApproval): HTMLElement {
  const client = new FakeClient();
  provideClient(client);
  render(<ApprovalsDock />);
  act(() => receiveApprovals([approval]));
  return screen.getByRole('region', { name: 'Approval needed' });
}

/** The payment with other fields in its form. */
function holding(values: readonly FormValue[], change: Partial<NonNullable<ElementTarget['form']>> = {}) {
  const payment = fakePaymentApproval();
  if (payment.target.kind !== 'element' || payment.target.form === null) throw new Error('it has a form');
  const target = { ...payment.target, form: { ...payment.target.form, values, ...change } };
  return { ...payment, target, targets: [target] };
}

const facts = () => screen.getByRole('region', { name: 'What would be sent' });
const names = () =>
  within(facts())
    .getAllByRole('term')
    .map(({ textContent }) => textContent);

beforeEach(() => useApprovals.setState(useApprovals.getInitialState(), true));
afterEach(cleanup);

describe('a form that would be sent', () => {
  it('shows hostile values as text, with hidden characters written out and look-alikes named', () => {
    const card = show(
      holding([
        fakeValue('Payee\u202E', '<img src=x onerror=alert(1)>\u200B'),
        fakeValue('IBAN', 'DК50 0040'),
      ]),
    );
    expect(card.querySelector('img[src="x"], [onerror]')).toBeNull();
    expect(facts().textContent).toContain('Payee⟦U+202E⟧');
    expect(facts().textContent).toContain('<img src=x onerror=alert(1)>⟦U+200B⟧');
    expect(facts().textContent).toContain('Not what they look like');
  });

  it('says of a secret field that there is one, and nothing of it', () => {
    show(holding([fakeValue('Password', '', { isSecret: true })]));
    expect(facts().textContent).toContain('•••• (kept secret)');
  });

  it('names money first, then who gets it, before the pictures', () => {
    const card = show(fakePaymentApproval());
    expect(names()).toEqual(['Amount in euros', 'Supplier', 'IBAN', 'Reference']);
    expect(facts().textContent).toContain('1480.00');
    expect(facts().textContent).toContain('DK50 0040 0440 1162 43');
    const picture = within(card).getAllByRole('img')[0] as HTMLElement;
    expect(facts().compareDocumentPosition(picture) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  });

  it('repeats what the page says beside the button of there being no way back', () => {
    show(fakePaymentApproval());
    expect(facts().textContent).toContain('Said beside it');
    expect(facts().textContent).toContain('can’t be called back');
  });

  it('shows the first eight fields, and the others when they are asked for', () => {
    show(holding(Array.from({ length: 11 }, (_, index) => fakeValue(`Line ${index}`, 'x'))));
    expect(names()).toHaveLength(8);
    fireEvent.click(screen.getByRole('button', { name: 'Show 3 more fields' }));
    expect(names()).toHaveLength(11);
    fireEvent.click(screen.getByRole('button', { name: 'Show fewer' }));
    expect(names()).toHaveLength(8);
  });

  it('says how many fields are not listed, and when a value is only begun', () => {
    show(holding([fakeValue('Note', 'x'.repeat(200), { isCut: true })], { moreValues: 9_960 }));
    expect(facts().textContent).toContain('9960 more fields are in it and not listed here');
    expect(facts().textContent).toContain('only its beginning is shown');
  });

  it('says so when its fields were not read', () => {
    const payment = holding([]);
    const { values: _, ...form } = payment.target.form;
    const target = {
      ...payment.target,
      form: { ...form, fields: [{ name: 'to', type: 'text', label: 'To' }] },
    };
    show({ ...payment, target, targets: [target] });
    expect(facts().textContent).toContain('was not read');
  });

  it('tells ticks, choices and files apart from texts', () => {
    show(
      holding([
        fakeValue('Template', 'on', { kind: 'tick' }),
        fakeValue('Copy', '', { kind: 'tick' }),
        fakeValue('Speed', '', { kind: 'choice' }),
        fakeValue('Scan', '', { kind: 'file' }),
        fakeValue('Odd', '', { kind: 'other' }),
        fakeValue('Words', ''),
      ]),
    );
    expect(
      within(facts())
        .getAllByRole('definition')
        .map(({ textContent }) => textContent),
    ).toEqual(['Ticked', 'Not ticked', 'nothing chosen', 'no file', 'can’t be read', 'empty']);
  });
});

describe('an action that sends nothing by itself', () => {
  it('shows what is in the form now, and draws what would be typed into the field', () => {
    const card = show(fakeTypedIbanApproval());
    expect(screen.queryByRole('region', { name: 'What would be sent' })).toBeNull();
    const form = screen.getByRole('region', { name: 'In its form now' });
    expect(form.textContent).toContain('Müller & Søn');
    expect(form.textContent).toMatch(/IBANempty ?would be typed: DK50 0040 0440 1162 43/);
    const drawn = [...card.querySelectorAll('.typed-mark text')].map(({ textContent }) => textContent);
    expect(drawn).toEqual(['DK50 0040 0440 1162 43', 'DK50 0040 0440 1162 43']);
  });

  it('has no such section when its target is in no form, or when it signs in', () => {
    show(fakeApproval());
    expect(document.querySelector('.form-facts')).toBeNull();
    cleanup();
    show(fakeSignInApproval());
    expect(document.querySelector('.form-facts')).toBeNull();
  });
});

describe('how bad it is', () => {
  it('is told by more than a colour: a critical card says what approving takes', () => {
    const card = show(fakePaymentApproval());
    expect(within(card).getByRole('article').dataset.level).toBe('critical');
    expect(card.querySelector('.approval-hold')?.textContent).toBe('Critical: hold the button for 1 second.');
  });

  it('puts the answer that does nothing first', () => {
    const card = show(fakePaymentApproval());
    const bar = card.querySelector('.decision-bar') as HTMLElement;
    expect(
      within(bar)
        .getAllByRole('button')
        .map(({ textContent }) => textContent?.slice(0, 4)),
    ).toEqual(['Deny', 'Hold']);
  });

  it('says in words that the agent speaks of one thing and points at another, before all else', () => {
    const card = show(fakeBatchApproval());
    const alarm = within(card).getByRole('alert', { name: 'The agent’s words name another target' });
    expect(alarm.textContent).toContain('The agent speaks of one thing and points at another.');
    expect(alarm.textContent).toMatch(/It speaks ofDownload all.*It points atDelete all/);
    expect(card.querySelector('.approval-body > section')).toBe(alarm);
  });

  it('shades nothing that has to be read, and covers no button with a ring', () => {
    const card = show(fakePaymentApproval());
    expect(card.querySelector('.mark-shade')).toBeNull();
    expect(card.querySelector('.approval-picture circle')).toBeNull();
  });
});

import type { ActionApproval } from '../../shared/domain/approval';
import type { FormValue } from '../../shared/domain/form-value';
import type { ElementTarget } from '../../shared/domain/target';
import { FAKE_FRAMES } from './fake-frames';
import { DELETE_ALL, fakeApproval } from './fake-sessions';

/** A field that holds a text. */
export function fakeValue(label: string, holds: string, change: Partial<FormValue> = {}): FormValue {
  const name = label.toLowerCase();
  return { name, label, kind: 'text', holds, isSecret: false, isCut: false, isTarget: false, ...change };
}

const PAY_NOW: ElementTarget = {
  ...DELETE_ALL,
  name: 'Pay now',
  text: 'Pay now',
  form: {
    action: 'http://billing.practice.test/payments',
    method: 'post',
    submitLabel: 'Pay now',
    fields: [],
    values: [
      fakeValue('Supplier', 'Müller & Søn'),
      fakeValue('IBAN', 'DK50 0040 0440 1162 43'),
      fakeValue('Amount in euros', '1480.00'),
      fakeValue('Reference', '2026-118'),
    ],
    moreValues: 0,
  },
  beside: ['Money leaves account LB-01 at once and can’t be called back.'],
  pageTitle: 'Payments',
  context: 'Pay a supplier',
  box: { x: 265, y: 297, width: 132, height: 40 },
  closeUp: { x: 265, y: 132, width: 966, height: 205 },
  url: 'http://billing.practice.test/payments',
  fingerprint: 'frame-1:loader-2:7',
};

/** A payment that is filled in and waits for its last press. */
export function fakePaymentApproval(change: Partial<ActionApproval> = {}): ActionApproval {
  return fakeApproval({
    id: 'approval-payment',
    action: { member: 'left_click', input: { coordinate: [331, 317] } },
    sentence: 'Click the button “Pay now” on billing.practice.test.',
    target: PAY_NOW,
    targets: [PAY_NOW],
    why: 'risky actions wait for the operator (payment)',
    findings: [
      {
        category: 'payment',
        level: 'critical',
        why: 'The button is labelled “Pay now”, which reads as payment.',
      },
    ],
    point: { x: 331, y: 317 },
    agentWords: 'Everything is filled in. I pay 1480.00 € to Müller & Søn.',
    frame: FAKE_FRAMES.payments,
    ...change,
  });
}

/** An account number that is about to be typed into its field, which is empty. */
export function fakeTypedIbanApproval(change: Partial<ActionApproval> = {}): ActionApproval {
  const field: ElementTarget = {
    ...PAY_NOW,
    role: 'textbox',
    tag: 'input',
    name: 'IBAN',
    text: '',
    inputType: 'text',
    box: { x: 758, y: 156, width: 473, height: 43 },
    closeUp: { x: 758, y: 132, width: 473, height: 67 },
    beside: [],
    form: {
      action: 'http://billing.practice.test/payments',
      method: 'post',
      submitLabel: 'Pay now',
      fields: [],
      values: [
        fakeValue('Supplier', 'Müller & Søn'),
        fakeValue('IBAN', '', { isTarget: true }),
        fakeValue('Amount in euros', ''),
        fakeValue('Reference', ''),
      ],
      moreValues: 0,
    },
  };
  return fakePaymentApproval({
    id: 'approval-typed-iban',
    action: { member: 'type', input: { text: 'DK50 0040 0440 1162 43' } },
    sentence: 'Type “DK50 0040 0440 1162 43” into the textbox “IBAN” on billing.practice.test.',
    target: field,
    targets: [field],
    findings: [{ category: 'payment', level: 'high', why: 'What is typed holds an account number (IBAN).' }],
    level: 'high',
    hold: null,
    point: null,
    agentWords: 'I enter the IBAN from the invoice.',
    ...change,
  });
}

import {
  actOn,
  type Closing,
  call,
  clickAndLook,
  clickOn,
  closeOn,
  closing,
  doCalls,
  type Scenario,
  screenshot,
  stoppedBecause,
} from '../scripted-agent';

const SUPPLIER = 'Müller & Søn';
const IBAN = 'DK50 0040 0440 1162 43';
const AMOUNT = '1480.00';
const REFERENCE = '2026-118';

function type(text: string) {
  return call('type', { text });
}

/** “Pay the supplier's invoice 2026-118.” The agent fills in the form; *Pay now* is for the operator to decide. */
export function* supplierPayment(): Scenario {
  const looked = yield* doCalls('I look at the screen first.', [screenshot]);
  if (looked.kind !== 'done') return stoppedBecause(looked);

  const opened = yield* clickAndLook(
    'nav-payments',
    'Suppliers are paid on the Payments page, so I open it.',
  );
  if (opened.kind !== 'done') return stoppedBecause(opened);

  const named = yield* actOn('field-supplier', `I enter the supplier, ${SUPPLIER}.`, (box) => [
    clickOn(box),
    type(SUPPLIER),
  ]);
  if (named.kind !== 'done') return stoppedBecause(named);

  const numbered = yield* doCalls('The IBAN is the next field; Tab takes me there.', [
    call('key', { text: 'Tab' }),
    type(IBAN),
  ]);
  if (numbered.kind !== 'done') return stoppedBecause(numbered);

  const valued = yield* actOn('field-amount', 'Then the amount.', (box) => [clickOn(box), type(AMOUNT)]);
  if (valued.kind !== 'done') return stoppedBecause(valued);

  const referred = yield* actOn('field-reference', 'And the reference, so that they can match it.', (box) => [
    clickOn(box),
    type(REFERENCE),
    screenshot,
  ]);
  if (referred.kind !== 'done') return stoppedBecause(referred);

  // Alone in its turn: a screenshot that fails afterwards must not be taken for a payment that did.
  const paid = yield* actOn(
    'pay-now',
    `Everything is filled in. I pay ${AMOUNT} € to ${SUPPLIER}.`,
    (box) => [clickOn(box)],
  );
  if (paid.kind === 'denied') {
    return closing(
      'not_done',
      `The payment was not made: “${paid.reason}”. The form is filled in and nothing has been sent.`,
    );
  }
  if (paid.kind === 'failed') return stoppedBecause(paid);
  const seen = yield* doCalls('I look for the receipt.', [screenshot]);
  if (seen.kind !== 'done') return stoppedBecause(seen);
  return yield* closeOn('payment-sent', report);
}

function report(isConfirmed: boolean): Closing {
  return isConfirmed
    ? closing(
        'done',
        `Done: ${AMOUNT} € were paid to ${SUPPLIER}, reference ${REFERENCE}, and the page shows the receipt.`,
      )
    : closing(
        'partly',
        'I pressed Pay now, but the page does not confirm the payment. I do not try again; please check it.',
      );
}

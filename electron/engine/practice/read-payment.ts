import type { Payment } from './practice-state';

/** A payment as typed into the form, or the sentence that tells the visitor what to correct. */
export type ReadPayment =
  | { readonly kind: 'payment'; readonly payment: Payment }
  | { readonly kind: 'problem'; readonly sentence: string };

const IBAN = /^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/;
const AMOUNT = /^(\d{1,7})(?:[.,](\d{2}))?$/;
const MAX_TEXT_LENGTH = 140;

function problem(sentence: string): ReadPayment {
  return { kind: 'problem', sentence };
}

/** Reads the posted payment form. IBANs are checked for shape only: nothing here is ever paid. */
export function readPayment(form: URLSearchParams): ReadPayment {
  const supplier = (form.get('supplier') ?? '').trim();
  const iban = (form.get('iban') ?? '').replace(/\s/g, '').toUpperCase();
  const reference = (form.get('reference') ?? '').trim();
  const amount = AMOUNT.exec((form.get('amount') ?? '').replace(/[\s€]/g, ''));

  if (supplier === '') return problem('Enter the supplier.');
  if (!IBAN.test(iban)) return problem('Enter a valid IBAN, for example DK50 0040 0440 1162 43.');
  if (amount === null) return problem('Enter the amount in euros, for example 1480.00.');
  if (reference === '') return problem('Enter a payment reference.');
  if (supplier.length > MAX_TEXT_LENGTH || reference.length > MAX_TEXT_LENGTH) {
    return problem(`Supplier and reference hold at most ${MAX_TEXT_LENGTH} characters.`);
  }
  const amountCents = Number(amount[1]) * 100 + Number(amount[2] ?? 0);
  if (amountCents === 0) return problem('The amount must be more than zero.');
  return { kind: 'payment', payment: { supplier, iban, amountCents, reference } };
}

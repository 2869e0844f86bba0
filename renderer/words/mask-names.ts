import type { MaskKind, UnsureCause } from '../../shared/domain/redaction';

/** What is masked, as an operator reads it. */
export const MASK_NAMES: Readonly<Record<MaskKind, string>> = {
  region: 'Parts of the screen',
  element: 'Elements',
  password: 'Passwords',
  code: 'One-time codes',
  card: 'Payment cards',
  value: 'Secret values',
  card_number: 'Card numbers',
  iban: 'IBANs',
  email: 'E-mail addresses',
  phone: 'Phone numbers',
  national_id: 'National ids',
  secret: 'Keys and tokens',
};

/** Why it was not known where everything was. */
export const UNSURE_WORDS: Readonly<Record<UnsureCause, string>> = {
  moving: 'the page never held still',
  silent: 'the page did not answer',
  dialog: 'a dialog kept the page from answering',
  unplaced: 'the page did not tell where it shows it',
};

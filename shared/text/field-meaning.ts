import { skeleton } from './skeleton';

/** Words of names and labels of fields, as one expression that goes by what a reader takes them for. */
export function fieldWords(words: string): RegExp {
  return new RegExp(
    words
      .trim()
      .split(/\s+/)
      .map((word) => skeleton(word))
      .join('|'),
    'u',
  );
}

/** Names and labels of fields for money, in the words that forms use most. To be asked of a skeleton. */
export const AMOUNT_WORDS =
  fieldWords(`amount betrag montant importe monto valor importo bedrag belopp bel[oø]b summa summe kwota castka částka tutar miktar сумма
  сума ποσ[oό] poso 金額 金额 금액 مبلغ राशि`);
/** Of those for who gets it. */
export const PAYEE_WORDS =
  fieldWords(`iban recipient payee beneficiary beneficiaire bénéficiaire beneficiario benefici[aá]rio empf[aä]nger begunstigde mottagare modtager
  mottaker saaja odbiorc pr[ií]jemce al[ıi]c[ıi] получател отримувач dikaiouxos δικαιούχ account.?num konto kontonummer rekening sortcode
  routing to_account 口座 受取人 收款 받는 مستفيد लाभार्थी`);
const PRICE_WORDS = fieldWords(
  String.raw`price total \bfee\b \btip\b donation preis prix precio prezzo prijs \bpris\b \bcena\b 価格 价格`,
);
const RECEIVER_WORDS =
  fieldWords(`supplier vendor merchant receiver addressee customer lieferant fournisseur proveedor fornecedor fornitore leverancier
  leverandør leverantör dostawca dodavatel tedarikçi поставщик destinat 宛先 收件 받는`);
const TO_WORDS = /^(?:to|cc|bcc|an|à|para|till|til|aan|do|a|kime|кому|an:|to:|cc:|bcc:)$/iu;
const DATE_WORDS =
  fieldWords(String.raw`(?<!up)date\b datum fecha päivä tarih дата ημερομηνία 日付 日期 날짜 \bdue\b deadline fällig \bvaluta\b
  execution.?day \bwhen\b`);

/** The shapes of values: an amount with its currency, an account number, an address of mail, a date. */
const CODE =
  '(?:EUR|USD|GBP|CHF|JPY|CNY|SEK|NOK|DKK|PLN|CZK|HUF|RON|TRY|RUB|UAH|INR|KRW|BRL|MXN|CAD|AUD|NZD|ZAR)';
const SIGN = '[€$£¥₹₩₽₺₴฿₫]';
const NUMBER = String.raw`[-−]?\d[\d.,'’  ]*`;
const AMOUNT = new RegExp(
  `^\\s*(?:(?:${SIGN}|${CODE}) ?${NUMBER}|${NUMBER} ?(?:${SIGN}|${CODE}|kr|zł|Kč))\\s*$`,
  'iu',
);
const IBAN = /^\s*[a-z]{2}\d{2}(?:[\s-]?[a-z0-9]){11,30}\s*$/iu;
const MAIL = /^\s*[^\s@]{1,64}@[^\s@]+\.[^\s@]{2,}\s*$/u;
const DATE =
  /^\s*(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2}))(?:[T ]\d{1,2}:\d{2}.*)?\s*$/u;

export type FieldMeaning = 'money' | 'receiver' | 'date';

/** What an operator looks for first in a form; null for any other field. For the order of what is shown, never for deciding. */
export function fieldMeaning(field: {
  readonly label: string;
  readonly name: string;
  readonly holds: string;
}): FieldMeaning | null {
  const label = field.label.trim();
  const text = skeleton(`${label} ${field.name}`.slice(0, 300));
  const holds = field.holds.slice(0, 300);
  if (AMOUNT_WORDS.test(text) || PRICE_WORDS.test(text) || AMOUNT.test(holds)) return 'money';
  if (TO_WORDS.test(label) || PAYEE_WORDS.test(text) || RECEIVER_WORDS.test(text)) return 'receiver';
  if (IBAN.test(holds) || MAIL.test(holds)) return 'receiver';
  return DATE_WORDS.test(text) || DATE.test(holds) ? 'date' : null;
}

import { fieldMeaning } from '../../../shared/text/field-meaning';
import { splitName } from './words/split-name';

/** What the name of a field means, as far as a change depends on it. */
export type FieldSense =
  | 'password'
  | 'card'
  | 'one-time'
  | 'key'
  /** A secret of the session, which says nothing of what is done: marks against forgery, state of a form. */
  | 'mark'
  | 'amount'
  | 'price'
  | 'payee'
  | 'receiver'
  | 'right'
  | 'person'
  | 'name'
  | 'command'
  | 'state'
  | 'statement'
  | 'other';

const PASSWORD =
  /^(?:pass|passwd|password|passwort|kennwort|pwd|psw|contrasena|clave|senha|mdp|passphrase|wachtwoord|haslo|heslo|parola|sifre|losenord|salasana|adgangskode|motdepasse|newpass|passcode)$/;
const SENSES: ReadonlyMap<string, FieldSense> = new Map([
  ...words(
    'card',
    'cardnumber ccnumber ccnum cvc cvv cvv2 csc pan cardnum kartennummer securitycode cardcvc cardcode',
  ),
  ...words(
    'one-time',
    'otp totp tan mfacode onetimecode passcode smscode verificationcode authcode pin transactionpin pincode authenticatorcode twofactorcode 2facode mtan securitypin',
  ),
  ...words(
    'key',
    'apikey secret clientsecret accesskey secretkey privatekey signingkey ssn sshkey credential credentials seedphrase mnemonic recoverycode backupcode authorization bearer assertion clientassertion codeverifier',
  ),
  ...words(
    'mark',
    'csrf csrftoken csrfmiddlewaretoken xsrf xsrftoken token accesstoken refreshtoken idtoken sessionid sid phpsessid jsessionid nonce wpnonce authenticitytoken requestverificationtoken viewstate viewstategenerator eventvalidation cookie jwt sessiontoken authtoken session sesskey formkey formtoken grecaptcharesponse hcaptcharesponse cfturnstileresponse signature samlresponse code state codechallenge devicetoken resettoken magictoken invitetoken csrfparam xcsrftoken logintoken',
  ),
  ...words(
    'amount',
    'amount betrag montant importe monto valor importo bedrag belopp belob summe kwota castka tutar amountcents amountminor sum transferamount paymentamount',
  ),
  ...words(
    'price',
    'price total subtotal fee tip preis prix precio prezzo prijs cena grandtotal totalprice unitprice cost budget salary rate value',
  ),
  ...words(
    'payee',
    'iban payee beneficiary recipientaccount toaccount destinationaccount creditor creditoriban accountnumber routingnumber sortcode bic swift empfaenger beneficiaire beneficiario destinatario begunstigde odbiorca creditaccount toiban payto towallet toaddress destaccount kontonummer targetaccount recipientiban payeeid beneficiaryid paypalemail',
  ),
  ...words(
    'receiver',
    'to cc bcc recipient recipients receiver recipientid toemail torecipients addressee sendto mailto audience emails invitees',
  ),
  ...words(
    'right',
    'role roles permission permissions scope scopes access accesslevel isadmin admin superuser issuperuser visibility ispublic public owner newowner ownerid rights privileges acl grantee rolle isstaff isowner sharing',
  ),
  ...words(
    'person',
    'email mail username userid user memberid members attendees employeeid patientid studentid customerid firstname lastname fullname phone login assignee guests participants candidateid',
  ),
  ...words('name', 'name title subject label summary description text body message content comment headline'),
  ...words(
    'command',
    'action cmd command op operation do method task act func function procedure fn intent verb actiontype actionname mutation operationtype proc subaction formaction btnaction eventname submit commit button todo bulkaction methodname route r wcajax restroute ajaxaction then verb akcja akcija akce aktion accion acao azione actie handling atgard toiminto islem eylem operacion operacao operazione operacja operatie vorgang befehl kommando comando commande komut polecenie prikaz deistvie operaciya dousa sousa действие операция команда дія 操作 動作 动作 アクション 동작 작업',
  ),
  ...words(
    'state',
    'status state newstatus newstate targetstate deleted isdeleted archived isarchived published ispublished approved disabled enabled active isactive suspended banned locked cancelled canceled decision paid ispaid statusid workflowstate confirmed transition accepted',
  ),
  ...words('statement', 'sql statement sqlquery rawsql querytext q query stmt script'),
]);

function words(sense: FieldSense, list: string): readonly (readonly [string, FieldSense])[] {
  return list.split(' ').map((word) => [word, sense] as const);
}

const MOST_KEPT = 3000;
const kept = new Map<string, FieldSense>();

/** The sense of a field by its own name. The same names come again and again, so some are remembered. */
export function fieldSense(key: string): FieldSense {
  const known = kept.get(key);
  if (known !== undefined) return known;
  const sense = readKey(key.slice(0, 100));
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(key, sense);
  return sense;
}

function readKey(key: string): FieldSense {
  const plain = key.toLowerCase().replace(/[^\p{L}\d]/gu, '');
  const whole = SENSES.get(plain);
  if (whole !== undefined) return whole;
  const parts = splitName(key);
  if (parts.some((part) => PASSWORD.test(part.normalize('NFD').replace(/\p{M}/gu, '')))) return 'password';
  for (const part of [parts.slice(-2).join(''), parts.at(-1) ?? '', parts.slice(0, 2).join('')]) {
    const sense = SENSES.get(part);
    // A word that ends many names (`pageName`, `queryType`) says too little of what is ordered.
    if (sense !== undefined && sense !== 'command' && sense !== 'statement' && sense !== 'state')
      return sense;
  }
  if (parts.some((part) => part === 'csrf' || part === 'xsrf' || part === 'token')) return 'mark';
  const meaning = /[^\0-\x7f]/.test(key) ? fieldMeaning({ label: '', name: key, holds: '' }) : null;
  if (meaning === 'money') return 'amount';
  return meaning === 'receiver' ? 'payee' : 'other';
}

const SECRET: ReadonlySet<FieldSense> = new Set<FieldSense>(['password', 'card', 'one-time', 'key', 'mark']);
export const isSecretSense = (sense: FieldSense): boolean => SECRET.has(sense);

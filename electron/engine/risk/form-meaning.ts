import type { ElementTarget } from '../../../shared/domain/target';
import { skeleton } from '../../../shared/text/skeleton';
import type { Consequence } from './finding';

type Form = ElementTarget['form'];

export type FormReading = {
  readonly asksForMoney: boolean;
  readonly asksForPassword: boolean;
  /** Who may do what. */
  readonly asksForRights: boolean;
  readonly hasFile: boolean;
};

const list = (words: string): RegExp =>
  new RegExp(
    words
      .trim()
      .split(/\s+/)
      .map((word) => skeleton(word))
      .join('|'),
    'u',
  );

/** Names, types and labels of fields, in the words that forms use most; a field counts by any of them. */
const CARD =
  list(`card.?num cardnumber cc.?num ccnum cc-number creditcard credit.card kartennummer num.ro.de.carte n.mero.de.tarjeta
  cvv cvc cc-csc numero.carta kortnummer номер.карт カード番号 卡号 卡號 카드번호`);
const AMOUNT =
  list(`amount betrag montant importe monto valor importo bedrag belopp bel[oø]b summa summe kwota castka částka tutar miktar сумма
  сума ποσ[oό] poso 金額 金额 금액 مبلغ राशि`);
const PAYEE =
  list(`iban recipient payee beneficiary beneficiaire bénéficiaire beneficiario benefici[aá]rio empf[aä]nger begunstigde mottagare modtager
  mottaker saaja odbiorc pr[ií]jemce al[ıi]c[ıi] получател отримувач dikaiouxos δικαιούχ account.?num konto kontonummer rekening sortcode
  routing to_account 口座 受取人 收款 받는 مستفيد लाभार्थी`);
const PASSWORD = list(
  'password passwort kennwort mot.de.passe contrase senha wachtwoord l[oö]senord adgangskode salasana has[lł]o heslo parola [sş]ifre парол κωδικ パスワード 密码 密碼 비밀번호 كلمة.المرور पासवर्ड',
);

const RIGHTS = list(
  'role rolle rôle ruolo papel rooli rola роль ρόλος 役割 権限 角色 权限 權限 역할 권한 permission berechtigung permiso permesso access.level admin',
);

export function readForm(form: Form): FormReading {
  const fields = (form?.fields ?? []).slice(0, 60);
  const text = skeleton(fields.map(({ name, label }) => `${name} ${label}`.slice(0, 300)).join(' | '));
  const types = new Set(fields.map(({ type }) => type.toLowerCase()));
  return {
    asksForMoney: CARD.test(text) || (AMOUNT.test(text) && (PAYEE.test(text) || isAboutMoney(form))),
    asksForPassword: types.has('password') || PASSWORD.test(text),
    asksForRights: RIGHTS.test(text) || RIGHTS_PATH.test(form?.action ?? ''),
    hasFile: types.has('file'),
  };
}

const RIGHTS_PATH =
  /\/(?:roles?|permissions?|members?|admins?|access|acl|iam|policies|security|mfa|2fa)(?:[/?#]|$)/i;

function isAboutMoney(form: Form): boolean {
  return /pay|transfer|transaction|ueberweis|uberweis|virement|bonifico|przelew|overboek|overf|prevod|siirto|havale|checkout|donat/i.test(
    form?.action ?? '',
  );
}

/** What sending a form does, whatever its button is called. Empty for a form that only asks (`get`). */
export function formConsequences(form: NonNullable<Form>): readonly Consequence[] {
  const { asksForMoney, asksForPassword, asksForRights, hasFile } = readForm(form);
  if (asksForMoney) return [{ category: 'payment', level: 'critical' }];
  if (asksForPassword) {
    return [
      { category: 'credentials', level: 'high' },
      { category: 'account', level: 'high' },
    ];
  }
  if (form.method.toLowerCase() === 'get' || form.method === 'dialog') return [];
  if (asksForRights) return [{ category: 'account', level: 'high' }];
  if (hasFile) return [{ category: 'upload', level: 'high' }];
  return [{ category: 'sending', level: 'medium' }];
}

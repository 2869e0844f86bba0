import type { ElementTarget } from '../../../shared/domain/target';
import { AMOUNT_WORDS, fieldWords, PAYEE_WORDS } from '../../../shared/text/field-meaning';
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

/** Names, types and labels of fields, in the words that forms use most; a field counts by any of them. */
const CARD =
  fieldWords(`card.?num cardnumber cc.?num ccnum cc-number creditcard credit.card kartennummer num.ro.de.carte n.mero.de.tarjeta
  cvv cvc cc-csc numero.carta kortnummer номер.карт カード番号 卡号 卡號 카드번호`);
const PASSWORD = fieldWords(
  'password passwort kennwort mot.de.passe contrase senha wachtwoord l[oö]senord adgangskode salasana has[lł]o heslo parola [sş]ifre парол κωδικ パスワード 密码 密碼 비밀번호 كلمة.المرور पासवर्ड',
);

const RIGHTS = fieldWords(
  'role rolle rôle ruolo papel rooli rola роль ρόλος 役割 権限 角色 权限 權限 역할 권한 permission berechtigung permiso permesso access.level admin',
);

export function readForm(form: Form): FormReading {
  const fields = (form?.fields ?? []).slice(0, 60);
  const text = skeleton(fields.map(({ name, label }) => `${name} ${label}`.slice(0, 300)).join(' | '));
  const types = new Set(fields.map(({ type }) => type.toLowerCase()));
  return {
    asksForMoney:
      CARD.test(text) || (AMOUNT_WORDS.test(text) && (PAYEE_WORDS.test(text) || isAboutMoney(form))),
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

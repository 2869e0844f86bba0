import { once } from './once';
import { READERS_SOURCE } from './page-readers';

/** Words by which a field is a secret one, in the languages that forms are mostly in; matched as parts of names and labels. */
const PASSWORD =
  'password|passwd|passcode|passphrase|passwort|kennwort|pwd|contrase(?:ñ|n)a|senha|palavra.?passe|mot ?de ?passe|parola|wachtwoord|has(?:ł|l)o|heslo|lozinka|jelsz(?:ó|o)|(?:ş|s)ifre|l(?:ö|o)senord|adgangskode|passord|salasana|пароль|κωδικ(?:ό|ο)ς|كلمة (?:المرور|السر)|סיסמה|पासवर्ड|密码|密碼|パスワード|비밀번호|รหัสผ่าน|m(?:ậ|a)t kh(?:ẩ|a)u|kata sandi';
const CODE =
  '(?<!\\p{L})(?:otp|totp|mfa|2fa|tan|pin)(?!\\p{L})|one.?time|two.?factor|verification.?(?:code|number)|auth(?:entication|enticator|enticación)?.?code|security.?code|access.?code|sms.?code|recovery.?code|backup.?code|einmal(?:code|passwort|kennwort)|best(?:ä|a)tigungs(?:code|nummer)|sicherheitscode|code (?:de|à usage) (?:v(?:é|e)rification|s(?:é|e)curit(?:é|e)|unique)|c(?:ó|o)digo de (?:verificaci(?:ó|o)n|seguridad|seguran(?:ç|c)a|verifica(?:ç|c)(?:ã|a)o)|codice (?:di )?(?:verifica|sicurezza)|verificatiecode|kod weryfikacyjny|do(?:ğ|g)rulama kodu|код подтверждения|认证码|验证码|驗證碼|認証コード|確認コード|인증번호';
const CARD =
  'card.?(?:number|no\\b|num\\b|nr\\b|holder|expir)|cc.?(?:num|number|no|exp|csc|cvc|cvv)(?!\\p{L})|(?<!\\p{L})(?:cvc2?|cvv2?|csc)(?!\\p{L})|kartennummer|kartenpr(?:ü|u)fnummer|num(?:é|e)ro de (?:la )?carte|n(?:ú|u)mero d[eo] (?:la )?(?:tarjeta|cart(?:ã|a)o)|numero (?:della )?carta|kaartnummer|numer karty|kart numaras|номер карты|カード番号|卡号|卡號|카드 ?번호';

/**
 * `fieldKind(element)`: whether a field is for a password, a one-time code or a payment card; null for any other. By type,
 * autocomplete, names and labels. Runs in the page; sent as text, and uses the readers of `page-readers.ts` alone.
 */
const SECRET_FIELDS_SOURCE = `
  const NO_TEXT = ['hidden', 'submit', 'button', 'reset', 'image', 'checkbox', 'radio', 'file', 'range', 'color'];
  const WORDS = { password: /${PASSWORD}/iu, code: /${CODE}/iu, card: /${CARD}/iu };
  const BY_AUTOCOMPLETE = [['password', /(?:current|new)-password/], ['code', /one-time-code/], ['card', /cc-(?:number|csc|exp|name|given|family|additional)/]];
  const spaced = (name) => String(name || '').slice(0, 200).replace(/([\\p{Ll}])(\\p{Lu})/gu, '$1 $2').replace(/[_.:[\\]-]+/g, ' ');
  const labelsOf = (element) => Array.from(labels(element) || []).slice(0, 3).map((label) => textContent(label).slice(0, 200));
  const isOneChar = (element) => tagOf(element) === 'input' && Number(attribute(element, 'maxlength')) === 1;
  /* A code in as many boxes as it has digits. */
  const isBoxOfCode = (element) => {
    if (!isOneChar(element)) return false;
    let around = parentOf(element);
    for (let level = 0; level < 3 && around; level += 1, around = parentOf(around)) {
      if (Array.from(select(around, 'input[maxlength="1"]')).length >= 4) return true;
    }
    return false;
  };
  const kindOfField = (element) => {
    const tag = tagOf(element);
    const type = tag === 'input' ? inputType(element) : tag;
    if (NO_TEXT.includes(type)) return null;
    const hint = String(attribute(element, 'autocomplete') || '').toLowerCase();
    for (const [kind, pattern] of BY_AUTOCOMPLETE) if (pattern.test(hint)) return kind;
    const names = ['name', 'id', 'aria-label', 'placeholder', 'title'].map((name) => spaced(attribute(element, name)));
    const words = [...names, ...labelsOf(element)].join(' | ');
    if (type === 'password') return WORDS.card.test(words) ? 'card' : WORDS.code.test(words) ? 'code' : 'password';
    if (type === 'select' || type === 'email' || type === 'search' || type === 'date') return null;
    for (const kind of ['card', 'code', 'password']) if (WORDS[kind].test(words)) return kind;
    return isBoxOfCode(element) ? 'code' : null;
  };
  /* What a field was once it stays, whatever its type and name become. */
  const known = new WeakMap();
  const fieldKind = (element) => {
    const kind = known.get(element) || kindOfField(element);
    if (kind) known.set(element, kind);
    return kind;
  };`;

/**
 * The same with a memory, once for each document: a field is known from the moment that it is typed into, before a page
 * makes another of it. Answers `{ fieldKind }`, to every program of ours alike.
 */
export const SECRET_FIELDS_PROGRAM = once(
  'airlockSecretFields',
  `
  ${READERS_SOURCE}
  ${SECRET_FIELDS_SOURCE}
  const note = (event) => {
    const [target] = event.composedPath();
    if (isElement(target)) fieldKind(target);
  };
  for (const type of ['focusin', 'beforeinput']) addEventListener(type, note, { capture: true, passive: true });
  return { fieldKind };`,
);

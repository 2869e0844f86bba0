import { describe, expect, it } from 'vitest';
import { MEANINGS } from '../../../../../electron/engine/sandbox/sign-in/lexicon';
import { meaningsOf, meaningsOfName } from '../../../../../electron/engine/sandbox/sign-in/read-words';

describe('the words around a form', () => {
  it.each([
    ['Sign in', 'signIn'],
    ['LOG IN', 'signIn'],
    ['Anmelden', 'signIn'],
    ['Se connecter', 'signIn'],
    ['Iniciar sesión', 'signIn'],
    ['Accedi', 'signIn'],
    ['Zaloguj się', 'signIn'],
    ['Přihlásit se', 'signIn'],
    ['Giriş yap', 'signIn'],
    ['Войти', 'signIn'],
    ['Увійти', 'signIn'],
    ['Σύνδεση', 'signIn'],
    ['התחברות', 'signIn'],
    ['تسجيل الدخول', 'signIn'],
    ['लॉगिन', 'signIn'],
    ['เข้าสู่ระบบ', 'signIn'],
    ['ログインする', 'signIn'],
    ['登录', 'signIn'],
    ['로그인', 'signIn'],
    ['Đăng nhập', 'signIn'],
    ['Create your account', 'signUp'],
    ['Konto erstellen', 'signUp'],
    ['Crear una cuenta', 'signUp'],
    ['新規登録', 'signUp'],
    ['साइन अप', 'signUp'],
    ['สมัครสมาชิก', 'signUp'],
    ['Repeat password', 'newPassword'],
    ['Passwort bestätigen', 'newPassword'],
    ['Mot de passe oublié', 'changePassword'],
    ['Show password', 'otherWay'],
    ['Sign in with Google', 'otherWay'],
    ['パスワード', 'password'],
    ['Adresse e-mail', 'userName'],
    ['Enter the 6-digit code', 'code'],
    ['Enter the verification code', 'code'],
    ['인증번호', 'code'],
    ['Promo code', 'noCode'],
    ['Join our newsletter', 'newsletter'],
    ['Rechercher', 'search'],
  ] as const)('“%s” mean %s', (text, meaning) => {
    expect(meaningsOf(text)).toContain(meaning);
  });

  it.each([
    ['Blogging infrastructure', 'signIn'],
    ['Signing ceremony', 'signIn'],
    ['Passport', 'password'],
    ['Research', 'search'],
    ['Barcode', 'code'],
    ['', 'signIn'],
  ] as const)('“%s” do not mean %s', (text, meaning) => {
    expect(meaningsOf(text)).not.toContain(meaning);
  });

  it('are read whatever the case, the width and the accents', () => {
    for (const text of ['SIGN IN', 'Sign‑in', 'Ｓｉｇｎ ｉｎ', 'iniciar sesion', 'INICIAR SESIÓN'])
      expect(meaningsOf(text)).toContain('signIn');
  });

  it('are of one script each, so that no entry was mistyped', () => {
    const scripts = ['Latin', 'Cyrillic', 'Greek', 'Hebrew', 'Arabic', 'Devanagari', 'Thai', 'Hangul'];
    const entries = Object.values(MEANINGS).flatMap((list) =>
      list
        .trim()
        .split(/\s+/)
        .flatMap((entry) => entry.split('_')),
    );
    const mixed = entries.filter(
      (word) => scripts.filter((script) => new RegExp(`\\p{Script=${script}}`, 'u').test(word)).length > 1,
    );
    expect(mixed).toEqual([]);
  });
});

describe('a name that a program gave', () => {
  it.each([
    ['loginForm', 'signIn'],
    ['frm_login', 'signIn'],
    ['userName', 'userName'],
    ['user-email', 'userName'],
    ['password2', 'newPassword'],
    ['confirmPassword', 'newPassword'],
    ['totpCode', 'code'],
    ['/account/signup', 'signUp'],
    ['newsletter_email', 'newsletter'],
  ] as const)('%s means %s', (name, meaning) => {
    expect(meaningsOfName(name)).toContain(meaning);
  });
});

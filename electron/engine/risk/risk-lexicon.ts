import type { RiskCategory, RiskLevel } from '../../../shared/domain/risk';

type Entry = {
  readonly category: RiskCategory;
  readonly level: RiskLevel;
  readonly words: readonly string[];
};

/**
 * Words on a control that name a consequence, lower case without accents, in the languages that web applications are
 * most often met in. A phrase matches as whole words.
 */
const ENTRIES: readonly Entry[] = [
  {
    category: 'payment',
    level: 'critical',
    words: split(`
      pay, pay now, payment, purchase, buy, buy now, checkout, check out, place order, order now,
      transfer, send money, wire, withdraw, subscribe, donate, refund, charge, top up, authorize payment,
      bezahlen, zahlen, kaufen, uberweisen, bestellen, zahlungspflichtig bestellen, jetzt kaufen,
      payer, acheter, virement, commander, paiement, regler,
      pagar, comprar, transferir, pago, pagare, paga, acquista, bonifico, ordina,
      betalen, kopen, betala, kop, betal, kob, zaplac, kup, przelew, оплатить, купить, перевести,
      支払う, 購入, 注文, 送金, 支付, 付款, 购买, 转账`),
  },
  {
    category: 'deletion',
    level: 'high',
    words: split(`
      delete, delete all, remove, erase, destroy, discard, purge, wipe, drop, clear all, empty trash,
      terminate, deactivate, revoke, reset, uninstall, cancel subscription, close account, trash, void,
      loschen, entfernen, verwerfen, zurucksetzen, kundigen, vernichten,
      supprimer, effacer, retirer, reinitialiser, resilier,
      eliminar, borrar, quitar, excluir, apagar, remover, elimina, cancella, rimuovi,
      verwijderen, wissen, ta bort, radera, slet, slett, usun, skasuj, удалить, стереть,
      削除, 消去, 删除, 移除, 清空`),
  },
  {
    category: 'sending',
    level: 'high',
    words: split(`
      send, send now, publish, post, tweet, reply, forward, share, submit, broadcast, release, deploy,
      upload, merge, invite, notify, e-mail, email,
      senden, absenden, veroffentlichen, teilen, einladen, antworten, freigeben, hochladen,
      envoyer, publier, partager, soumettre, inviter, repondre,
      enviar, publicar, compartir, compartilhar, responder, invitar, invia, pubblica, condividi, rispondi,
      verzenden, versturen, delen, skicka, publicera, dela, wyslij, opublikuj, отправить, опубликовать,
      送信, 投稿, 公開, 共有, 发送, 发布, 分享, 提交`),
  },
  {
    category: 'account',
    level: 'high',
    words: split(`
      sign in, log in, login, sign up, register, create account, sign out, log out, logout,
      change password, reset password, password, grant access, permissions, make admin, add user, api key,
      two-factor, transfer ownership, generate token, connect account, link account,
      anmelden, einloggen, registrieren, konto erstellen, abmelden, kennwort, passwort, berechtigung,
      connexion, se connecter, creer un compte, mot de passe, deconnexion, s inscrire,
      iniciar sesion, entrar, registrarse, crear cuenta, contrasena, senha, accedi, registrati, password,
      inloggen, aanmelden, wachtwoord, logga in, zaloguj, haslo, войти, пароль, регистрация,
      ログイン, パスワード, 登録, 登录, 注册, 密码`),
  },
  {
    category: 'consent',
    level: 'medium',
    words: split(`
      accept, accept all, agree, i agree, consent, allow, authorize, authorise, approve, confirm, sign,
      terms of service, accept the terms,
      akzeptieren, zustimmen, einverstanden, bestatigen, erlauben, genehmigen, unterschreiben,
      accepter, j accepte, consentir, autoriser, confirmer, signer,
      aceptar, acepto, aceitar, autorizar, confirmar, firmar, accetta, accetto, conferma, consenti,
      accepteren, akkoord, toestaan, bevestigen, godkann, akceptuje, zgadzam, принять, согласен,
      подтвердить,
      同意, 承認, 許可, 确认, 接受, 允许`),
  },
];

function split(list: string): string[] {
  return list
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

export type LexiconHit = {
  readonly category: RiskCategory;
  readonly level: RiskLevel;
  readonly word: string;
};

/** NFKC, lower case, accents off, hidden characters off, separators to one space: what a reader would take it for. */
export function foldText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Variation_Selector}\u115F\u1160\u3164\uFFA0]/gu, '')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/ø/g, 'o')
    .replace(/ł/g, 'l')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const foldedEntries = ENTRIES.map((entry) => ({ ...entry, words: [...new Set(entry.words.map(foldText))] }));

/** Scripts that put no spaces between words, where a phrase counts wherever it stands. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** Each category whose words stand in `text`, with the longest such word. */
export function searchLexicon(text: string): readonly LexiconHit[] {
  const folded = ` ${foldText(text)} `;
  return foldedEntries.flatMap(({ category, level, words }) => {
    const found = words.filter((word) => folded.includes(UNSPACED.test(word) ? word : ` ${word} `));
    const longest = found.sort((a, b) => b.length - a.length)[0];
    return longest === undefined ? [] : [{ category, level, word: longest }];
  });
}

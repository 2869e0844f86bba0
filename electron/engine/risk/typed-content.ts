import type { RiskFinding } from '../../../shared/domain/risk';

/** What is typed, wherever: numbers of cards and accounts, and secrets. The text itself is never quoted. */
export function contentFindings(text: string): readonly RiskFinding[] {
  const isAccount = hasIban(text);
  return [
    // The digits of an account number may pass for those of a card.
    ...(!isAccount && hasCardNumber(text) ? [finding('payment', 'What is typed holds a card number.')] : []),
    ...(isAccount ? [finding('payment', 'What is typed holds an account number (IBAN).')] : []),
    ...(hasSecret(text)
      ? [finding('credentials', 'What is typed looks like a key, token or other secret.')]
      : []),
    ...(EMAIL.test(text.slice(0, MAX_TEXT))
      ? [{ category: 'sending', level: 'low', why: 'What is typed holds an e-mail address.' } as const]
      : []),
  ];
}

const MAX_TEXT = 10_000;
const EMAIL = /[a-z0-9._%+-]{1,64}@[a-z0-9-]{1,63}\.[a-z]{2,24}/i;

function finding(category: RiskFinding['category'], why: string): RiskFinding {
  return { category, level: 'high', why };
}

/** 13 to 19 digits in groups that pass the check of ISO/IEC 7812 (Luhn). */
export function hasCardNumber(text: string): boolean {
  const runs = text.normalize('NFKC').match(/\d(?:[ -]?\d){12,40}/g) ?? [];
  return runs.some((run) => {
    const digits = run.replace(/\D/g, '');
    return digits.length <= 19 && /^[2-6]/.test(digits) && !/^(\d)\1+$/.test(digits) && passesLuhn(digits);
  });
}

function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits.at(-1 - index));
    const doubled = digit * 2;
    sum += index % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** An account number by ISO 13616: two letters, two check digits, and modulo 97 is 1. */
function hasIban(text: string): boolean {
  const found =
    text
      .normalize('NFKC')
      .toUpperCase()
      .match(/\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]){11,30}\b/g) ?? [];
  return found.some((candidate) => {
    const bare = candidate.replace(/[ -]/g, '');
    // Words behind the number may look like its end.
    for (let length = Math.min(bare.length, 34); length >= 15; length -= 1) {
      if (remainder97(bare.slice(4, length) + bare.slice(0, 4)) === 1) return true;
    }
    return false;
  });
}

function remainder97(text: string): number {
  let remainder = 0;
  for (const char of text) {
    const value = Number.parseInt(char, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder;
}

/** Prefixes that makers of keys put before them so that they can be found. */
const KNOWN_SECRETS = new RegExp(
  [
    'sk-[A-Za-z0-9_-]{16,}',
    '(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{10,}',
    'gh[pousr]_[A-Za-z0-9]{20,}',
    'github_pat_[A-Za-z0-9_]{20,}',
    'glpat-[A-Za-z0-9_-]{16,}',
    '(?:AKIA|ASIA)[A-Z0-9]{16}',
    'xox[abeoprs]-[A-Za-z0-9-]{10,}',
    'AIza[A-Za-z0-9_-]{30,}',
    'ya29\\.[A-Za-z0-9_-]{20,}',
    'npm_[A-Za-z0-9]{30,}',
    'pypi-[A-Za-z0-9_-]{20,}',
    'SG\\.[A-Za-z0-9_-]{16,}\\.[A-Za-z0-9_-]{16,}',
    'hf_[A-Za-z0-9]{20,}',
    'dop_v1_[a-f0-9]{40,}',
    'shpat_[a-f0-9]{20,}',
    'AGE-SECRET-KEY-1[A-Z0-9]{20,}',
    'eyJ[A-Za-z0-9_-]{8,}\\.eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}',
    '-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----',
    '(?:postgres(?:ql)?|mysql|mongodb(?:\\+srv)?|redis|amqp)://[^\\s:/@]{1,100}:[^\\s@]{3,100}@',
  ].join('|'),
);

export function hasSecret(text: string): boolean {
  const part = text.slice(0, MAX_TEXT);
  if (KNOWN_SECRETS.test(part)) return true;
  return (part.match(/[A-Za-z0-9+/_=-]{24,200}/g) ?? []).some(looksRandom);
}

/**
 * Letters of both cases and digits mixed as chance would: at least four bits a character (Shannon) in a string without
 * words. Hashes and identifiers in lower-case hex are everywhere and no secrets.
 */
function looksRandom(word: string): boolean {
  if (!/[a-z]/.test(word) || !/[A-Z]/.test(word) || (word.match(/\d/g) ?? []).length < 3) return false;
  if (/\/.*\/|--|__/.test(word)) return false;
  const counts = new Map<string, number>();
  for (const char of word) counts.set(char, (counts.get(char) ?? 0) + 1);
  const bits = [...counts.values()].reduce(
    (sum, n) => sum - (n / word.length) * Math.log2(n / word.length),
    0,
  );
  return bits >= 4;
}

import { hasCardNumber, hasSecret } from '../risk/typed-content';

/** Whether a text holds what must not be shown or kept, by its form alone. */
export function looksSecret(value: string): boolean {
  if (value.length < 13) return false;
  const part = value.slice(0, 2000);
  return (
    (/\d{4}/.test(part) && hasCardNumber(part)) ||
    (part.length >= 20 && !part.includes(' ') && hasSecret(part)) ||
    KEY_IN_TEXT.test(part)
  );
}

/** Of a longer text only what is a key for sure. */
const KEY_IN_TEXT =
  /\b(?:sk-|[srp]k_live_|gh[pousr]_|github_pat_|glpat-|AKIA|xox[abeoprs]-|AIza|eyJ[\w-]{8,}\.eyJ|-----BEGIN )/;

import { segmentWords } from './address';
import type { Facts, KnownField } from './facts';
import { nameSenses } from './words/name-senses';

/** Behind things these are what is asked of them; behind one of them they may be what is set. */
const ASKED =
  /^(?:page|options?|prices?|totals?|fees?|rates?|data|rows|results?|summar(?:y|ies)|table|values|ids|tree|matrix|overview|stats|info|context|allowance|outline|occupancy|average|duplicates|conflicts|benchmark|map|activity|org)$/;
/** These are asked of one thing as well, as nobody sets them. */
const ASKED_OF_ONE =
  /^(?:statements?|balances?|logs?|latest|chart|timeline|breakdown|trends?|candles|usage|history|requirements|fees|insights|calculator)$/;

/**
 * Whether a POST asks for what its path names: `/orders/totals`, `/accounts/3/statement`. Who sends what is named there, a
 * state or an amount sets it.
 */
export function asksOfThings({ address, method, fields }: Facts): boolean {
  if (method !== 'POST' || address.isId.at(-1) === true || address.parts.length < 2) return false;
  const words = segmentWords(address.segments.at(-1) ?? '');
  const last = words.at(-1) ?? '';
  // What stands before it in the same name may say what becomes of it: `deleteRows`.
  const isNoun = words.slice(0, -1).every((word) => nameSenses([word]).length === 0);
  if (!isNoun) return false;
  const isAsked = ASKED_OF_ONE.test(last) || (address.isId.at(-2) !== true && ASKED.test(last));
  return isAsked && !fields.some((field) => !field.isOfQuery && sets(field, last));
}

function sets({ key, sense, value }: KnownField, last: string): boolean {
  if (value === '') return false;
  const name = key.toLowerCase();
  const isNamed = name === last || `${name}s` === last || name === `new${last}`;
  return sense === 'amount' || sense === 'price' || sense === 'state' || (isNamed && last !== 'page');
}

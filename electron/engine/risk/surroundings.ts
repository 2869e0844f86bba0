import type { ElementTarget } from '../../../shared/domain/target';
import { readForm } from './form-meaning';
import { readText } from './lexicon/read-text';
import type { Sense } from './lexicon/sense';

/** What stands around a control, as far as it changes what its own words mean. */
export type Surroundings = {
  /** Lines around it, innermost first. */
  readonly lines: readonly string[];
  readonly senses: ReadonlySet<Sense>;
  /** An amount of money is shown. */
  readonly hasAmount: boolean;
  /** The form asks whom to pay and how much, or for a card. */
  readonly asksForMoney: boolean;
  readonly asksForPassword: boolean;
  /** The question of a dialog, or a page of which everything is about that. */
  readonly title: string;
};

const AMOUNT =
  /(?:[$€£¥₹₽₺₩₴]|\b(?:usd|eur|gbp|chf|pln|sek|nok|dkk|czk|jpy|cny|inr|brl|kr|zł|kč|tl|uah|rub)\b)\s?\d|\d\s?(?:[$€£¥₹₽₺₩₴円元원]|(?:usd|eur|gbp|chf|pln|sek|nok|dkk|czk|jpy|cny|inr|brl|kr|zł|kč|tl|uah|rub|руб|грн|ريال|درهم)(?![\p{L}]))/iu;

export function readSurroundings(target: ElementTarget): Surroundings {
  const lines = target.context.split('\n').filter((line) => line.trim() !== '');
  const around = [...lines, target.pageTitle].join(' · ');
  const { asksForMoney, asksForPassword } = readForm(target.form);
  return {
    lines,
    senses: new Set(readText(around).spots.map(({ sense }) => sense)),
    hasAmount: AMOUNT.test(around) || AMOUNT.test(target.name.slice(0, 200)),
    asksForMoney,
    asksForPassword,
    title: target.pageTitle,
  };
}

/** Nothing around: for a line of text judged by itself. */
export const NOWHERE: Surroundings = {
  lines: [],
  senses: new Set(),
  hasAmount: false,
  asksForMoney: false,
  asksForPassword: false,
  title: '',
};

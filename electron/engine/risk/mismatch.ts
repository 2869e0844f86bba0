import type { Action } from '../../../shared/domain/action';
import { isAtLeast, type RiskFinding } from '../../../shared/domain/risk';
import type { ElementTarget, Target } from '../../../shared/domain/target';
import { labelOf } from '../../../shared/text/element-label';
import { skeleton } from '../../../shared/text/skeleton';
import { shortLabel } from '../../../shared/text/visible-text';
import { assessRisk } from './assess-risk';
import { readText } from './lexicon/read-text';

/** What the agent said it acts on, and what is there; both shortened and with hidden characters written out. */
export type Mismatch = { readonly said: string; readonly found: string };

const CLICKS: ReadonlySet<string> = new Set([
  'left_click',
  'double_click',
  'triple_click',
  'middle_click',
  'use_passkey',
]);

/**
 * Where the agent's words name another control than the one under the pointer; null when they don't, or can't be told.
 * Only the last sentence counts that speaks of a click, and only names that stand in quotes or before a word like
 * “button”: an alarm that cries wolf is not looked at.
 */
export function findMismatch(
  agentWords: string,
  action: Action,
  targets: readonly Target[],
): Mismatch | null {
  if (!CLICKS.has(action.member)) return null;
  const target = targets.at(-1);
  if (target === undefined || target.kind !== 'element') return null;
  const called = namesOf(target);
  if (called.length === 0) return null;
  const sentence = lastSentence(agentWords);
  const said = spokenNames(sentence);
  if (said.length > 0) {
    if (said.some((name) => called.some((own) => isSame(own, name))) || mentions(agentWords, called))
      return null;
    return report(said.at(-1) ?? '', target);
  }
  return contradiction(sentence, assessRisk(action, targets), target, called);
}

const namesOf = ({ name, text }: ElementTarget): string[] =>
  [name, text].map((own) => skeleton(own.slice(0, 300))).filter((own) => own !== '');

const report = (said: string, target: ElementTarget): Mismatch => ({
  said: shortLabel(said, 60),
  found: shortLabel(labelOf(target), 60),
});

const MAX_WORDS = 2000;

/** The last sentence that says something is done; numbers and abbreviations do not end one. */
function lastSentence(words: string): string {
  const sentences = words
    .slice(-MAX_WORDS)
    .split(/(?<=[.!?。！？:])\s+|\n+/)
    .filter((sentence) => /\p{L}/u.test(sentence));
  const acting = sentences.filter((sentence) => ACTING.test(sentence));
  return acting.at(-1) ?? sentences.at(-1) ?? '';
}

const ACTING =
  /\b(?:click|press|tap|select|choos|hit|push|use|open|klick|drück|wähl|cliqu|appu|haga? clic|pulsa|presion|clic|premo|clicc|klik|druk|tryck|paina)/i;

const QUOTED =
  /[“"„«「『]([^“”"„«»「」『』\n]{1,80})[”"“»」』]|(?<!\p{L})[‘'‚‹]([^‘’'‚‹›\n]{1,60})[’'‘›](?!\p{L})/gu;
/** “the Download button”, “the Sign in link”: capitalised, as it stands on the screen. */
const CALLED =
  /\b[Tt]he\s+(\p{Lu}[\p{L}\p{N}&’'-]*(?:\s+[\p{L}\p{N}&’'-]+){0,3}?)\s+(?:button|link|tab|icon|menu item|option|checkbox|field|menu)\b/gu;

/** What a sentence quotes that could be the name of a control. A text to be typed is not clicked. */
function spokenNames(sentence: string): readonly string[] {
  const quoted = [...sentence.matchAll(QUOTED)].map((match) => match[1] ?? match[2] ?? '');
  const called = [...sentence.matchAll(CALLED)].map((match) => match[1] ?? '');
  return [...quoted, ...called].map((name) => name.trim()).filter((name) => /[\p{L}\p{N}]/u.test(name));
}

const letters = (text: string): string =>
  skeleton(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** One is the other, or the beginning or a part in whole words of it: “Export” for “Export as CSV…”. */
function isSame(own: string, spoken: string): boolean {
  const [one, other] = [letters(own), letters(spoken)];
  if (one === '' || other === '') return true;
  if (one === other || ` ${one} `.includes(` ${other} `) || ` ${other} `.includes(` ${one} `)) return true;
  const shared = one.split(' ').filter((word) => word.length > 3 && other.split(' ').includes(word));
  return shared.length > 0 && readText(own).spots.length === 0;
}

/** Said anywhere, it is no surprise. A name of one or two letters is in every text. */
function mentions(words: string, called: readonly string[]): boolean {
  const text = ` ${letters(words.slice(-MAX_WORDS))} `;
  return called.map(letters).some((name) => name.length > 2 && text.includes(` ${name} `));
}

/** Words that speak of looking or saving only, while the control pays or deletes. */
function contradiction(
  sentence: string,
  findings: readonly RiskFinding[],
  target: ElementTarget,
  called: readonly string[],
): Mismatch | null {
  const isGrave = findings.some(
    ({ category, level }) => (category === 'payment' || category === 'deletion') && isAtLeast(level, 'high'),
  );
  if (!isGrave || mentions(sentence, called)) return null;
  const senses = new Set(readText(sentence).spots.map(({ sense }) => sense));
  const isHarmless = senses.has('look') || senses.has('download');
  const speaksOfIt = GRAVE.some((sense) => senses.has(sense));
  return isHarmless && !speaksOfIt ? report(sentence, target) : null;
}

const GRAVE = [
  ...([
    'delete',
    'remove',
    'clear',
    'discard',
    'terminate',
    'pay',
    'transfer',
    'checkout',
    'confirm',
    'trash',
  ] as const),
  ...(['send', 'callOff', 'agree', 'subscribe', 'next'] as const),
];

import { plainForm, skeleton } from '../../../../shared/text/skeleton';
import { LANGUAGES } from './languages';
import { SENSES, type Sense } from './sense';
import { type Spot, WordIndex, wordsOf } from './word-index';

/** Senses that make an action look harmless. They are read only from text that is plainly what it seems. */
const SOOTHING: ReadonlySet<Sense> = new Set([
  ...([
    'look',
    'callOff',
    'undo',
    'not',
    'later',
    'view',
    'cart',
    'cookie',
    'place',
    'section',
    'record',
    'row',
    'document',
    'told',
  ] as const),
]);
const ALARMING: ReadonlySet<Sense> = new Set(SENSES.filter((sense) => !SOOTHING.has(sense)));
/** What things are done to: they count inside of a longer phrase too. */
const OBJECTS: ReadonlySet<Sense> = new Set([
  ...([
    'money',
    'contract',
    'view',
    'cart',
    'trash',
    'forever',
    'grave',
    'people',
    'secret',
    'access',
  ] as const),
  ...([
    'owner',
    'terms',
    'cookie',
    'public',
    'message',
    'machine',
    'proposal',
    'guard',
    'crowd',
    'others',
  ] as const),
]);

const MAX_TEXT = 600;
/** NFC keeps what skeleton does to accents away from letters that are their own, as й and ё. */
const foldPlain = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/(?=\p{M})\p{Script=Inherited}/gu, '')
    .normalize('NFC')
    .replace(/ß/g, 'ss')
    .replace(/ı/g, 'i');

const alarming = new WordIndex(LANGUAGES, ALARMING, skeleton);
const soothing = new WordIndex(LANGUAGES, SOOTHING, foldPlain);

/** What the words of a text mean. `words` is how many it has. */
export type Reading = { readonly spots: readonly Spot[]; readonly words: number };

/**
 * Alarming words are found through look-alikes, hidden characters and accents; soothing ones only where the text has
 * none of those, so that no disguise makes an action look more harmless.
 */
export function readText(text: string): Reading {
  const short = text.slice(0, MAX_TEXT).replace(/[&＆]/g, ' and ');
  const disguised = wordsOf(skeleton(short));
  const plain = plainForm(short);
  const bare = plain === null ? [] : wordsOf(foldPlain(plain));
  const spots = [...alarming.find(disguised), ...soothing.find(bare)];
  return { spots: outermost([...spots, ...spacedOut(disguised)]), words: disguised.length };
}

/** “D e l e t e” and “De-lete”: what the letters say without what stands between them. */
function spacedOut(words: readonly string[]): Spot[] {
  const joined = words.join('');
  if (words.length < 2 || joined.length > 20 || joined.length < 5) return [];
  return alarming.hasWord(joined).map((sense) => ({ sense, from: 0, to: words.length }));
}

/**
 * A verb inside of a longer phrase is not one of its own: *cancel subscription* does not call anything off. Neither is one
 * that is the plain name of a section, as *Überweisungen*.
 */
function outermost(spots: readonly Spot[]): Spot[] {
  return spots.filter((spot) => OBJECTS.has(spot.sense) || !spots.some((other) => covers(other, spot)));
}

/** These say something beside what is done, and take nothing from it; *about to* is not *about*. */
const BESIDE: ReadonlySet<Sense> = new Set(['about', 'slide', 'crowd', 'others', 'browse', 'told'] as const);

function covers(other: Spot, spot: Spot): boolean {
  if (other.sense === 'not' || (BESIDE.has(other.sense) && spot.sense !== 'look')) return false;
  if (other.from > spot.from || other.to < spot.to) return false;
  const isLonger = other.to - other.from > spot.to - spot.from + 1e-9;
  return isLonger || (other.sense === 'section' && spot.sense !== 'section');
}

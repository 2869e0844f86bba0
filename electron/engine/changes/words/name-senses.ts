import { readText } from '../../risk/lexicon/read-text';
import type { Sense } from '../../risk/lexicon/sense';
import { API_SENSES, API_WORDS, type ApiSense, NOUNS } from './api-words';

/** A word of a name with what it means; `word` is as it stands in the name. */
export type NameWord = { readonly word: string; readonly senses: readonly ApiSense[] };

const SINGLE = new Map<string, ApiSense[]>();
const PAIRS = new Map<string, ApiSense[]>();
const MOST_TOGETHER = 4;

for (const sense of API_SENSES) {
  for (const entry of API_WORDS[sense].trim().split(/\s+/)) {
    const table = entry.includes('_') ? PAIRS : SINGLE;
    const key = entry.replaceAll('_', ' ');
    const known = table.get(key);
    if (known === undefined) table.set(key, [sense]);
    else if (!known.includes(sense)) known.push(sense);
  }
}

/** What the lexicon's senses are in the name of a request. What is missing there makes labels only. */
const FROM_LEXICON: Partial<Readonly<Record<Sense, ApiSense>>> = {
  delete: 'delete',
  remove: 'delete',
  discard: 'delete',
  terminate: 'cancel',
  callOff: 'cancel',
  clear: 'clear',
  pay: 'pay',
  checkout: 'pay',
  transfer: 'transfer',
  subscribe: 'subscribe',
  send: 'send',
  reply: 'send',
  invite: 'invite',
  grant: 'grant',
  run: 'run',
  agree: 'agree',
  allow: 'grant',
  refuse: 'decide',
  sign: 'sign',
  login: 'login',
  logout: 'logout',
  signUp: 'signUp',
  upload: 'upload',
  attach: 'upload',
  download: 'download',
  add: 'create',
  change: 'update',
  next: 'update',
  undo: 'undo',
  confirm: 'commit',
  look: 'read',
  money: 'money',
  contract: 'order',
  people: 'people',
  access: 'rights',
  owner: 'rights',
  public: 'rights',
  secret: 'secret',
  message: 'message',
  machine: 'machine',
  grave: 'grave',
  forever: 'all',
  cart: 'slight',
  cookie: 'slight',
};

const MOST_KEPT = 2000;
const kept = new Map<string, readonly NameWord[]>();

/** What the words of a name mean. The same names come again and again, so some are remembered. */
export function nameSenses(words: readonly string[]): readonly NameWord[] {
  const key = words.join(' ');
  const known = kept.get(key);
  if (known !== undefined) return known;
  const read = readWords(words);
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(key, read);
  return read;
}

/** Words that are slight where nothing follows, and else mean what does: `conversations.mark` and `markPaid`. */
const LAST: ReadonlySet<string> = new Set(['mark', 'flag', 'unflag']);
const SLIGHTLY: readonly ApiSense[] = ['slightly'];

function readWords(words: readonly string[]): readonly NameWord[] {
  const found: NameWord[] = [];
  for (let at = 0; at < words.length; ) {
    const word = words[at] ?? '';
    const taken = takeTogether(words, at);
    if (taken === null) {
      found.push(
        ...(at === words.length - 1 && LAST.has(word) ? [{ word, senses: SLIGHTLY }] : readOne(word)),
      );
      at += 1;
    } else {
      found.push(taken.word);
      at += taken.length;
    }
  }
  return found;
}

function takeTogether(words: readonly string[], at: number): { word: NameWord; length: number } | null {
  for (let length = Math.min(MOST_TOGETHER, words.length - at); length > 1; length -= 1) {
    const word = words.slice(at, at + length).join(' ');
    const senses = PAIRS.get(word) ?? PAIRS.get(singular(word));
    if (senses !== undefined) return { word: { word, senses }, length };
  }
  return null;
}

function readOne(word: string): readonly NameWord[] {
  const own = ownSenses(word);
  if (own !== null) return [{ word, senses: own }];
  const glued = GLUED.exec(word);
  const rest = glued?.[2] ?? '';
  const verb = glued?.[1] ?? '';
  if (rest !== '' && ownSenses(rest) !== null) return [...readOne(verb), ...readOne(rest)];
  return [{ word, senses: fromLexicon(word) }];
}

/** Two words written as one in small letters, as in `deleteinvoice`. */
const GLUED =
  /^(delete|remove|destroy|update|create|cancel|approve|search|submit|send|get|list|save)([a-z]{4,})$/;

/** More than one of something is a thing: `charges` are, and `charge` may be what is done. */
function ownSenses(word: string): readonly ApiSense[] | null {
  const exact = SINGLE.get(word);
  if (exact !== undefined) return exact;
  const senses = SINGLE.get(singular(word)) ?? null;
  const nouns = senses?.filter((sense) => NOUNS.has(sense)) ?? [];
  return nouns.length > 0 ? nouns : senses;
}

function singular(word: string): string {
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(?:s|x|ch|sh)es$/.test(word)) return word.slice(0, -2);
  return word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}

/** Addresses are often written without umlauts: `loeschen` is looked up as `löschen` too. */
function fromLexicon(word: string): readonly ApiSense[] {
  if (word.length < 3 && /^[a-z]+$/.test(word)) return [];
  const spelled = word.replaceAll('ae', 'ä').replaceAll('oe', 'ö').replaceAll('ue', 'ü');
  const { spots } = readText(spelled === word ? word : `${word} ${spelled}`);
  const senses = spots.flatMap(({ sense }) => FROM_LEXICON[sense] ?? []);
  return [...new Set(senses)];
}

import type { ApiSense } from './api-words';
import { NOUNS } from './api-words';
import { type Deed, isWorse, type Meaning } from './deed';
import { deedByVerb } from './deeds-by-verb';
import { Name, namesThing } from './name';
import { nameSenses } from './name-senses';

/** Verbs that are meant wherever they stand in a name. */
const STRONG: ReadonlySet<ApiSense> = new Set<ApiSense>([
  'delete',
  'cancel',
  'pay',
  'transfer',
  'grant',
  'invite',
]);

/**
 * What the name of something to be called does: `deleteInvoice`, `invoices.list`, `rechnung_loeschen`. `around` are words
 * before it, which may say to what. Null: its words are not known, or name things alone.
 */
export function nameMeaning(words: readonly string[], around: readonly string[] = []): Meaning | null {
  const name = new Name(words, around);
  if (words[0] === 'mark' && /^(?:read|unread|seen|viewed)$/.test(words.at(-1) ?? '')) return marked(name);
  // To load a wallet is no reading.
  if (words.join(' ') === 'load' && name.has('money')) {
    return {
      kind: 'change',
      deed: { category: 'payment', level: 'critical', verb: 'pay', object: name.object, why: '' },
    };
  }
  const verbs = name.verbs();
  if (verbs.length === 0) return null;
  const changing = verbs.filter((verb) => verb !== 'read' && verb !== 'traffic');
  if (isReading(name, verbs, changing) || isMadeToRead(changing, around)) return { kind: 'reading' };
  if (isTraffic(name, verbs, changing)) return { kind: 'traffic' };
  const { object } = name;
  // The first verb says what is done; what is joined to it counts as well.
  const meant = name.has('and') ? changing : changing.filter((verb, at) => at === 0 || STRONG.has(verb));
  const deeds = meant.flatMap((verb): Deed[] => {
    const bare = deedByVerb(verb, name);
    return bare === null ? [] : [{ ...bare, object, why: '' }];
  });
  const [first] = deeds;
  if (first === undefined) return null;
  return { kind: 'change', deed: deeds.reduce((worst, one) => (isWorse(one, worst) ? one : worst), first) };
}

/** `markConversationAsRead`, whatever stands between. */
const marked = ({ object }: Name): Meaning => ({
  kind: 'change',
  deed: { category: 'sending', level: 'low', verb: 'mark as read', object, why: '' },
});

/** Words that ask wherever they stand; others of that sense may be names of things, as a list or a view. */
const ASKING =
  /^(?:validate|suggest|get|fetch|find|search|query|lookup|load|retrieve|is|has|can|check|count|exists?|preview|estimate|calculate|compute|obtener|chercher|suche?n?|hole?n?|lade|pobierz|szukaj|haal|sok|hent|hamta|consultar|consulta|consultare|pesquisar|rechercher|lister|listar|cercare|poisk|najti|kensaku|ichiran|hesapla|sorgula|listele|calcular|calculer|berechne|berechnen|oblicz|sprawdz|previsualizar|simular|simuler|simula)$/;
/** What is made only to be read. */
const MADE_TO_READ = /^(?:reports?|previews?|exports?|statistics?|stats|summary|search|query|pdf|csv)$/;

/** `/report/generate`: what is made is said before. */
const isMadeToRead = (changing: readonly ApiSense[], around: readonly string[]): boolean =>
  changing.length > 0 &&
  changing.every((verb) => verb === 'create' || verb === 'run') &&
  MADE_TO_READ.test(around.at(-1) ?? '');

/** `getDeletedInvoices`, `invoices.list`, `orderPreview`; not `getAndDelete`, `createQuote`, `listDelete`. */
function isReading(name: Name, verbs: readonly ApiSense[], changing: readonly ApiSense[]): boolean {
  const last = name.words.at(-1);
  if (changing.length === 0) return verbs.includes('read') && !verbs.includes('traffic');
  if (name.has('and')) return false;
  const closes = last?.senses ?? [];
  const isDeedLast =
    closes.some((sense) => (changing as readonly ApiSense[]).includes(sense)) &&
    !closes.some((sense) => NOUNS.has(sense));
  const isStrongLast =
    isDeedLast && closes.some((sense) => STRONG.has(sense)) && !/(?:tion|al|ment)s?$/.test(last?.word ?? '');
  if (verbs[0] === 'read') {
    const first = name.words.find(({ senses }) => senses.includes('read'));
    return ASKING.test(first?.word ?? '') ? !isStrongLast : !isDeedLast;
  }
  const isOfMaking = changing.every((verb) => verb === 'create' || verb === 'run' || verb === 'download');
  if (isOfMaking && name.words.some(({ word }) => MADE_TO_READ.test(word)))
    return !name.has('machine', 'grave');
  const [opening] = name.words;
  const opensWithDeed = opening?.senses.some((sense) => changing.includes(sense)) && !namesThing(opening);
  return closes.includes('read') && !opensWithDeed;
}

function isTraffic(name: Name, verbs: readonly ApiSense[], changing: readonly ApiSense[]): boolean {
  if (changing.some((verb) => STRONG.has(verb))) return false;
  if (changing.length === 0 || verbs[0] === 'traffic') return true;
  return name.words.at(-1)?.senses.includes('traffic') ?? false;
}

/** What an HTTP method does to what a path names; null: it only creates, and nothing known. */
export function resourceDeed(
  verb: 'create' | 'update' | 'delete',
  parts: readonly (readonly string[])[],
): Deed | null {
  const isNamed = parts.map((part) => nameSenses(part).some(namesThing));
  const at = isNamed.lastIndexOf(true);
  const object = (parts.at(-1) ?? []).join(' ');
  if (at < 0 && verb === 'create') return null;
  const named = parts[at] ?? [];
  const around = parts[at - 1] ?? [];
  const bare = deedByVerb(verb, new Name(thingsOf(named)));
  if (bare === null) return null;
  if (isPartOfSlight(named, around)) return { ...bare, level: 'low', object, why: '' };
  // What is deleted of an account is not the account.
  const isPart = at < parts.length - 1 && bare.level === 'critical' && verb === 'delete';
  return { ...bare, level: isPart ? 'high' : bare.level, object, why: '' };
}

const thingsOf = (words: readonly string[]): readonly string[] =>
  nameSenses(words).flatMap((one) =>
    namesThing(one) || one.senses.includes('all') ? one.word.split(' ') : [],
  );

/** What is kept there is how things look, whatever it is called. */
const OF_VIEW = /^(?:preferences?|prefs|ui|layout|viewsettings)$/;

/** The items of a cart, the files of a draft and the order of columns are as slight as these are. */
function isPartOfSlight(part: readonly string[], around: readonly string[]): boolean {
  const senses = new Set(nameSenses(part).flatMap((one) => one.senses));
  const isPlain = [...senses].every((sense) => !NOUNS.has(sense) || sense === 'thing' || sense === 'file');
  if (OF_VIEW.test(around.at(-1) ?? '') && !new Name(part).has('money', 'rights', 'secret', 'people'))
    return true;
  const isOrderOf = part.length === 1 && part[0] === 'order';
  return (isPlain || isOrderOf) && around.length > 0 && new Name(around).isSlight;
}

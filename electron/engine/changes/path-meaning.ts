import { type Address, segmentWords } from './address';
import { asksOfThings } from './asked-of-things';
import type { Facts } from './facts';
import { onlyPulls } from './list-shape';
import { asksForRight } from './ordered';
import { type ApiSense, NOUNS } from './words/api-words';
import { type Deed, type Meaning, withWhy } from './words/deed';
import { nameMeaning, resourceDeed } from './words/name-meaning';
import { nameSenses } from './words/name-senses';

/** What a path says of an unsafe request. `isByMethod`: it names a thing, and only the method says what becomes of it. */
export type PathMeaning = { readonly meaning: Meaning; readonly isByMethod: boolean };

export function pathMeaning(facts: Facts): PathMeaning | null {
  if (facts.body.calls.length > 0 && CALLED_AT.test(facts.address.rawPath)) return null;
  const read = slightOfOne(facts) ?? (asksOfThings(facts) ? READING : meaningOf(facts));
  return read?.isByMethod === true && isOnlyAnAddress(facts) ? null : read;
}

/** One address takes in all calls, and is called after that. */
const CALLED_AT = /\/livewire(?:-\w+)?\/(?:update|message)|\/dwr\/(?:call|exec)\/|\/aura$/i;

/** Server actions of Next.js are sent to the page that one is on, and grants of tokens to where all of them are. */
const isOnlyAnAddress = ({ headers, fields }: Facts): boolean =>
  headers.has('next-action') || fields.some(({ key }) => /^grant_?type$/i.test(key));

/**
 * `/messages/3/read` marks it as read, and `/orders/read` asks for some; `/articles/3/save` without anything to be saved puts
 * it on a list of one's own.
 */
function slightOfOne({ address, method, fields, body }: Facts): PathMeaning | null {
  if (method !== 'POST' && method !== 'PUT') return null;
  const last = (address.parts.at(-1) ?? []).join(' ');
  const before = address.parts.at(-2) ?? [];
  const isOfOne = address.isId.at(-2) === true && address.isId.at(-1) === false;
  const isEmpty =
    body.format === 'none' || fields.every(({ isOfQuery, sense }) => isOfQuery || sense === 'mark');
  if (last === 'save' && isOfOne && isEmpty && body.isReadable) return slight('keep', before);
  const around = nameSenses(before).flatMap(({ senses }) => senses);
  const isOfWords = isOfOne || around.some((sense) => sense === 'message' || sense === 'slight');
  return last === 'read' && isOfWords ? slight('mark as read', before) : null;
}

function slight(verb: string, object: readonly string[]): PathMeaning {
  const deed: Deed = { category: 'sending', level: 'low', verb, object: object.join(' '), why: NAMED };
  return { meaning: { kind: 'change', deed }, isByMethod: false };
}

/** What an upkeep of its own is asked: which variant, whether a captcha was solved. */
const OF_UPKEEP = /^(?:assign|evaluate|verify|submit|report|push|send|batch|bulk|check|solve)$/;

const READING: PathMeaning = { meaning: { kind: 'reading' }, isByMethod: false };
const NAMED = 'Its path names what is to be done.';

function meaningOf(facts: Facts): PathMeaning | null {
  const { method, address } = facts;
  const parts = address.parts;
  const endsInId = address.isId.at(-1) === true;
  const lastName = address.segments.at(-1) ?? '';
  if (method === 'POST' && (ASKS_FIRST.test(lastName) || asksForRight(address))) return READING;
  if (method === 'POST' && /^sync$/i.test(lastName) && onlyPulls(facts))
    return { meaning: { kind: 'traffic' }, isByMethod: false };
  const said = verbOf(address);
  if (method === 'DELETE') return byMethod(deletion(parts, said));
  if (method === 'PUT' || method === 'PATCH' || method === 'MERGE' || method === 'PROPPATCH') {
    if (said !== null && (said.kind === 'traffic' || (said.kind === 'change' && !endsInId)))
      return { meaning: withWhy(said, NAMED), isByMethod: false };
    return byMethod(resourceDeed('update', parts));
  }
  if (said !== null) return { meaning: withWhy(said, NAMED), isByMethod: false };
  if (method === 'POST') return byMethod(resourceDeed(endsInId ? 'update' : 'create', parts));
  return /^(?:MKCOL|COPY|MOVE|LOCK|UNLOCK|LINK|UNLINK)$/.test(method)
    ? byMethod(resourceDeed('update', parts))
    : null;
}

/** What something would do is asked before it is done. */
const ASKS_FIRST =
  /[-_](?:preview|simulation|simulate|estimate|dry[-_]?run|vorschau|apercu|anteprima|onizleme|podglad)$/i;

export const BY_METHOD = 'Its method alters what its path names.';

function byMethod(deed: Deed | null): PathMeaning | null {
  return deed === null
    ? null
    : { meaning: { kind: 'change', deed: { ...deed, why: BY_METHOD } }, isByMethod: true };
}

/** The last part that names something to be done; what comes before it says to what. */
function verbOf({ parts, segments }: Address): Meaning | null {
  const last = parts.at(-1) ?? [];
  const before = parts.at(-2) ?? [];
  const said = nameMeaning(last, before);
  const isOfUpkeep = nameSenses(before).some(({ senses }) => senses.includes('traffic'));
  if (isOfUpkeep && last.length === 1 && OF_UPKEEP.test(last[0] ?? '')) return { kind: 'traffic' };
  if (said !== null) return isNounOnly(last) || isCollection(last, said) ? null : said;
  // `/delete/user`, `/search/people`: the verb stands right before the thing. Behind `/reports/3` it is another thing.
  const isBeside = segmentWords(segments.at(-2) ?? '').join(' ') === before.join(' ');
  const [first] = nameSenses(before);
  const isVerb =
    first !== undefined && first.senses.length > 0 && !first.senses.some((sense) => NOUNS.has(sense));
  return isVerb && isBeside && before.length <= 2 && !isMany(before)
    ? nameMeaning([...before, ...last])
    : null;
}

/** More than one of what is only looked at is a collection, to which something is added: `/tests`, `/samples`. */
const isCollection = (words: readonly string[], said: Meaning): boolean =>
  said.kind === 'reading' && words.length === 1 && isMany(words);

const isMany = (words: readonly string[]): boolean => {
  const last = words.at(-1) ?? '';
  return last.endsWith('s') && !ASKED_IN_MANY.test(last);
};
const ASKED_IN_MANY =
  /^(?:is|has|exists|statistics|stats|searches|queries|suggestions|recommendations|reports|previews|validations|calculations|lookups|aggregations|availabilities|counts|embeddings|summaries|forecasts|simulations|resultats|resultados|facets|details|exports|downloads|kpis|thumbnails|trends|charts|results|kereses|sugerencias|ergebnisse|statistiques|estadisticas|estatisticas|disponibilites|disponibilidades|get.*s)$/;

/** `orders`, `charges`, `post`: in a path the name of a collection, to which something is added. */
function isNounOnly(words: readonly string[]): boolean {
  const senses = nameSenses(words);
  return senses.length === 1 && senses[0] !== undefined && senses[0].senses.some((sense) => NOUNS.has(sense));
}

const ENDED: ReadonlySet<ApiSense> = new Set<ApiSense>(['login', 'logout']);

/** To delete a session is to sign out; to delete a like is as slight as to give one. */
function deletion(parts: readonly (readonly string[])[], said: Meaning | null): Deed | null {
  const last = parts.at(-1) ?? [];
  const isSession =
    /^(?:session|sessions|token)$/.test(last.join(' ')) ||
    nameSenses(last).some(({ senses }) => senses.some((sense) => ENDED.has(sense)));
  if (isSession) return { category: 'account', level: 'low', verb: 'sign out', object: '', why: '' };
  if (said?.kind === 'change' && said.deed.level === 'low' && said.deed.category !== 'download')
    return said.deed;
  if (said?.kind === 'traffic')
    return { category: 'sending', level: 'low', verb: 'end', object: last.join(' '), why: '' };
  return resourceDeed('delete', parts);
}

import { type Address, readAddress, segmentWords } from './address';
import type { SentField } from './bodies/body-reading';
import { fieldSense } from './field-words';
import { commandOf, isPlaceOfMail } from './ordered';
import type { ApiSense } from './words/api-words';
import type { Deed } from './words/deed';
import { nameMeaning } from './words/name-meaning';
import { nameSenses } from './words/name-senses';
import { splitName } from './words/split-name';

/** Whether the address of a GET says that opening it changes something. Pure, never throws. */
export function addressChanges(url: string, type: string): boolean {
  try {
    return getDeed(readAddress(url), type) !== null;
  } catch {
    return false;
  }
}

/** Done by being opened, even where nothing says to what. */
export const SURE: ReadonlySet<ApiSense> = new Set<ApiSense>(['delete', 'logout', 'leave']);
/** Done by being opened where the address says to what. */
export const ORDERS: ReadonlySet<ApiSense> = new Set<ApiSense>([
  ...([
    'delete',
    'logout',
    'leave',
    'cancel',
    'clear',
    'grant',
    'decide',
    'run',
    'protect',
    'commit',
    'undo',
    'agree',
    'slightly',
  ] as const),
]);
/** Names of pages on which one does it, unless a program asks for them. */
export const PAGES: ReadonlySet<ApiSense> = new Set<ApiSense>([
  'pay',
  'transfer',
  'send',
  'sign',
  'subscribe',
  'invite',
]);
/** What is ordered by name (`action=save`), and would be the name of a form's page in a path. */
const NAMED_ORDERS =
  /^(?:save|update|insert|set|toggle|mark|store|modify|rename|move|add|assign|archive|sync|speichern|guardar|enregistrer|hinzufuegen)$/;

/** What opening an address does; null: it only asks for something. */
export function getDeed(address: Address, type: string): Deed | null {
  // Pages that are fetched ahead by Next.js are pages.
  const isPage = address.query.some(({ key }) => key === '_rsc');
  return queryDeed(address) ?? byPath(address, isPage ? 'Document' : type);
}

/** What the query of an address orders. */
export function queryDeed(address: Address): Deed | null {
  const { query, segments } = address;
  if (confirmsSomething(address)) {
    const why = 'The query of its address confirms something.';
    return { category: 'consent', level: 'medium', verb: 'confirm', object: '', why };
  }
  const around = segmentWords(segments.at(-1) ?? '');
  for (const { key, value } of query) {
    // Records of what was done are looked through by its name.
    if (key === 'verb' && OF_RECORDS.test(segments.at(-1) ?? '')) continue;
    const ordered =
      fieldSense(key) === 'command' || /^mode$/i.test(key) ? orderOf(value) : flagOf(key, value, around);
    if (ordered !== null) return { ...ordered, why: 'The query of its address names what is to be done.' };
  }
  return null;
}

const OF_RECORDS = /^(?:audit|logs?|history|activity|events?|journal|protokoll)$/i;

/** `?confirm=yes&zone=3`: what is confirmed stands beside it. */
const confirmsSomething = ({ query }: Address): boolean =>
  query.some(
    ({ key, value }) =>
      /^(?:confirm|bestaetigen|confirmar|confirmer|conferma|potwierdz|onayla)$/i.test(key) &&
      /^(?:yes|true|1|ja|si|oui|sim|tak|evet)$/i.test(value),
  ) && query.some(({ key, value }) => !NOT_TELLING.test(key) && !/confirm/i.test(key) && value !== '');

/** Forms to write something are opened by its name. */
const FORMS =
  /^(?:reply|forward|comment|share|post|apply|respond|compose|e?mail|message|checkout|order|quote|register|report)$/;

function orderOf(value: string): Deed | null {
  const { words, before } = commandOf(value);
  if (FORMS.test(words[0] ?? '') && words.length === 1) return null;
  if (value.length > 60 || words.length === 0 || words.length > 4) return null;
  const meaning = nameMeaning(words, before);
  if (meaning === null || meaning.kind !== 'change' || isPlaceOfMail(words)) return null;
  const opens = nameSenses(words)[0]?.senses ?? [];
  const isOrder =
    NAMED_ORDERS.test(words[0] ?? '') ||
    nameSenses(words).some(({ senses }) => senses.some((sense) => ORDERS.has(sense) || PAGES.has(sense)));
  return isOrder && !opens.includes('read') ? meaning.deed : null;
}

/** `?delete=3`, `?logout`, `?remove_item=8`; not `?cancel_url=`, `?deleted=1`, `?delete=0`. */
function flagOf(key: string, value: string, around: readonly string[]): Deed | null {
  if (/^(?:0|false|no|off|null)$/i.test(value)) return null;
  const words = nameSenses(splitName(key));
  if (words.length === 0 || words.length > 2) return null;
  const [first] = words;
  const isVerb =
    first?.senses.some(
      (sense) =>
        SURE.has(sense) ||
        sense === 'cancel' ||
        sense === 'decide' ||
        (sense === 'slightly' && /[-_ ]|[a-z][A-Z]/.test(key)),
    ) ?? false;
  const isToSomething =
    words.length === 1 ||
    /^(?:id|ids|item)$/.test(words[1]?.word ?? '') ||
    (words[1]?.senses.length ?? 0) > 0;
  if (!isVerb || !isToSomething || first?.senses.some((sense) => sense === 'money' || sense === 'slight'))
    return null;
  // An item is the item of what the path names.
  const own = splitName(key).filter((word) => !/^(?:items?|ids?)$/.test(word));
  const meaning = nameMeaning(own, around);
  return meaning?.kind === 'change' ? meaning.deed : null;
}

const STATIC =
  /\.(?:m?js|css|png|jpe?g|gif|svg|webp|avif|ico|woff2?|ttf|otf|eot|map|mp[34]|webm|wasm|pdf|txt)$/i;
const ABOUT =
  /^(?:docs?|documentation|help|faqs?|blog|wiki|articles?|guides?|learn|kb|support|search|history|news|tutorials?|questions?|tags?|reference|manual|hilfe|aide|ayuda|static|assets|images?|img|icons?|public|posts?|topics?|hc|knowledge-base|examples?|api-docs|swagger)$/i;
const NOT_TELLING =
  /^(?:utm_\w+|lang|locale|hl|page|ref|referrer|return\w*|redirect\w*|next|from|source|tab|v|ver|theme|continue|back|_|_rsc|cache|t|ts)$/i;

const LEAVING: Deed = {
  category: 'consent',
  level: 'medium',
  verb: 'unsubscribe',
  object: '',
  why: 'Its address signs somebody off from something.',
};

/** The word for a sign-out is that for leaving a list, of which an address of mail is a member. */
const leavesByMail = ({ segments, query }: Address): boolean =>
  /^(?:abmelden|abmeldung|austragen|desinscription|desinscrire|se-desabonner|baja|darse-de-baja|cancellati|disiscriviti|wypisz|odhlasit|afmelden|avregistrera)$/i.test(
    segments.at(-1) ?? '',
  ) &&
  query.some(({ key, value }) => /@/.test(value) || /^(?:e|email|mail|list|l|sub|subscriber)$/i.test(key));

function byPath(address: Address, type: string): Deed | null {
  const { segments, isId, query } = address;
  if (leavesByMail(address)) return LEAVING;
  const last = segments.length - 1;
  if (last < 0) return null;
  const keys = query.filter(({ key, value }) => !NOT_TELLING.test(key) && value !== '');
  const lastName = segments[last] ?? '';
  if (STATIC.test(lastName)) return staticDeed(address, keys);
  for (const at of [last, last - 1]) {
    const segment = segments[at];
    if (segment === undefined || isId[at] === true) continue;
    // Before the last part only where that is the name of the thing.
    if (at < last && isId[last] !== true && !/^(?:yes|now|confirm|confirmed|ok|true)$/i.test(lastName)) break;
    const isBeside = isId[at - 1] === true || at < last;
    const isAbout = segments
      .slice(0, at)
      .some((part, before) => ABOUT.test(part) && isId[before + 1] !== true);
    if (isAbout && !isBeside) return null;
    const deed = segmentDeed(segment, {
      isBeside,
      keys,
      isPage: type === 'Document' || type === 'Prefetch',
      isAbout,
      isBehind: at < last,
      around: isId[at - 1] === true ? (segments[at - 2] ?? '') : (segments[at - 1] ?? ''),
    });
    if (deed !== null) return { ...deed, why: 'The path of its address names what is to be done.' };
  }
  return null;
}

/** A picture that is called `delete.png` is one; `/delete/3.png` and `/delete.png?id=3` may be an order. */
function staticDeed({ segments }: Address, keys: readonly SentField[]): Deed | null {
  const name = (segments.at(-1) ?? '').replace(STATIC, '');
  const before = segments.at(-2) ?? '';
  const hasId = keys.some(({ key }) => /^(?:id|ids|\w*_id|\w+Id|uid|item|user)$/.test(key));
  const verb = hasId ? name : /^\d+$/.test(name) ? before : '';
  const words = segmentWords(verb);
  const senses = nameSenses(words)[0]?.senses ?? [];
  if (words.length !== 1 || !senses.some((sense) => SURE.has(sense))) return null;
  const meaning = nameMeaning(words);
  return meaning?.kind === 'change'
    ? { ...meaning.deed, why: 'Its address is that of a file and names what is to be done.' }
    : null;
}

type Around = {
  /** A name of one thing stands right before or behind it. */
  readonly isBeside: boolean;
  readonly keys: readonly SentField[];
  readonly isPage: boolean;
  readonly isAbout: boolean;
  /** The name of the thing follows. */
  readonly isBehind: boolean;
  readonly around: string;
};

/** Of these an address may have the name of a thing behind them and still be that of a page: `/block/19283`, `/run/7`. */
const BEFORE_ID: ReadonlySet<ApiSense> = new Set<ApiSense>([
  'delete',
  'logout',
  'leave',
  'cancel',
  'decide',
  'commit',
  'agree',
]);
/** Names of what was done or happens, and no orders: a confirmation, a removal, a booking. */
const NOUN_OF_DEED = /(?:tion|al|ment|ing|ed)s?$/;

/** What one is asked on a page before it is done. */
const ASKED_ON_PAGES = /^(?:vote|rsvp|review|apply|book|order|sign|comment)$/;

function segmentDeed(
  segment: string,
  { isBeside, keys, isPage, isAbout, isBehind, around }: Around,
): Deed | null {
  const words = segmentWords(segment);
  const named = nameSenses(words);
  if (named.length === 0 || named.length > 3 || (isAbout && named.length > 1)) return null;
  if (named.some(({ senses }) => senses.includes('about'))) return null;
  const opens = named[0]?.senses ?? [];
  const closes = named.at(-1)?.senses ?? [];
  const meaning = nameMeaning(words, segmentWords(around));
  if (meaning === null || meaning.kind !== 'change' || opens.includes('read')) return null;
  if (NOUN_OF_DEED.test(words.at(-1) ?? '') || (isPage && words.includes('password'))) return null;
  if (isBehind && !opens.some((sense) => BEFORE_ID.has(sense))) return null;
  if (named.length > 1 && closes.includes('read')) return null;
  if (isPage && keys.length === 0 && ASKED_ON_PAGES.test(words[0] ?? '')) return null;
  const isOne = named.length === 1;
  const isTold = isBeside || keys.length > 0;
  const has = (wanted: ReadonlySet<ApiSense>) =>
    opens.some((sense) => wanted.has(sense)) || (isTold && closes.some((sense) => wanted.has(sense)));
  const isInPrograms = !isPage && (isBeside || /[a-z][A-Z]|_/.test(segment));
  if (has(SURE)) return isOne || isTold || isInPrograms ? meaning.deed : null;
  if (has(ORDERS)) return isTold || isInPrograms ? meaning.deed : null;
  if (
    isBeside &&
    /^(?:publish|unpublish|resend|complete|finish|reopen|toggle|archive|unarchive)$/.test(words[0] ?? '')
  )
    return meaning.deed;
  if (!has(PAGES)) return null;
  const isWithAmount = keys.some(({ key }) => fieldSense(key) === 'amount') && keys.length > 1;
  return isInPrograms || isWithAmount ? meaning.deed : null;
}

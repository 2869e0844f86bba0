import {
  type Change,
  type ChangeField,
  FIELD_MEANINGS,
  MOST_CHANGE_FIELDS,
  MOST_FIELD_VALUE,
} from '../../../shared/domain/change';
import { shortLabel } from '../../../shared/text/visible-text';
import { pathShape, shownUrl } from './address';
import type { Facts, KnownField } from './facts';
import { type FieldSense, isSecretSense } from './field-words';
import { looksSecret } from './hide-secrets';
import type { Deed } from './words/deed';

const MOST_LOOKED_AT = 300;

/** The change in words and fields, without any of its secrets. `deed` null: nothing is known of it. */
export function tellChange(facts: Facts, deed: Deed | null, why: string): Change {
  const { address, body, method } = facts;
  const fields = shownFields(facts.fields);
  return {
    method: shortLabel(method, 20),
    host: address.host,
    url: shownUrl(facts.url, address),
    path: pathShape(address),
    operation: operationOf(facts),
    category: deed?.category ?? 'unknown',
    level: deed?.level ?? 'medium',
    isKnown: deed !== null,
    does:
      deed === null
        ? `change something at ${shortLabel(pathShape(address), 60)}`
        : saysOf(deed, facts, fields),
    why: deed === null || deed.why === '' ? why : deed.why,
    fields,
    format: body.format,
    bytes: body.bytes,
    isCut: body.isCut,
    files: body.files.map(({ name, type, bytes }) => ({
      name: name.slice(0, 200),
      type: type.slice(0, 100),
      bytes,
    })),
  };
}

function operationOf({ body }: Facts): string | null {
  const names = [
    ...new Set(body.calls.flatMap(({ name }) => name.split(' , ')).filter((name) => name !== '')),
  ];
  if (names.length === 0) return null;
  return names
    .slice(0, 20)
    .map((name) => (looksSecret(name) ? '…' : name))
    .join(', ')
    .slice(0, 300);
}

/** What a field means to who reads it. */
const MEANINGS: Readonly<Record<FieldSense, ChangeField['meaning']>> = {
  password: 'secret',
  card: 'secret',
  'one-time': 'secret',
  key: 'secret',
  mark: 'secret',
  amount: 'amount',
  price: 'amount',
  payee: 'receiver',
  receiver: 'receiver',
  right: 'right',
  person: 'person',
  name: 'name',
  command: 'other',
  state: 'other',
  statement: 'other',
  other: 'other',
};

/** Marks of the page itself, which tell a reader nothing. */
const OWN_MARK = /^(?:__|javax\.|jakarta\.|utf8$|authenticity_token$|csrf|_token$|_csrf|g-recaptcha)/;

function shownFields(fields: readonly KnownField[]): readonly ChangeField[] {
  const telling = fields
    .slice(0, MOST_LOOKED_AT)
    .filter(
      ({ name, value }) =>
        !(value.length > 100 && OWN_MARK.test(name)) && !(value.length > 2 && /^[[{]/.test(value)),
    );
  const rank = ({ sense }: KnownField) => FIELD_MEANINGS.indexOf(MEANINGS[sense]);
  const first = [...telling].sort((a, b) => rank(a) - rank(b)).slice(0, MOST_CHANGE_FIELDS);
  return first.map(shownField).sort((a, b) => rankOf(a) - rankOf(b));
}

const rankOf = (field: ChangeField): number => FIELD_MEANINGS.indexOf(field.meaning);

function shownField({ name, value, sense }: KnownField): ChangeField {
  const isSecret = isSecretSense(sense) || looksSecret(value);
  const isOfPerson = sense === 'other' && /^[^\s@]{1,64}@[^\s@]+\.[^\s@]{2,}$/.test(value.slice(0, 200));
  return {
    name: (looksSecret(name) ? '…' : name).slice(0, 200),
    value: isSecret ? '' : value.slice(0, MOST_FIELD_VALUE),
    meaning: isSecret ? 'secret' : isOfPerson ? 'person' : MEANINGS[sense],
    isSecret,
    isCut: !isSecret && value.length > MOST_FIELD_VALUE,
  };
}

const WORDS_OF_OBJECT = /^[\p{L}\p{M}\p{N} -]{1,60}$/u;

/** `delete 24 invoices`, `pay 1,250.00 EUR to DE89 3704…`, `invite 3 people`. */
function saysOf(deed: Deed, { body, address }: Facts, fields: readonly ChangeField[]): string {
  if (deed.category === 'payment') return paying(deed, fields);
  const { count } = body;
  if (deed.verb === 'invite' && count > 1) return `invite ${count} people`;
  const object =
    WORDS_OF_OBJECT.test(deed.object) && !looksSecret(deed.object) ? shortLabel(deed.object, 40) : '';
  if (object === '') {
    const isWhole = /\s/.test(deed.verb) || ['sign in', 'sign out', 'invite'].includes(deed.verb);
    return isWhole ? deed.verb : `${deed.verb} something at ${shortLabel(pathShape(address), 60)}`;
  }
  const isMany = count > 1 && (deed.category === 'deletion' || deed.verb === 'send');
  return isMany
    ? `${deed.verb} ${count} ${plural(object)}`
    : `${deed.verb} ${/^(?:a|files)\b/.test(object) ? object : singular(object)}`;
}

function paying({ verb, object }: Deed, fields: readonly ChangeField[]): string {
  const amount = fields.find(({ meaning, value }) => meaning === 'amount' && /\d/.test(value));
  const receiver = fields.find(({ meaning }) => meaning === 'receiver');
  const currency = fields.find(
    ({ name, value }) => /currency|waehrung|devise|moneda|valuta/i.test(name) && /^[A-Za-z]{3}$/.test(value),
  );
  const what = WORDS_OF_OBJECT.test(object) ? ` ${shortLabel(singular(object), 40)}` : '';
  if (amount === undefined) return `${verb}${what === '' ? '' : what}`;
  const money = [shortLabel(amount.value, 20), currency === undefined ? '' : currency.value.toUpperCase()]
    .join(' ')
    .trim();
  const to = receiver === undefined ? '' : ` to ${shortLabel(receiver.value, 24)}`;
  return verb === 'pay' ? `pay ${money}${to}` : `${verb}${what}: ${money}${to}`;
}

function singular(words: string): string {
  if (/[a-z]ies$/.test(words)) return `${words.slice(0, -3)}y`;
  return /[a-rt-z]s$/.test(words) && !/(?:us|is|ss)$/.test(words) ? words.slice(0, -1) : words;
}

const plural = (words: string): string =>
  /[a-z]$/.test(words) && !words.endsWith('s') ? `${words}s` : words;

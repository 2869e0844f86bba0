import type { Address } from './address';
import type { NamedCall } from './bodies/body-reading';
import type { Facts, KnownField } from './facts';
import { fieldSense } from './field-words';
import type { ApiSense } from './words/api-words';
import { isChange, type Meaning, withWhy } from './words/deed';
import { Name } from './words/name';
import { nameMeaning, resourceDeed } from './words/name-meaning';
import { nameSenses } from './words/name-senses';
import { splitName } from './words/split-name';

/** What the calls of a body do, by the protocol and by their names. A name without a known meaning says nothing. */
export function callMeanings({ body, address }: Facts): readonly Meaning[] {
  const around = address.parts.at(-1) ?? [];
  return body.calls.flatMap((call) =>
    call.name.split(' , ').flatMap((name) => callMeaning({ name, kind: call.kind }, around)),
  );
}

/**
 * Whether something is called of which nothing is known: beside calls that only read it may still be a change. A postback
 * names one button in more than one way, of which one is enough.
 */
export function callsUnknown({ body, address }: Facts): boolean {
  const around = address.parts.at(-1) ?? [];
  const isKnown = (call: NamedCall) => callMeaning(call, around).length > 0;
  return body.format === 'postback'
    ? body.calls.length > 0 && !body.calls.some(isKnown)
    : !body.calls.every(isKnown);
}

function callMeaning({ name, kind }: NamedCall, around: readonly string[]): readonly Meaning[] {
  if (kind === 'idle') return [{ kind: 'traffic' }];
  const words = splitName(name);
  const meaning = nameMeaning(words, kind === 'told' && words.length === 1 ? around : []);
  if (kind === 'told' && readsInModule(name)) return [{ kind: 'reading' }];
  if (kind === 'query') {
    const isOrder = isOrderInQuery(words, meaning);
    return [
      isOrder && meaning !== null
        ? withWhy(meaning, 'The name of its query orders a change.')
        : { kind: 'reading' },
    ];
  }
  if (meaning !== null) return [withWhy(meaning, 'What it calls says so by its name.')];
  if (kind !== 'mutation') return [];
  const deed = resourceDeed('update', [words]);
  return deed === null ? [] : [{ kind: 'change', deed: { ...deed, why: 'It is a mutation.' } }];
}

/** `pix.consultarChave`: the module is called after what it is for. */
function readsInModule(name: string): boolean {
  const last = splitName(name.split('.').at(-1) ?? '');
  return name.includes('.') && last.length > 1 && nameMeaning(last)?.kind === 'reading';
}

const ORDERING: ReadonlySet<ApiSense> = new Set<ApiSense>([
  'delete',
  'cancel',
  'grant',
  'update',
  'create',
  'send',
]);

/** A query that is called `deleteUser` is one in name only; `transfers` and `order` are what is asked for. */
function isOrderInQuery(words: readonly string[], meaning: Meaning | null): boolean {
  if (meaning === null || !isChange(meaning) || words.length < 2) return false;
  const first = nameSenses(words)[0]?.senses ?? [];
  return first.some((sense) => ORDERING.has(sense)) && new Name([words[0] ?? '']).object === '';
}

const MOST_NAME = 120;
/** What happened in the page, as telemetry tells it; no order. */
const IN_PAGE =
  /(?:^|[\W_])(?:click|clicked|tap|tapped|open|opened|view|viewed|hover|button|modal|dialog|shown|press|pressed|impression|visible)(?:$|[\W_])/i;

/** `action=delete-post`, `op: "listUsers"`: fields that name what is to be done. */
export function commandMeanings(facts: Facts): readonly Meaning[] {
  const place = placeOf(facts);
  if (asksForRight(facts.address)) return [];
  return commandsOf(facts).flatMap(({ words, before }): readonly Meaning[] => {
    const around = before.length > 0 || words.length > 1 ? before : place;
    const meaning = nameMeaning(words, around);
    return meaning === null || isPlaceOfMail(words)
      ? []
      : [withWhy(meaning, 'A field names what is to be done.')];
  });
}

/** What a command is for: the thing before a part that only says that commands are taken. */
function placeOf({ address: { parts } }: Facts): readonly string[] {
  const last = parts.at(-1) ?? [];
  return fieldSense(last.join('')) === 'command' ||
    /^(?:actions|commands|ops|operations)$/.test(last.join(' '))
    ? (parts.at(-2) ?? [])
    : last;
}

/** Whether somebody may do something is asked by naming it. */
export const asksForRight = (address: Address): boolean =>
  ASKED_OF_K8S.test(address.segments.at(-1) ?? '') ||
  (/^(?:check|evaluate|can|query|test|list|batch-?check)$/i.test(address.segments.at(-1) ?? '') &&
    address.segments.some((part) => /permission|access|authz|authori[sz]ation|polic/i.test(part)));
/** Kubernetes is asked so by making a review. */
const ASKED_OF_K8S = /^(?:(?:self|local)?subject(?:access|rules)reviews?|selfsubjectreviews|tokenreviews)$/;

/** What is added to by a command that only names it, as `do=warenkorb`. */
export function thingOfCommand(facts: Facts): Meaning | null {
  if (facts.method !== 'POST') return null;
  for (const { words } of commandsOf(facts)) {
    const deed = resourceDeed('create', [words]);
    if (deed !== null) return { kind: 'change', deed: { ...deed, why: 'A field names what is altered.' } };
  }
  return null;
}

type Command = { readonly words: readonly string[]; readonly before: readonly string[] };

function commandsOf({ fields, body }: Facts): readonly Command[] {
  const isForm = body.format === 'form' || body.format === 'multipart' || body.format === 'postback';
  return fields
    .filter((field) => field.sense === 'command' && isNameOfDeed(field, isForm || field.isOfQuery))
    .filter(({ value }) => !readsInModule(value))
    .map(({ value }) => commandOf(value));
}

/** Where one file answers everything, a field holds the path: `route=checkout/cart/add`. */
export function commandOf(value: string): Command {
  const parts = value.split('/').filter((part) => part !== '');
  return { words: splitName(parts.at(-1) ?? ''), before: splitName(parts.at(-2) ?? '') };
}

function isNameOfDeed({ name, value }: KnownField, isForm: boolean): boolean {
  if (value === '' || value.length > MOST_NAME) return false;
  // `track_click` is told by its first word.
  if (IN_PAGE.test(value) && !/^(?:track|log)[-_A-Z]/.test(value)) return false;
  // What overrides the method has been read as one.
  if (/filter|where|criteria|^_method$/i.test(name)) return false;
  return value.trim().split(/\s+/).length <= (isForm ? 3 : 1);
}

/** `task=mail` says where in an application one is. */
export const isPlaceOfMail = (words: readonly string[]): boolean =>
  words.length === 1 && /^(?:e?mails?|messages?|posts?|sms|forward|comments?)$/.test(words[0] ?? '');

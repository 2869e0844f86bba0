import type { Facts, KnownField } from './facts';
import type { ApiSense } from './words/api-words';
import { type Deed, isChange } from './words/deed';
import { namesThing } from './words/name';
import { nameMeaning } from './words/name-meaning';
import { nameSenses } from './words/name-senses';
import { splitName } from './words/split-name';

/** What is meant where it is the name of a field that is switched on: `purge: true`, `releaseFunds: 1`. */
const ORDERED: ReadonlySet<ApiSense> = new Set<ApiSense>([
  ...(['delete', 'pay', 'transfer', 'grant', 'decide', 'send', 'invite', 'sign', 'leave', 'cancel'] as const),
]);
/** What is meant where the field holds things to be dealt with: `delete: [3, 4]`. */
const DEALT: ReadonlySet<ApiSense> = new Set<ApiSense>(['delete', 'grant', 'invite', 'send']);
/** What is meant behind `then`, where something is to follow what is asked. */
const FOLLOWING: ReadonlySet<ApiSense> = new Set<ApiSense>([...ORDERED, 'update', 'create', 'run', 'clear']);

const SWITCHED_ON = /^(?:true|1|yes|y|on|ja|si|sí|oui|sim|tak|evet|da|да|はい|hai)$/i;
/** Fields under these say which things are wanted, or what happened. */
const OF_CHOICE =
  /filter|where|query|criteria|facet|agg|column|properties|context|option|snapshot|config|settings|memo|sort|search|feature|flag|capabilit|permission|rights|scope|cookie|consent/i;
const CLOSED_FORM = /(?:tion|al|ment|ing|ed|able|er|url|uri|count|at)s?$/;
const WHY = 'The name of a field orders it.';

/** What the names of fields order, whatever the request itself is called. */
export function keyDeeds({ fields, address }: Facts): readonly Deed[] {
  const place = address.parts.at(-2) ?? address.parts.at(-1) ?? [];
  return fields.flatMap((field): Deed[] => {
    if (field.value === '' || OF_CHOICE.test(field.name)) return [];
    const steps = stepsOf(field.name).slice(-3);
    return steps.flatMap((step, at): Deed[] => {
      const isSet = at === steps.length - 1 && SWITCHED_ON.test(field.value);
      const isLast = at === steps.length - 1 && !field.name.endsWith(']');
      const deed = stepDeed(step, { isSet, isLast, place });
      return deed === null ? [] : [{ ...deed, why: WHY }];
    });
  });
}

/** `thenUpdate.owner` has two steps, `delete[0]` one. */
const stepsOf = (name: string): readonly string[] =>
  name.split(/[.[\]/]+/).filter((step) => step !== '' && !/^\d+$/.test(step));

type Step = { readonly isSet: boolean; readonly isLast: boolean; readonly place: readonly string[] };

function stepDeed(step: string, { isSet, isLast, place }: Step): Deed | null {
  const all = splitName(step);
  const words = all.filter((word, at) => at > 0 || !LEADING.test(word));
  const isFollowing = words.length < all.length && /^(?:then|and|after|dann|luego|puis)$/.test(all[0] ?? '');
  const [first] = nameSenses(words);
  if (first === undefined || words.length > 4 || CLOSED_FORM.test(words[0] ?? '')) return null;
  // What is only a thing in one word may be a mark of it: `share`, `post`.
  if (words.length === 1 && namesThing(first) && !isFollowing) return null;
  const wanted = isFollowing ? FOLLOWING : isSet ? ORDERED : isLast ? null : DEALT;
  if (wanted === null || NO_ORDER.test(words.join(' '))) return null;
  if (wanted === DEALT && OF_SHAPE.test(words.join(' '))) return null;
  if (!first.senses.some((sense) => wanted.has(sense)) || first.senses.includes('read')) return null;
  const meaning = nameMeaning(words, place);
  return meaning !== null && isChange(meaning) && meaning.deed.level !== 'low' ? meaning.deed : null;
}

const LEADING = /^(?:then|and|after|also|auto|do|please|should|must|dann|luego|puis)$/;
/** Switches of a form or a view. */
const NO_ORDER =
  /^(?:reset|close|expire|post|mail|email|message|share|comment|reset \w+|close \w+|cancel|submit)$/;

/** Parts of a page or a form, as well as deeds. */
const OF_SHAPE =
  /^(?:block|lock|freeze|authorize|authorise|link|connect|kick)(?: |$)|^(?:send|deliver|notify)$/;

/** What carries out what would else only be checked or shown. */
const CARRIES_OUT =
  /^(?:commit|apply|execute|perform|finali[sz]e|persist|confirm|confirmed|submit|proceed|bestaetigen|bestätigen|ausfuehren|confirmar|confirmer|conferma|potwierdz|onayla)$/i;
const ONLY_TRIES = /^(?:dry_?run|preview_?only|validate_?only|simulate)$/i;

/** `commit: true` at what is called a check: what is checked is done. */
export function carryingDeed({ fields, address }: Facts): Deed | null {
  const isCarried = fields.some(
    ({ key, value, name }) =>
      !OF_CHOICE.test(name) &&
      (CARRIES_OUT.test(key)
        ? SWITCHED_ON.test(value)
        : ONLY_TRIES.test(key) && /^(?:false|0|no)$/i.test(value)),
  );
  if (!isCarried || !fields.some(namesSomething)) return null;
  const place = address.parts.slice(0, -1).flat();
  const meaning = nameMeaning(['confirm'], place);
  return meaning !== null && isChange(meaning) && meaning.deed.level !== 'low'
    ? { ...meaning.deed, why: 'A field says that it is to be carried out.' }
    : null;
}

const namesSomething = ({ sense }: KnownField): boolean => sense !== 'mark';

/** Fields that may name what is done, and mostly name a kind of thing. */
const KIND = /^(?:type|event|kind|request|purpose|typ|tipo|art|ereignis|evento)$/i;
/** Fields that name how it is meant, or what follows. */
const MEANT =
  /^(?:mode|modus|modo|tryb|mod|intent|intention|intencion|step|schritt|paso|next|after|danach|afterwards|follow_?up|on_?success|confirm|confirmation|confirmacion|bestaetigung)$/i;
const SURELY: ReadonlySet<ApiSense> = new Set<ApiSense>(['delete', 'leave']);
const IN_MORE_WORDS: ReadonlySet<ApiSense> = new Set<ApiSense>([
  ...(['delete', 'leave', 'grant', 'pay', 'transfer'] as const),
]);

/** `type: "deleteAccount"`, `mode: "send"`; not `type: "transfer"`, `event: "order_deleted"`. */
export function kindDeeds({ fields, address }: Facts): readonly Deed[] {
  return fields.flatMap((field): Deed[] => {
    const isMeant = MEANT.test(field.key);
    if (!isMeant && !KIND.test(field.key) && !isInList(field)) return [];
    if (OF_CHOICE.test(field.name) || !/^[\p{L}_.:-]{2,40}$/u.test(field.value)) return [];
    const deed = valueDeed(field.value, isMeant, address.parts.at(-2) ?? []);
    return deed === null ? [] : [{ ...deed, why: 'A field names what is to be done.' }];
  });
}

/** `actions: ["purge"]`. */
const isInList = ({ name }: KnownField): boolean =>
  /(?:^|\.)(?:actions?|commands?|operations?|ops|tasks|then|steps)\[\d+\]$/i.test(name);

/** What happened, and is not to happen. */
const TOLD = /(?:ed|ing|tion)$/;

function valueDeed(value: string, isMeant: boolean, place: readonly string[]): Deed | null {
  const words = splitName(value);
  const [first] = nameSenses(words);
  if (first === undefined || namesThing(first) || TOLD.test(words.at(-1) ?? '')) return null;
  if (CLOSED_FORM.test(words[0] ?? '')) return null;
  const wanted = isMeant ? ORDERED : words.length > 1 ? IN_MORE_WORDS : SURELY;
  if (NO_ORDER.test(words.join(' ')) || !first.senses.some((sense) => wanted.has(sense))) return null;
  const meaning = nameMeaning(words, place);
  return meaning !== null && isChange(meaning) && meaning.deed.level !== 'low' ? meaning.deed : null;
}

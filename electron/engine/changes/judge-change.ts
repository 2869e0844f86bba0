import type { Facts } from './facts';
import {
  complaintDeed,
  grantDeed,
  moneyDeed,
  plainFieldDeeds,
  secretDeeds,
  stateDeeds,
  statementDeed,
} from './field-deeds';
import { carryingDeed, keyDeeds, kindDeeds } from './key-deeds';
import { asksForPage } from './list-shape';
import { callMeanings, callsUnknown, commandMeanings, thingOfCommand } from './ordered';
import { BY_METHOD, type PathMeaning, pathMeaning } from './path-meaning';
import { isSlightOnly } from './slight-fields';
import { isCollector } from './traffic-shapes';
import { upkeepOf } from './upkeep';
import { uploadDeeds } from './upload-deeds';
import { type Deed, isChange, isWorse, type Meaning } from './words/deed';

/** What an unsafe request does; `unknown` where nothing tells. */
export type Judgement =
  | { readonly kind: 'reading' | 'traffic'; readonly why: string }
  | { readonly kind: 'change'; readonly deed: Deed }
  | { readonly kind: 'unknown'; readonly why: string };

/** Judges a request whose method may change something. */
export function judgeChange(facts: Facts): Judgement {
  const path = pathMeaning(facts);
  const told = merge(path, [...callMeanings(facts), ...commandMeanings(facts)], facts);
  const changes = told.filter(isChange).map(({ deed }) => deed);
  // Names of fields count where the request itself is called harmless, or nothing.
  const isSlight = changes.every(({ level }) => level === 'low');
  const ofKeys = isSlight ? [...keyDeeds(facts), ...kindDeeds(facts)] : [];
  const carried = isSlight && told.length > 0 ? carryingDeed(facts) : null;
  const certain = [
    ...changes,
    ...ofKeys,
    ...(carried === null ? [] : [carried]),
    ...secretDeeds(facts),
    ...(changes.length > 0 ? stateDeeds(facts) : []),
  ];
  const isUnknown = callsUnknown(facts);
  const upkeep = isUnknown && !isCollector(facts.address.hostname) ? null : upkeepOf(facts, path, certain);
  if (upkeep !== null) return { kind: 'traffic', why: upkeep };
  const statement = statementDeed(facts);
  if (statement === 'reading' && certain.every(({ category }) => category === 'execution')) {
    return { kind: 'reading', why: 'It sends a statement that only asks a database.' };
  }
  const ofStatement = statement === null || statement === 'reading' ? [] : [statement];
  const worst = worstOf([...certain, ...ofStatement, ...fieldDeeds(facts, told), ...uploadDeeds(facts)]);
  const isByMethod = path === null || path.isByMethod;
  if (isByMethod && certain.every((deed) => deed.why === BY_METHOD) && asksForPage(facts)) {
    return { kind: 'reading', why: 'It sends nothing but which part of a list is wanted.' };
  }
  if (isUnknown && (worst === null || worst.level === 'low'))
    return { kind: 'unknown', why: whyUnknown(facts.body, facts.method) };
  if (worst !== null) return { kind: 'change', deed: weighed(worst, facts, path) };
  return withoutDeed(facts, told);
}

export function worstOf(deeds: readonly Deed[]): Deed | null {
  return deeds.reduce<Deed | null>(
    (worst, one) => (worst === null || isWorse(one, worst) ? one : worst),
    null,
  );
}

/**
 * What the protocol names goes before what the path does: one address serves all calls. A path that names what is to be done
 * counts beside it; one that only names a thing where nothing else is named.
 */
function merge(path: PathMeaning | null, ordered: readonly Meaning[], facts: Facts): readonly Meaning[] {
  const { calls } = facts.body;
  if (path === null) {
    const thing = ordered.length === 0 && calls.length === 0 ? thingOfCommand(facts) : null;
    return thing === null ? ordered : [thing];
  }
  const isDeed = path.meaning.kind === 'change' && !path.isByMethod;
  if (calls.length > 0 && !isDeed) return ordered;
  const isOfNothing = path.isByMethod || WRAPPERS.test(facts.address.segments.at(-1) ?? '');
  return ordered.length > 0 && isOfNothing ? ordered : [path.meaning, ...ordered];
}

/** Where whatever is named in the body is called. */
const WRAPPERS = /^(?:invoke|call|dispatch|execute|exec)$/i;

function fieldDeeds(facts: Facts, told: readonly Meaning[]): readonly Deed[] {
  const isReading = told.length > 0 && told.every(({ kind }) => kind === 'reading');
  const money = isReading ? null : moneyDeed(facts);
  // What is known to be slight, or more than a plain change, is not made more by a field of a common name.
  const isPlain = told.every(
    (one) =>
      isChange(one) && one.deed.category === 'sending' && (one.deed.level === 'medium' || isNotice(facts)),
  );
  const some = [money, complaintDeed(facts), grantDeed(facts)].filter((deed): deed is Deed => deed !== null);
  return [...some, ...(isPlain ? plainFieldDeeds(facts) : [])];
}

/** To alter a notice is slight, and to send one is not. */
const isNotice = ({ address }: Facts): boolean =>
  address.segments.some((part) => /notif|push|alert/i.test(part));

/** Ten and more at once are many; a thing of which only slight fields are set is altered slightly. */
function weighed(deed: Deed, facts: Facts, path: PathMeaning | null): Deed {
  if (deed.category === 'deletion' && deed.level !== 'low' && facts.body.count >= 10) {
    return { ...deed, level: 'critical' };
  }
  const isOfPath = path?.isByMethod === true && path.meaning.kind === 'change' && path.meaning.deed === deed;
  const mayBeSlight =
    isOfPath && (deed.category === 'sending' || deed.category === 'account') && deed.level !== 'critical';
  if (mayBeSlight && deed.verb === 'change' && isSlightOnly(facts))
    return { ...deed, category: 'sending', level: 'low' };
  return deed.category === 'consent' && isCookieConsent(facts) ? { ...deed, level: 'low' } : deed;
}

/** The answer to a banner names the purposes of cookies. */
function isCookieConsent({ fields, address }: Facts): boolean {
  const purposes = fields.filter(({ key }) =>
    /^(?:necessary|essential|strictly_?necessary|analytics|analyse|marketing|statistics|statisti[kc]\w*|functional|performance|advertising|ads|targeting|personali[sz]ation|social|tracking|notwendig\w*|werbung|praeferenzen|preferences|necesari\w+|analitic\w+|publicidad|necessaires?|publicite|tc_?string|vendors?|gpp|cookies?)$/i.test(
      key,
    ),
  );
  return (
    purposes.length > 1 ||
    purposes.some(({ key }) => /^cookies?$/i.test(key)) ||
    address.segments.some((part) => /cookie/i.test(part))
  );
}

function withoutDeed({ body, method, address }: Facts, told: readonly Meaning[]): Judgement {
  const first = told.find(({ kind }) => kind === 'reading') ?? told[0];
  if (first === undefined || first.kind === 'change' || body.format === 'stream') {
    return { kind: 'unknown', why: whyUnknown(body, method) };
  }
  const name = [...body.calls.map((call) => call.name), address.segments.at(-1) ?? ''].join(' ');
  if (first.kind === 'traffic') return { kind: 'traffic', why: 'It is named as upkeep of the page.' };
  if (ADVICE.test(name)) return { kind: 'traffic', why: 'It is named as a check or a suggestion.' };
  return { kind: 'reading', why: 'It is named as something that only reads.' };
}

/** What is asked while somebody types: is it right, what could it be. */
const ADVICE = /valid|suggest|auto_?-?complet|typeahead|spell_?-?check|pruef|prüf|vorschl/i;

function whyUnknown(body: Facts['body'], method: string): string {
  const name = /^[A-Z]{1,20}$/.test(method) ? method : 'request';
  if (body.format === 'stream') return `The browser does not tell what this ${name} sends.`;
  return body.isReadable
    ? `Nothing tells what this ${name} does.`
    : `Nothing can be told of what this ${name} sends.`;
}

import type { Box } from '../../../shared/domain/geometry';
import { type ElementTarget, isContentRole, type Target, TOO_LARGE } from '../../../shared/domain/target';
import { shortLabel } from '../../../shared/text/visible-text';
import { isRecoloured } from '../sandbox/display/recoloured';
import { isSamePicture } from '../sandbox/display/same-picture';
import type { Aspect } from './aspects';
import { countsDown } from './counting';
import type { Sight } from './sight';

/**
 * One thing that has changed, in a sentence for the operator. What only the page writes is acceptable: the operator may
 * say that it does not matter. What a person would read or send never is.
 */
export type Difference = { readonly text: string } & (
  | { readonly isAcceptable: true; readonly aspect: Aspect }
  | { readonly isAcceptable: false; readonly aspect: 'look' | 'content' }
);

/** An element that floats is where it was; the place that is acted on is on it still. In pixels. */
const DRIFT = 16;

/** Facts in which seconds may run out: those that a person reads. An address with other numbers is another address. */
const WORDS: ReadonlySet<string> = new Set(['Name', 'Text']);

/** What was accepted, the time between the two looks, and whether the pictures of all are the same. */
type Terms = {
  readonly accepted: ReadonlySet<Aspect>;
  readonly elapsedMs: number;
  readonly looksTheSame: () => boolean;
};

/** What has changed from one look to the next, but for what was accepted; empty when nothing has. */
export function differences(
  before: Sight,
  after: Sight,
  accepted: ReadonlySet<Aspect> = new Set(),
): readonly Difference[] {
  if (before.targets.length !== after.targets.length) return [content('It acts on something else now.')];
  if (formOf(before) !== formOf(after))
    return [content('The form to sign in with is another one now, or on another page.')];
  if (entryOf(before) !== entryOf(after)) return [content('The entry of the vault was changed.')];
  const elapsedMs = after.takenAtMs - before.takenAtMs;
  const terms = { accepted, elapsedMs, looksTheSame: () => isDrawnTheSame(before, after) };
  const found = before.targets.flatMap((target, index) => {
    const now = after.targets[index];
    return now === undefined ? [] : ofTarget(target, now, terms);
  });
  return found.length > 0 ? unique(found) : ofLook(before, after, accepted);
}

function formOf({ signIn }: Sight): string | null {
  const { found } = signIn ?? {};
  if (found?.kind === 'passkey') return `${found.place.origin} ${found.place.document}`;
  return found?.kind === 'form' ? found.form.fingerprint : null;
}

function entryOf({ signIn }: Sight): string | null {
  return signIn?.found.kind === 'session' ? signIn.found.fingerprint : null;
}

function ofTarget(before: Target, now: Target, terms: Terms): readonly Difference[] {
  if (before.kind !== now.kind)
    return [content(`There is ${kindWords(now)} now, where there was ${kindWords(before)}.`)];
  const facts = factsOf(before);
  const factsNow = factsOf(now);
  const changed = Object.keys(facts).filter((name) => facts[name] !== factsNow[name]);
  const found = changed.map((name) => {
    const text = `${name}: ${quote(factsNow[name])} now, ${quote(facts[name])} before.`;
    return WORDS.has(name) && countsDown(facts[name] ?? '', factsNow[name] ?? '', terms.elapsedMs)
      ? acceptable('seconds', text)
      : content(text);
  });
  const written = before.kind === 'element' && now.kind === 'element' ? ofElement(before, now, terms) : [];
  return [...found, ...written].filter((one) => !one.isAcceptable || !terms.accepted.has(one.aspect));
}

/** What no fact says in words that an operator would read. */
function ofElement(before: ElementTarget, now: ElementTarget, terms: Terms): readonly Difference[] {
  const ofFields = [...ofForm(before, now), ...ofHidden(before, now)];
  return [...ofPlace(before, now), ...ofFields, ...ofNode(before, now, terms)];
}

function ofPlace({ box: before }: ElementTarget, { box: now }: ElementTarget): readonly Difference[] {
  const isAsLarge = before.width === now.width && before.height === now.height;
  const isNear = Math.abs(before.x - now.x) <= DRIFT && Math.abs(before.y - now.y) <= DRIFT;
  return isAsLarge && isNear
    ? []
    : [acceptable('place', `Place: ${placeOf(now)} now, ${placeOf(before)} before.`)];
}

function ofForm(before: ElementTarget, now: ElementTarget): readonly Difference[] {
  if (now.formDigest === TOO_LARGE) return [acceptable('size', 'Its form holds too much to be compared.')];
  return (before.formDigest ?? '') === (now.formDigest ?? '')
    ? []
    : [content('The fields of its form hold something else now.')];
}

function ofHidden(before: ElementTarget, now: ElementTarget): readonly Difference[] {
  const held = new Map(before.hiddenFields.map(({ name, digest }) => [name, digest]));
  const holds = new Map(now.hiddenFields.map(({ name, digest }) => [name, digest]));
  return [...new Set([...held.keys(), ...holds.keys()])].flatMap((name) => {
    const field = `The hidden field ${quote(name)} of its form`;
    if (holds.get(name) === TOO_LARGE)
      return [acceptable(`field:${name}`, `${field} holds too much to be compared.`)];
    return held.get(name) === holds.get(name)
      ? []
      : [acceptable(`field:${name}`, `${field} holds something else now.`)];
  });
}

function ofNode(before: ElementTarget, now: ElementTarget, { looksTheSame }: Terms): readonly Difference[] {
  if (before.fingerprint === now.fingerprint || before.name !== now.name || before.role !== now.role)
    return [];
  const isOfNewDocument = documentOf(before) !== documentOf(now);
  const what = isOfNewDocument
    ? `The page was loaded again; the ${thingWord(now)} is a new one`
    : `The page has put a new ${thingWord(now)} there`;
  const how = looksTheSame()
    ? 'that looks the same'
    : 'that says the same of itself, though it looks different';
  return [acceptable('node', `${what} ${how}.`)];
}

/** Frame and document, as a fingerprint names them. */
function documentOf({ fingerprint }: ElementTarget): string {
  return fingerprint.split(':', 2).join(':');
}

/** Roles by which people call things; any other role is a page's own word. */
const THINGS: Readonly<Record<string, string>> = {
  button: 'button',
  link: 'link',
  textbox: 'field',
  searchbox: 'field',
  combobox: 'field',
  checkbox: 'checkbox',
  radio: 'choice',
  menuitem: 'menu item',
  tab: 'tab',
};

function thingWord({ role }: ElementTarget): string {
  return THINGS[role] ?? 'element';
}

function ofLook(before: Sight, after: Sight, accepted: ReadonlySet<Aspect>): readonly Difference[] {
  // Seconds that run out are drawn anew with each of them.
  if (accepted.has('look') || accepted.has('seconds') || isDrawnTheSame(before, after)) return [];
  const text = 'It looks different, though the page says it is the same.';
  // Of what says nothing of itself its look is all that is known.
  const saysWhatItIs = before.targets.every(
    (target) => target.kind === 'element' && !isContentRole(target.role),
  );
  return [{ text, aspect: 'look', isAcceptable: saysWhatItIs }];
}

function isDrawnTheSame(before: Sight, after: Sight): boolean {
  return before.patches.every((patch, index) => {
    const now = after.patches[index];
    return now !== undefined && (isSamePicture(patch, now) || isRecoloured(patch, now));
  });
}

function content(text: string): Difference {
  return { text, aspect: 'content', isAcceptable: false };
}

function acceptable(aspect: Aspect, text: string): Difference {
  return { text, aspect, isAcceptable: true };
}

function unique(found: readonly Difference[]): readonly Difference[] {
  return [...new Map(found.map((difference) => [difference.text, difference])).values()];
}

/** Everything that an approval is given for, by the name that the operator reads. */
function factsOf(target: Target): Readonly<Record<string, string>> {
  switch (target.kind) {
    case 'element': {
      const { form } = target;
      const fields = (form?.fields ?? []).filter(({ type }) => type !== 'hidden');
      return {
        Page: target.url,
        Frame: target.frameUrl ?? '',
        Name: target.name,
        Text: target.text,
        Kind: [target.role, target.inputType ?? ''].join(' ').trim(),
        'Leads to': target.href ?? '',
        Form: form === null ? '' : `${form.method.toUpperCase()} ${form.action}`,
        'Fields of the form': fields.map(({ name, type }) => `${name} (${type})`).join(', '),
        Enabled: target.isEnabled ? 'yes' : 'no',
        Checked: target.isChecked === null ? '' : target.isChecked ? 'yes' : 'no',
      };
    }
    case 'dialog':
      return { Dialog: target.type, Text: target.message, Page: target.url ?? '' };
    case 'window':
      return {
        Window: target.title,
        Class: target.windowClass,
        Part: target.part ?? '',
        Place: placeOf(target.box),
      };
    case 'unknown':
      return { Page: target.url ?? '', Known: target.reason };
  }
}

function placeOf({ x, y, width, height }: Box): string {
  return `${x}, ${y}, ${width} × ${height}`;
}

function kindWords({ kind }: Target): string {
  return {
    element: 'an element of the page',
    dialog: 'a dialog',
    window: 'another window',
    unknown: 'something unknown',
  }[kind];
}

function quote(text: string | undefined): string {
  return text ? `“${shortLabel(text, 120)}”` : 'nothing';
}

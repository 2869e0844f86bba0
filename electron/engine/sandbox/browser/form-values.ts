import { type FormValue, MOST_HELD, MOST_VALUES } from '../../../../shared/domain/form-value';
import type { Box } from '../../../../shared/domain/geometry';
import { fieldMeaning } from '../../../../shared/text/field-meaning';
import { sentencesOfNoWayBack } from '../../../../shared/text/no-way-back';
import { type Hidden, isCovered, showsSecret } from '../../redaction/hidden';
import { type Edges, MOST_FIELDS, MOST_READ, type RawForm, type RawValue } from './form-values-probe';
import type { Placement } from './placement';

/** What an operator is told of the form of an element, and of what stands beside it. */
export type HeldForm = {
  readonly values: readonly FormValue[];
  readonly moreValues: number;
  readonly closeUp: Box | null;
  readonly beside: readonly string[];
};

/** Where an element of a document is: its corners as the browser's protocol has them, and the document's place. */
export type ElementCorners = {
  readonly quad: readonly number[] | undefined;
  readonly placement: Placement;
};

const KINDS: ReadonlySet<string> = new Set([
  'text',
  'choice',
  'tick',
  'file',
  'other',
] satisfies FormValue['kind'][]);
const MOST_LABEL = 100;

/**
 * What the page says that its form holds, without anything that nobody is to see. The page's process may be in foreign
 * hands: nothing in it is taken to be of the shape it should have.
 */
export function readHeldForm(raw: RawForm, corners: ElementCorners, hidden: Hidden): HeldForm {
  const toScreen = screenMap(raw.edges, corners);
  const fields = listOf<RawValue>(raw.values)
    .slice(0, MOST_FIELDS)
    .map((field) => ({ place: toScreen(field?.edges ?? null), value: readValue(field) }));
  const isSpeltOut = showsSecret(
    fields.map(({ value }) => (value.holds.length <= 2 ? value.holds : ' ')).join(''),
    hidden,
  );
  const all = fields.map(({ value, place }) => {
    const isSecret =
      value.isSecret ||
      isCovered(place, hidden) ||
      showsSecret(value.holds, hidden) ||
      (isSpeltOut && value.holds.length <= 2);
    return withoutSecrets({ ...value, isSecret }, hidden);
  });
  const values = mostTelling(all);
  const more = Number.isSafeInteger(raw.more) ? Math.max(0, raw.more) : 0;
  const beside = String(raw.beside ?? '').slice(0, MOST_READ);
  return {
    values: values.map(cutValue),
    moreValues: more + all.length - values.length,
    closeUp: closeUpOf(fields, toScreen(raw.edges)),
    beside: showsSecret(beside, hidden) ? [] : sentencesOfNoWayBack(beside),
  };
}

function readValue(raw: RawValue): FormValue {
  const { name, label, kind, holds, isSecret, isTarget } = raw ?? {};
  return {
    name: textOf(name, MOST_LABEL),
    label: textOf(label, MOST_LABEL),
    kind: KINDS.has(kind) ? (kind as FormValue['kind']) : 'other',
    holds: textOf(holds, MOST_READ),
    isSecret: isSecret !== false,
    isCut: false,
    isTarget: isTarget === true,
  };
}

function withoutSecrets(value: FormValue, hidden: Hidden): FormValue {
  const [name, label] = [value.name, value.label].map((text) => (showsSecret(text, hidden) ? '' : text));
  return { ...value, name: name ?? '', label: label ?? '', holds: value.isSecret ? '' : value.holds };
}

function cutValue(value: FormValue): FormValue {
  const isCut = value.holds.length > MOST_HELD;
  return { ...value, holds: value.holds.slice(0, MOST_HELD), isCut };
}

/** The fields that say most, in the page's order: a page must not be able to hide an amount behind forty empty fields. */
function mostTelling(all: readonly FormValue[]): readonly FormValue[] {
  if (all.length <= MOST_VALUES) return all;
  const rankOf = (value: FormValue): number => {
    if (value.isTarget || fieldMeaning(value) !== null) return 0;
    return value.holds !== '' || value.isSecret ? 1 : 2;
  };
  const ranked = all.map((value, index) => ({ index, rank: rankOf(value) }));
  const chosen = ranked.sort((a, b) => a.rank - b.rank || a.index - b.index).slice(0, MOST_VALUES);
  const indexes = new Set(chosen.map(({ index }) => index));
  return all.filter((_, index) => indexes.has(index));
}

/**
 * Edges in the document's window as a box on the screen, by where the element itself is in both. Null for what has none,
 * and for all where the document is scaled or turned: then it can't be told that way.
 */
function screenMap(own: Edges, { quad, placement }: ElementCorners): (edges: Edges | null) => Box | null {
  if (!isEdges(own) || quad === undefined || quad.length < 8) return () => null;
  const [left, top, right, bottom] = own;
  const [ax = 0, ay = 0, bx = 0, by = 0, cx = 0, cy = 0] = quad;
  const isPlain =
    isNear(ay, by) && isNear(bx, cx) && isNear(bx - ax, right - left) && isNear(cy - by, bottom - top);
  if (!isPlain) return () => null;
  const [dx, dy] = [ax - left, ay - top];
  return (edges) => {
    if (!isEdges(edges)) return null;
    const [l, t, r, b] = [edges[0] + dx, edges[1] + dy, edges[2] + dx, edges[3] + dy];
    return placement.boxAround([l, t, r, t, r, b, l, b]);
  };
}

/** By how much two readings of one edge may differ, in CSS pixels. */
const SLACK = 1.5;
const isNear = (a: number, b: number): boolean => Math.abs(a - b) <= SLACK;

/** Around the element and its label where it is a field of its form, and around all fields where it is not. */
function closeUpOf(
  fields: readonly { readonly place: Box | null; readonly value: FormValue }[],
  own: Box | null,
): Box | null {
  if (own === null) return null;
  const target = fields.find(({ value }) => value.isTarget);
  const belongs = target === undefined ? fields : [target];
  const places = belongs.flatMap(({ place }) => (place === null ? [] : [place]));
  if (places.length === 0) return null;
  return [own, ...places].reduce(union);
}

function union(a: Box, b: Box): Box {
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  const width = Math.max(a.x + a.width, b.x + b.width) - x;
  return { x, y, width, height: Math.max(a.y + a.height, b.y + b.height) - y };
}

function isEdges(edges: unknown): edges is Edges {
  return Array.isArray(edges) && edges.length === 4 && edges.every((edge) => Number.isFinite(edge));
}

function listOf<T>(list: unknown): readonly T[] {
  return Array.isArray(list) ? list : [];
}

function textOf(text: unknown, most: number): string {
  return typeof text === 'string' ? text.slice(0, most) : '';
}

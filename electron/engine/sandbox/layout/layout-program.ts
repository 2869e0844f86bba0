import { DETECTORS_SOURCE } from '../in-page/detectors';
import { READERS_SOURCE } from '../in-page/page-readers';
import { SECRET_FIELDS_PROGRAM } from '../in-page/secret-fields';
import { SUSPECTS_SOURCE } from './closed-roots';
import { HIDE_SOURCE } from './hide-elements';
import { HOLD_SOURCE } from './page-hold';
import { PLACES_SOURCE } from './page-places';
import { PAGE_TEXT_SOURCE } from './page-text';

/** What a document says of itself. Every value in it is the page's, and is checked before it is used. */
export type DocumentLook = {
  readonly width: number;
  readonly height: number;
  /** A mask's kind and its left, top, right and bottom edge, in CSS pixels of the document's window. */
  readonly places: readonly (readonly [string, number, number, number, number])[];
  /** What its title or address shows that is looked for; null for nothing. Of a page, the browser writes those in its bars. */
  readonly named: string | null;
  /** Whether a list or a note of the browser's own may show something of it in a window of theirs. */
  readonly pops: boolean;
  /** Whether it shows something where no script can tell. */
  readonly unplaced: boolean;
  /** Whether everything is where it was at the look before, and was in between. */
  readonly held: boolean;
};

/** What is found, and in which node: an element as a whole, or a part of a text. */
const SCAN_SOURCE = `
  const detectIn = (text, detect) => detect.flatMap((name) => detectors[name](text).map((stretch) => ({ kind: name, stretch })));
  let lastFound = null;
  const inText = (pieces, detect) => {
    if (detect.length === 0 || pieces.length === 0) return [];
    const names = detect.join();
    if (lastFound?.pieces !== pieces || lastFound.names !== names) lastFound = { pieces, names, found: foundIn(pieces, detect) };
    return lastFound.found.map((one) => ({ ...one }));
  };
  const foundIn = (pieces, detect) => {
    const views = [
      [(piece) => piece.joins ? '' : '\\n', detect],
      [() => '\\n', detect],
      [() => ' ', detect.filter((name) => name === 'card_number' || name === 'iban')],
    ];
    const found = new Map();
    for (const [at, [between, names]] of views.entries()) {
      if (names.length === 0) continue;
      const { text, starts } = joined(pieces, between);
      for (const { kind, stretch } of detectedIn(at, text, names)) for (const range of rangesOf(pieces, starts, stretch)) {
        const known = found.get(range.node) || [];
        if (known.length === 0) found.set(range.node, known);
        if (!known.some((one) => one.kind === kind && one.start === range.start && one.end === range.end)) known.push({ kind, ...range });
      }
    }
    return [...found.values()].flat();
  };
  /* A text that is still the same was looked through before. */
  const lookedThrough = [];
  const detectedIn = (at, text, names) => {
    const last = lookedThrough[at];
    if (last && last.text === text && last.names === names.join()) return last.found;
    const found = detectIn(text, names);
    lookedThrough[at] = { text, names: names.join(), found };
    return found;
  };
  /* The text of a list is laid out by the browser; where it stands is the list. */
  const asList = (found) => {
    const list = found.element ? null : Element.prototype.closest.call(parentOf(found.node) || document.documentElement, 'select');
    return list ? { kind: found.kind, element: list, pops: true } : found;
  };
  const holds = (value, needles) => {
    if (value === '') return false;
    const plain = squeezed(value);
    return needles.some((needle) => needle.length < ${3} ? plain === needle : plain.includes(needle));
  };
  /* What a masked field holds is masked wherever else the page shows it. */
  const held = new Map();
  const noteHeld = (element, kind) => {
    const value = valueOf(element).trim();
    const most = kind === 'card' ? 12 : 6;
    if (value.length >= most) held.set(element, value);
    for (const [oldest] of held.size > 60 ? [...held] : []) { held.delete(oldest); break; }
  };
  const heldNeedles = (fields) => fields.length > 0 ? [...held.values()].map(squeezed) : [];
  const FIELDS = 'input, textarea, select, [contenteditable]';
  const inFields = (roots, { fields, detect }, needles) => {
    const found = [];
    const others = [];
    for (const root of roots) for (const element of select(root, FIELDS)) {
      const kind = fields.length > 0 ? fieldKind(element) : null;
      if (kind && fields.includes(kind)) {
        noteHeld(element, kind);
        found.push({ kind, element });
      } else others.push({ element, value: valueOf(element) });
    }
    const secret = [...needles, ...heldNeedles(fields)];
    for (const { element, value } of others) {
      if (value === '') continue;
      const [detected] = detectIn(value.slice(0, 20000), detect);
      if (holds(value, secret)) found.push({ kind: 'value', element });
      else if (detected) found.push({ kind: detected.kind, element, pops: element instanceof HTMLSelectElement });
    }
    /* A code stands in as many boxes as it has digits. */
    const small = others.filter(({ value }) => value.length === 1 || value.length === 2);
    if (holds(small.map(({ value }) => value).join(''), needles)) found.push(...small.map(({ element }) => ({ kind: 'value', element })));
    return found;
  };
  const PSEUDO = ['::before', '::after', '::marker', '::placeholder'];
  const isPositioned = (element) => PSEUDO.slice(0, 2).some((name) => {
    const { content, position } = getComputedStyle(element, name);
    return content !== 'none' && content !== 'normal' && (position === 'absolute' || position === 'fixed');
  });
  /* Text that stands in no text node: of attributes, and of style sheets. */
  const inAttributes = (roots, needles) => {
    if (needles.length === 0) return [];
    const found = [];
    for (const root of roots) for (const element of select(root, '*')) {
      const list = attributes(element);
      let isHeld = false;
      for (let at = 0; at < list.length && !isHeld; at += 1) isHeld = list[at].value.length > 1 && holds(list[at].value, needles);
      const drawn = isHeld ? false : PSEUDO.slice(0, 3).some((name) => {
        const { content } = getComputedStyle(element, name);
        return content.length > 4 && content !== 'normal' && holds(content, needles);
      });
      if (isHeld || drawn) found.push({ kind: 'value', element, pops: isHeld, unplaced: isPositioned(element) });
    }
    return found;
  };
  const bySelector = (roots, selectors) => selectors.flatMap((selector) => {
    try { return roots.flatMap((root) => Array.from(select(root, selector), (element) => ({ kind: 'element', element }))); } catch { return []; }
  });
  const address = () => { try { return decodeURIComponent(location.href); } catch { return location.href; } };
  const nameOf = ({ detect }, needles) => {
    if (needles.length === 0 && detect.length === 0) return null;
    const texts = [reader(Document.prototype, 'title')(document).slice(0, 2000), location.href.slice(0, 20000), address().slice(0, 20000)];
    if (texts.some((text) => holds(text, needles))) return 'value';
    return texts.flatMap((text) => detectIn(text, detect)).map(({ kind }) => kind)[0] || null;
  };
  const scan = (wanted) => {
    const roots = shadowRoots();
    const given = wanted.needles.map(squeezed).filter((needle) => needle !== '');
    const fields = inFields(roots, wanted, given);
    const needles = [...new Set([...given, ...heldNeedles(wanted.fields)])];
    const long = needles.filter((needle) => needle.length >= ${3});
    const pieces = wanted.detect.length > 0 || long.length > 0 ? piecesOf(roots) : [];
    const found = [
      ...bySelector(roots, wanted.selectors),
      ...fields,
      ...inAttributes(roots, given),
      ...inText(pieces, wanted.detect).map(asList),
      ...rangesOfNeedles(pieces, long).map((range) => ({ kind: 'value', ...range })).map(asList),
    ];
    return { found, roots, named: nameOf(wanted, given) };
  };
  const placed = ({ found, named }) => {
    const places = [];
    const known = new Set();
    for (const one of found) {
      const rects = placesOf(one);
      one.isSeen = rects.length > 0;
      for (const rect of rects) {
        const place = [one.kind, ...rect];
        const key = place.join();
        if (known.has(key)) continue;
        known.add(key);
        places.push(place);
      }
    }
    const pops = found.some((one) => one.pops);
    const unplaced = found.some((one) => one.unplaced);
    return { width: innerWidth, height: innerHeight, places, named, pops, unplaced };
  };`;

/** Installs `airlockLayout` in the isolated world of a document, once. */
export const LAYOUT_PROGRAM = `(globalThis.airlockLayout ??= (() => {
  ${READERS_SOURCE}
  ${DETECTORS_SOURCE}
  const { fieldKind } = ${SECRET_FIELDS_PROGRAM};
  ${PAGE_TEXT_SOURCE}
  ${PLACES_SOURCE}
  ${SCAN_SOURCE}
  ${SUSPECTS_SOURCE}
  ${HOLD_SOURCE}
  ${HIDE_SOURCE}
  return { before, after, add: (root) => { closedRoots.add(root); }, look: (wanted) => placed(scan(wanted)), hide, clear, suspects: () => findSuspects(shadowRoots()), suspect: (index) => suspects[index] };
})())`;

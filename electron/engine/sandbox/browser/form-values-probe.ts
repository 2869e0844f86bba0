import type { TextDetector } from '../../../../shared/domain/redaction';
import { DETECTORS_SOURCE } from '../in-page/detectors';
import { once } from '../in-page/once';
import { READERS_SOURCE } from '../in-page/page-readers';
import { SECRET_FIELDS_PROGRAM } from '../in-page/secret-fields';

/** What a policy keeps back of a page, as the page's own process has to be asked for it. */
export type KeptBack = {
  /** CSS selectors: what they match, or stands in what they match. */
  readonly selectors: readonly string[];
  readonly detect: readonly TextDetector[];
};

/** Left, top, right and bottom edge, in CSS pixels of the document's window. */
export type Edges = readonly [number, number, number, number];

/** One field of a form: what a reader calls it and what it holds. A secret one holds nothing here. */
export type RawValue = {
  readonly name: string;
  readonly label: string;
  readonly kind: string;
  readonly holds: string;
  readonly isSecret: boolean;
  /** It is the element that was asked. */
  readonly isTarget: boolean;
  /** Around the field and its label. */
  readonly edges: Edges | null;
};

/** What stands in the form of an element, and beside the element. Every text in it is the page's. */
export type RawForm = {
  readonly values: readonly RawValue[];
  /** Fields that can be seen and are not among `values`. */
  readonly more: number;
  /** Of the element itself. */
  readonly edges: Edges;
  /** Words right beside it, without its own. */
  readonly beside: string;
};

/** Fields that are read of one form, and how much of each: enough to find a secret that a shorter text would cut in two. */
export const MOST_FIELDS = 120;
export const MOST_READ = 4000;

/** What stands around a control in words, as far as it can be seen. */
const WORDS_SOURCE = `
  const NO_WORDS = new Set(['script', 'style', 'noscript', 'template', 'textarea', 'select', 'option', 'button', 'datalist']);
  /* One without a box of its own shows what is in it. */
  const isShown = (element) => Element.prototype.checkVisibility.call(element) || getComputedStyle(element).display === 'contents';
  const plain = (text, most) => String(text ?? '').replace(/[ \\t\\r\\n\\f]+/g, ' ').trim().slice(0, most);
  const MOST_NODES = 400;
  /* The words in a node, each block of them on a line of its own; \`skips\` tells which elements in it don't count. */
  const INLINE = new Set('a abbr b bdi bdo cite code data del em font i ins kbd label mark q s small span strong sub sup time u var'.split(' '));
  const blockOf = (text) => {
    let around = parentOf(text);
    while (around && INLINE.has(tagOf(around))) around = parentOf(around);
    return around;
  };
  const linesOf = (node, most, skips = () => false) => {
    const acceptNode = (inner) => {
      if (!isElement(inner)) return NodeFilter.FILTER_ACCEPT;
      return NO_WORDS.has(tagOf(inner)) || skips(inner) || !isShown(inner) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
    };
    const walk = walker(document, node, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, { acceptNode });
    const lines = [];
    let block = null;
    let length = 0;
    for (let count = 0; count < MOST_NODES && length < most; count += 1) {
      const text = walk.nextNode();
      if (!text) break;
      const words = textData(text).slice(0, most);
      length += words.length;
      if (lines.length > 0 && blockOf(text) === block) lines.push(lines.pop() + words);
      else lines.push(words);
      block = blockOf(text);
    }
    return lines.map((line) => plain(line, most)).filter((line) => line !== '');
  };
  const wordsOf = (node, most) => linesOf(node, most).join(' ').slice(0, most);
  const previous = reader(Node.prototype, 'previousSibling');
  const CONTROLS = 'input, select, textarea, button';
  /* What a form without labels has before its fields. */
  const wordsBefore = (element) => {
    let node = element;
    for (let level = 0; level < 2 && node; level += 1, node = parentOf(node)) {
      let before = previous(node);
      for (let steps = 0; before && steps < 4; steps += 1, before = previous(before)) {
        if (isElement(before) && (CONTROLS.includes(tagOf(before)) || select(before, CONTROLS).length > 0)) return '';
        const words = isElement(before) ? (isShown(before) ? wordsOf(before, 100) : '') : before instanceof Text ? plain(textData(before), 100) : '';
        if (words !== '') return words;
      }
      const around = parentOf(node);
      if (around === null || tagOf(around) === 'form') return '';
    }
    return '';
  };
  const byIds = (element) => {
    const ids = plain(attribute(element, 'aria-labelledby'), 200);
    if (ids === '') return '';
    const root = rootOf(element);
    const prototype = root instanceof ShadowRoot ? DocumentFragment.prototype : Document.prototype;
    return ids.split(' ').map((id) => prototype.getElementById.call(root, id)).map((found) => found ? wordsOf(found, 100) : '').join(' ').trim();
  };
  const named = (element) => String(attribute(element, 'name') ?? '').slice(0, 100);
  const shownLabels = (element) => Array.from(labels(element) ?? []).slice(0, 3).filter(isShown);
  const labelOf = (element) => plain(shownLabels(element).map((label) => wordsOf(label, 100)).join(' '), 100)
    || plain(byIds(element), 100) || ['aria-label', 'placeholder', 'title'].map((name) => plain(attribute(element, name), 100)).find(Boolean)
    || wordsBefore(element) || named(element);
  /* How far out words are looked for, and how many may stand there and still be beside. */
  const MOST_BESIDE = 600;
  const besideOf = (element, form) => {
    /* What somebody has written there, and what a field is called, is no word of the page's about the element. */
    const skips = (inner) => inner === element || tagOf(inner) === 'label' || attribute(inner, 'contenteditable') !== null;
    let words = '';
    let node = parentOf(element);
    for (let level = 0; level < 3 && node && node !== document.body; level += 1, node = parentOf(node)) {
      const more = linesOf(node, 2 * MOST_BESIDE, skips).join('\\n');
      if (level > 0 && more.length > MOST_BESIDE) break;
      words = more.slice(0, MOST_BESIDE);
      if (node === form || tagOf(node) === 'dialog') break;
    }
    return words;
  };`;

const VALUES_SOURCE = `
  const editables = new WeakSet();
  const files = reader(HTMLInputElement.prototype, 'files');
  const isChecked = reader(HTMLInputElement.prototype, 'checked');
  const NOT_SENT = ['submit', 'image', 'button', 'reset', 'hidden'];
  const isField = (element) => !['button', 'fieldset', 'output', 'object'].includes(tagOf(element))
    && !NOT_SENT.includes(inputType(element)) && !Element.prototype.matches.call(element, ':disabled');
  const TEXTS = { checkbox: 'tick', radio: 'choice', file: 'file' };
  const kindOf = (element) => {
    if (element instanceof HTMLInputElement) return TEXTS[inputType(element)] ?? 'text';
    if (element instanceof HTMLSelectElement) return 'choice';
    return element instanceof HTMLTextAreaElement || editables.has(element) ? 'text' : 'other';
  };
  const heldBy = (element) => {
    switch (kindOf(element)) {
      case 'tick': return isChecked(element) ? 'on' : '';
      case 'file': return Array.from(files(element) ?? [], ({ name }) => name).join(', ');
      case 'choice': return element instanceof HTMLSelectElement
        ? Array.from(selectedOptions(element), optionText).slice(0, 50).join(', ') : isChecked(element) ? labelOf(element) : '';
      case 'text': return editables.has(element) ? textContent(element) : valueOf(element);
      default: return '';
    }
  };
  /* Shown as dots by a style sheet. */
  const isDotted = (element) => !['none', '', undefined].includes(getComputedStyle(element).webkitTextSecurity);
  const isIn = (element, selector) => {
    try {
      for (let node = element; node;) {
        if (Element.prototype.closest.call(node, selector)) return true;
        const root = rootOf(node);
        node = root instanceof ShadowRoot ? root.host : null;
      }
    } catch { /* It is no selector, and matches nothing. */ }
    return false;
  };
  const finds = (text, detect) => detect.some((name) => globalThis.airlockDetectors[name](text.slice(0, 20000)).length > 0);
  const edgesOf = (element) => {
    const { left, top, right, bottom } = rectOf(element);
    return right > left && bottom > top ? [left, top, right, bottom] : null;
  };
  const around = (edges) => {
    const known = edges.filter(Boolean);
    if (known.length === 0) return null;
    const all = (index) => known.map((one) => one[index]);
    return [Math.min(...all(0)), Math.min(...all(1)), Math.max(...all(2)), Math.max(...all(3))];
  };
  const groupLabel = (radio) => {
    const set = Element.prototype.closest.call(radio, 'fieldset, [role=radiogroup]');
    const legend = set && tagOf(set) === 'fieldset' ? select(set, 'legend')[0] : null;
    return (legend && wordsOf(legend, 100)) || (set && (plain(byIds(set), 100) || plain(attribute(set, 'aria-label'), 100))) || named(radio);
  };
  /* Of several that exclude each other the one that is chosen says it all. */
  const isOfGroup = (field) => inputType(field) === 'radio' && named(field) !== '';
  const withoutOthers = (fields) => {
    const told = new Map();
    for (const field of fields.filter(isOfGroup)) if (!told.has(named(field)) || isChecked(field)) told.set(named(field), field);
    return fields.filter((field) => !isOfGroup(field) || told.get(named(field)) === field);
  };
  const describe = (element, target, wanted) => {
    const held = heldBy(element);
    const isSecret = fieldKind(element) !== null || isDotted(element)
      || wanted.selectors.some((selector) => isIn(element, selector)) || finds(held, wanted.detect);
    const label = inputType(element) === 'radio' ? groupLabel(element) : labelOf(element);
    return { name: named(element), label, kind: kindOf(element), held, isSecret, isTarget: element === target,
      edges: around([edgesOf(element), ...shownLabels(element).map(edgesOf)]) };
  };
  /* The same text in a second field, as where a password can be made readable, is the same secret. */
  const shows = (held, secrets) => held !== '' && secrets.some((secret) => held === secret || (secret.length >= 6 && held.includes(secret)));
  const read = (target, form, { shown, unseen }, wanted) => {
    const edited = form === null ? [] : editablesIn(form);
    const fields = withoutOthers([...shown.filter(isField), ...edited]);
    const taken = fields.slice(0, ${MOST_FIELDS});
    const all = taken.map((element) => describe(element, target, wanted));
    const further = [...fields.slice(${MOST_FIELDS}), ...unseen].filter((element) => inputType(element) === 'password').map(valueOf);
    const kept = all.filter(({ isSecret, kind }) => isSecret && kind === 'text').map(({ held }) => held);
    const secrets = [...kept, ...further].filter(({ length }) => length >= 4);
    const values = all.map(({ held, ...about }) => {
      const isSecret = about.isSecret || shows(held, secrets);
      return { ...about, isSecret, holds: isSecret ? '' : String(held).slice(0, ${MOST_READ}) };
    });
    const { left, top, right, bottom } = rectOf(target);
    return { values, more: fields.length - taken.length, edges: [left, top, right, bottom], beside: isField(target) && kindOf(target) !== 'other' ? '' : besideOf(target, form) };
  };
  const MOST_EDITABLES = 20;
  /* Texts that are written right in the page, the outermost of each. */
  const editablesIn = (form) => Array.from(select(form, '[contenteditable]')).slice(0, MOST_EDITABLES).filter((element) => {
    const isText = element instanceof HTMLElement && attribute(element, 'contenteditable') !== 'false' && isShown(element)
      && !Element.prototype.closest.call(parentOf(element), '[contenteditable]');
    if (isText) editables.add(element);
    return isText;
  });`;

/** Installs `airlockFormValues` in the isolated world of a document, once. Documents run it first: it is long to send. */
export const FORM_VALUES_PROGRAM = once(
  'airlockFormValues',
  `
  ${READERS_SOURCE}
  const { fieldKind } = ${SECRET_FIELDS_PROGRAM};
  ${WORDS_SOURCE}
  ${VALUES_SOURCE}
  return { read, editablesIn, textOf: textContent };`,
);

/** An expression for the program of a document where it is installed; detectors are sent only where something is looked for. */
export function formValuesProgram({ detect }: KeptBack): string {
  const installed = `(Object.hasOwn(globalThis, 'airlockFormValues') ? globalThis.airlockFormValues : null)`;
  if (detect.length === 0) return installed;
  return `(${once('airlockDetectors', `${DETECTORS_SOURCE} return detectors;`)}, ${installed})`;
}

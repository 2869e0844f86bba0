import { MAX_SELECTOR } from '../../../../shared/domain/picking';

/** The element that a look hit, or the one so many levels around it, through shadow roots; the outermost at most. */
export function elementFunction(up: number): string {
  return `function () {
    const outer = (node) => {
      const parent = Reflect.get(Node.prototype, 'parentNode', node);
      return parent instanceof ShadowRoot ? parent.host : parent instanceof Element ? parent : null;
    };
    let element = this instanceof Element ? this : outer(this);
    for (let level = 0; level < ${up} && element; level += 1) element = outer(element) || element;
    return element;
  }`;
}

/**
 * Selectors for the element `this`: one that names it alone, by an id, an attribute or a class that reads as if a person
 * had given it, else by a short path; and one that names others like it. What the page has named goes in escaped and in
 * printable ASCII, so that an operator sees what they take. Runs in an isolated world; sent as text.
 */
export const PROPOSE_FUNCTION = `function () {
  const attribute = (element, name) => Element.prototype.getAttribute.call(element, name) || '';
  const tagOf = (element) => Reflect.get(Element.prototype, 'localName', element);
  const parentOf = (element) => Reflect.get(Node.prototype, 'parentNode', element);
  const root = Node.prototype.getRootNode.call(this);
  if (root !== document && !(root instanceof ShadowRoot)) return null;
  const prototype = root === document ? Document.prototype : DocumentFragment.prototype;
  const all = (selector) => { try { return Array.from(prototype.querySelectorAll.call(root, selector)); } catch { return []; } };
  const namesOnly = (selector, element) => { const found = all(selector); return found.length === 1 && found[0] === element; };

  const written = (char) => '\\\\' + char.codePointAt(0).toString(16) + ' ';
  const name = (text) => CSS.escape(text).replace(/[^ -~]/gu, written);
  const quoted = (text) => '"' + text.replace(/["\\\\]|[^ -~]/gu, written) + '"';

  /* What a program has made up changes with the next build or visit. */
  const isGiven = (text) => text.length >= 2 && text.length <= 60 && !/\\d{3}|^:|^(?:ember|react|mui|radix|headlessui)|\\d[a-z]\\d/i.test(text);
  const isWord = (text) => text.length >= 3 && /^[a-z]+(?:[-_]+[a-z]+)*$/.test(text) && !/^(?:css|sc|jss|ng|is|has)-|^(?:active|selected|open|hidden|disabled|focus|hover)$/.test(text);
  const ATTRIBUTES = ['data-testid', 'data-test-id', 'data-test', 'data-qa', 'data-cy', 'data-field', 'data-column', 'itemprop', 'name', 'autocomplete'];

  /* What an element may be named by, the firmest first. */
  const ownNames = (element) => {
    const tag = name(tagOf(element));
    const id = attribute(element, 'id');
    const byAttribute = ATTRIBUTES.map((key) => [key, attribute(element, key)])
      .filter(([, value]) => value !== '' && value.length <= 80)
      .map(([key, value]) => tag + '[' + key + '=' + quoted(value) + ']');
    const classes = attribute(element, 'class').split(/\\s+/).filter(isWord).slice(0, 6).map((one) => '.' + name(one));
    const pairs = classes.flatMap((one, at) => classes.slice(at + 1).map((other) => one + other));
    return [...(isGiven(id) ? ['#' + name(id)] : []), ...byAttribute, ...classes, ...pairs];
  };
  const stepOf = (element) => {
    const parent = parentOf(element);
    const tag = tagOf(element);
    const alike = Array.from(parent.children || []).filter((child) => tagOf(child) === tag);
    return name(tag) + (alike.length > 1 ? ':nth-of-type(' + (alike.indexOf(element) + 1) + ')' : '');
  };

  const own = ownNames(this);
  const aloneByPath = () => {
    let path = '';
    for (let element = this; element instanceof Element; element = parentOf(element)) {
      const anchor = ownNames(element).find((one) => namesOnly(one, element));
      if (anchor && element !== this) {
        return own.map((one) => anchor + ' ' + one).find((one) => namesOnly(one, this)) || anchor + ' > ' + path;
      }
      path = stepOf(element) + (path === '' ? '' : ' > ' + path);
    }
    return path;
  };
  const alone = own.find((one) => namesOnly(one, this)) || aloneByPath();
  const column = () => {
    if (tagOf(this) !== 'td') return [];
    const table = Element.prototype.closest.call(this, 'table');
    const place = Array.from(parentOf(this).children || []).indexOf(this) + 1;
    const anchor = table && (ownNames(table).find((one) => namesOnly(one, table)) || (all('table').length === 1 ? 'table' : null));
    return anchor ? [anchor + ' td:nth-child(' + place + ')'] : [];
  };
  const alike = [...own.filter((one) => all(one).length > 1), ...column()].slice(0, 2);
  const selectors = [...new Set([alone, ...alike])].filter((one) => one.length <= ${MAX_SELECTOR} && all(one).includes(this));
  if (selectors.length === 0) return null;
  const called = ['aria-label', 'title', 'placeholder', 'alt', 'id', 'name'].map((key) => attribute(this, key).trim()).find((text) => text !== '');
  const tag = tagOf(this);
  return {
    tag: tag.slice(0, 60),
    name: Array.from(called || '').slice(0, 60).join(''),
    selectors,
    isOpaque: ['canvas', 'img', 'video', 'picture', 'embed', 'object', 'image'].includes(tag),
  };
}`;

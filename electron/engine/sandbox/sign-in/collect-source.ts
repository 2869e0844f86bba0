import { MEASURE_SOURCE, NODES_SOURCE } from './measure-source';

const MOST_FIELDS = 120;
const MOST_ELEMENTS = 50_000;

/** What a field and its form must still be when it is filled and sent. */
export const SIGN_SOURCE = `
  const addressOf = (value) => {
    try { return new URL(value || '', get(Node.prototype, 'baseURI', document)); } catch { return null; }
  };
  /* A script's address runs in the page itself, as its handlers do. */
  const originOf = (value) => {
    const address = value === null || value.trim() === '' ? new URL(location.href) : addressOf(value);
    return address === null ? 'null' : address.protocol === 'javascript:' ? self.origin : address.origin;
  };
  const isForm = (node) => node instanceof HTMLFormElement;
  const isSubmitter = (control) => (control instanceof HTMLButtonElement && control.type === 'submit')
    || (control instanceof HTMLInputElement && ['submit', 'image'].includes(control.type));
  const submittersOf = (form) => Array.from(get(HTMLFormElement.prototype, 'elements', form)).filter(isSubmitter)
    .concat(Array.from(Element.prototype.querySelectorAll.call(form, 'input[type=image]')));
  const signOfGroup = (group) => isForm(group)
    ? JSON.stringify([['action', 'method', 'target', 'enctype'].map((name) => attribute(group, name)),
      submittersOf(group).map((control) => [attribute(control, 'formaction'), attribute(control, 'formmethod'), attribute(control, 'formtarget')])])
    : 'none';
  const signOf = (element) => JSON.stringify([tagOf(element), element.type || null, ...['name', 'autocomplete', 'maxlength',
    'formaction', 'formmethod', 'form', 'href'].map((name) => attribute(element, name))]);
  const groupOf = (element) => ('form' in element && element.form) || around(element, 'form')
    || around(element, 'dialog,[role=dialog],[role=form],[popover],fieldset,section,article,main,aside,header,footer,nav,body')
    || get(Document.prototype, 'documentElement', document);`;

/**
 * Finds the fields and buttons of a document, in open shadow roots and in the closed ones that hold any of the given
 * nodes. Answers an object that keeps them; `facts` of it is a `DocumentFacts`.
 */
export const COLLECT_FUNCTION = `function (...given) {
  ${NODES_SOURCE}
  ${MEASURE_SOURCE}
  ${SIGN_SOURCE}
  const roots = [];
  let seen = 0;
  const addRoot = (root) => {
    if (roots.includes(root)) return;
    roots.push(root);
    for (const element of within(root, '*')) {
      seen += 1;
      if (seen > ${MOST_ELEMENTS}) return;
      const inner = get(Element.prototype, 'shadowRoot', element);
      if (inner) addRoot(inner);
    }
  };
  addRoot(document);
  for (const node of given) for (let root = rootOf(node); root instanceof ShadowRoot; root = rootOf(root.host)) addRoot(root);
  const all = (selector) => roots.flatMap((root) => within(root, selector));
  const wordsOf = (node) => node instanceof HTMLElement ? node.innerText || get(Node.prototype, 'textContent', node) : get(Node.prototype, 'textContent', node);
  const byIds = (node, ids) => cut(ids, 300).split(' ').map((id) => {
    const root = rootOf(node);
    const found = id === '' ? null : (root === document ? Document : DocumentFragment).prototype.getElementById.call(root, id);
    return found ? cut(wordsOf(found), 120) : '';
  }).join(' ');
  const spoken = (node) => [attribute(node, 'aria-label'), byIds(node, attribute(node, 'aria-labelledby'))].join(' ');
  const hostOf = (node) => rootOf(node) instanceof ShadowRoot ? rootOf(node).host : null;
  /* Text before a field that nothing else names, as in a table. */
  const before = (node) => {
    for (let at = node, steps = 0; at && steps < 3; at = parentOf(at), steps += 1) {
      const sibling = get(Element.prototype, 'previousElementSibling', at);
      if (sibling && !Element.prototype.querySelector.call(sibling, 'input,button')) return cut(wordsOf(sibling), 60);
      if (sibling) return '';
    }
    return '';
  };
  const labelOf = (field) => {
    const labels = Array.from(field.labels || []).map((label) => cut(wordsOf(label), 100));
    const host = hostOf(field);
    const outside = host ? ['label', 'placeholder', 'aria-label', 'title'].map((name) => attribute(host, name)) : [];
    const own = [...labels, spoken(field), attribute(field, 'placeholder'), attribute(field, 'title'), ...outside].filter(Boolean);
    const text = cut(own.join(' '), 300);
    return text === '' ? before(field) : text;
  };
  const hintOf = (node) => {
    const host = hostOf(node);
    return cut(['name', 'id'].flatMap((name) => [attribute(node, name), host && attribute(host, name)]).filter(Boolean).join(' '), 200);
  };
  const groups = [];
  const groupIndex = (element) => {
    const group = groupOf(element);
    if (!groups.includes(group)) groups.push(group);
    return groups.indexOf(group);
  };
  const TEXT = ['text', 'email', 'tel', 'password', 'number', 'url', 'search', 'date', 'month', 'week', 'time', 'datetime-local'];
  const fields = all('input,textarea,select,[contenteditable]').filter((element) => !(element instanceof HTMLInputElement) || TEXT.includes(element.type));
  const BUTTONS = 'button,input[type=submit],input[type=button],input[type=image],[role=button],[onclick],a[href^="javascript:"],a[href="#"],[class*=button i],[class*=btn i]';
  const buttons = all(BUTTONS).filter((element) => !isForm(element) && !Element.prototype.querySelector.call(element, 'input,button'));
  const typeOf = (element) => element instanceof HTMLInputElement ? element.type
    : ['textarea', 'select'].includes(tagOf(element)) ? tagOf(element) : 'editable';
  const fieldFacts = (element) => ({
    group: groupIndex(element),
    type: attribute(element, 'role') === 'searchbox' ? 'search' : typeOf(element),
    autocomplete: cut([attribute(element, 'autocomplete'), hostOf(element) && attribute(hostOf(element), 'autocomplete')].filter(Boolean).join(' '), 100).toLowerCase(),
    label: labelOf(element),
    hint: hintOf(element),
    maxLength: element instanceof HTMLInputElement ? element.maxLength : -1,
    isShown: shownBox(element) !== null,
    isEditable: !isOff(element) && !element.readOnly,
    sign: signOf(element),
  });
  const buttonFacts = (element) => ({
    group: groupIndex(element),
    label: cut([cut(wordsOf(element), 100) || (element instanceof HTMLInputElement ? element.value || attribute(element, 'alt') : '')
      || (hostOf(element) ? cut(wordsOf(hostOf(element)), 100) : ''), spoken(element), attribute(element, 'title')].join(' '), 200),
    isSubmit: isSubmitter(element),
    goesTo: isSubmitter(element) && attribute(element, 'formaction') !== null ? originOf(attribute(element, 'formaction')) : null,
    isShown: shownBox(element) !== null,
    sign: signOf(element),
  });
  const HEADINGS = 'h1,h2,h3,h4,h5,h6,[role=heading],legend';
  const headingBefore = (node) => {
    for (let at = node, depth = 0; at && depth < 6; at = parentOf(at), depth += 1) {
      for (let sibling = get(Element.prototype, 'previousElementSibling', at), steps = 0; sibling && steps < 6;
        sibling = get(Element.prototype, 'previousElementSibling', sibling), steps += 1) {
        if (Element.prototype.matches.call(sibling, HEADINGS)) return wordsOf(sibling);
        const inner = Element.prototype.querySelector.call(sibling, HEADINGS);
        if (inner && !isForm(sibling) && !Element.prototype.querySelector.call(sibling, 'input')) return wordsOf(inner);
      }
    }
    return '';
  };
  const groupFacts = (group) => {
    const inside = Array.from(Element.prototype.querySelectorAll.call(group, HEADINGS)).slice(0, 3).map((node) => cut(wordsOf(node), 100));
    const isGet = isForm(group) && (attribute(group, 'method') || '').trim().toLowerCase() === 'get';
    const action = isForm(group) ? attribute(group, 'action') : null;
    return {
      isForm: isForm(group),
      goesTo: isForm(group) ? originOf(action) : self.origin,
      isGet,
      heading: cut([...inside, spoken(group), tagOf(group) === 'body' ? '' : cut(headingBefore(group), 100)].join('. '), 400),
      hint: cut([attribute(group, 'name'), attribute(group, 'id'), action && action.split('?')[0]].filter(Boolean).join(' '), 300),
      isSearch: around(group, 'search,[role=search]') !== null,
      sign: signOfGroup(group),
    };
  };
  const isTooMuch = fields.length > ${MOST_FIELDS} || buttons.length > 4 * ${MOST_FIELDS} || seen > ${MOST_ELEMENTS};
  const read = isTooMuch ? { fields: [], buttons: [] } : { fields: fields.map(fieldFacts), buttons: buttons.map(buttonFacts) };
  const title = cut(get(Document.prototype, 'title', document), 200);
  const facts = { title, path: cut(location.pathname, 200), ...read, groups: groups.map(groupFacts), isTooMuch };
  return { fields, buttons, groups, roots, filled: [], secrets: [], facts };
}`;

/** Run on what COLLECT_FUNCTION answered. */
export const FACTS_OF_COLLECTED = 'function () { return this.facts; }';
export const fieldOf = (index: number): string => `function () { return this.fields[${index}]; }`;
export const buttonOf = (index: number): string => `function () { return this.buttons[${index}]; }`;

import { CONTEXT_SOURCE } from './context-probe';
import { formValuesProgram, type KeptBack, type RawForm } from './form-values-probe';

/**
 * The functions that run on an element, in an isolated world, so that the page's own scripts can't change what they
 * see. They are sent as text and must use nothing from outside. A form's fields may be named like its properties ("DOM
 * clobbering", which no world keeps out), so whatever may be a form is read through the prototypes.
 */
export const HELPERS = `
  const get = (prototype, name, object) => Reflect.get(prototype, name, object);
  const attribute = (element, name) => Element.prototype.getAttribute.call(element, name);
  const tagOf = (element) => get(Element.prototype, 'localName', element);
  const isElement = (node) => get(Node.prototype, 'nodeType', node) === 1;
  const textOf = (element) => element instanceof HTMLElement
    ? get(HTMLElement.prototype, 'innerText', element) : get(Node.prototype, 'textContent', element);
  const cut = (text, most) => String(text || '').replace(/\\s+/g, ' ').trim().slice(0, most);
  const parentOf = (node) => {
    const parent = get(Node.prototype, 'parentNode', node);
    return parent instanceof ShadowRoot ? parent.host : parent && isElement(parent) ? parent : null;
  };
  /* What is shown in a slot is clicked through the elements around the slot. */
  const outerOf = (node) => {
    const slot = isElement(node) ? get(Element.prototype, 'assignedSlot', node) : node instanceof Text ? node.assignedSlot : null;
    return slot || parentOf(node);
  };`;

/** The active element of the document or shadow root \`this\`, through open shadow roots. */
export const FOCUSED_FUNCTION = `function () {
  const root = this instanceof ShadowRoot ? this : document;
  const prototype = this instanceof ShadowRoot ? ShadowRoot.prototype : Document.prototype;
  let element = Reflect.get(prototype, 'activeElement', root);
  while (element && Reflect.get(Element.prototype, 'shadowRoot', element)) {
    const inner = Reflect.get(ShadowRoot.prototype, 'activeElement', Reflect.get(Element.prototype, 'shadowRoot', element));
    if (!inner) break;
    element = inner;
  }
  return element || (root === document ? Reflect.get(Document.prototype, 'documentElement', document) : null);
}`;

/** Whether `this` is still part of its document. */
export const CONNECTED_FUNCTION = `function () {
  return Reflect.get(Node.prototype, 'isConnected', this) === true;
}`;

/** The control that a click on \`this\` acts on: the nearest interactive ancestor, through shadow roots, or itself. */
export const CONTROL_FUNCTION = `function () {
  ${HELPERS}
  const tags = ['button', 'input', 'select', 'textarea', 'summary', 'option', 'area'];
  const roles = ['button', 'link', 'menuitem', 'menuitemcheckbox', 'menuitemradio', 'tab', 'switch', 'checkbox', 'radio',
    'option', 'treeitem', 'textbox', 'searchbox', 'combobox', 'slider', 'spinbutton'];
  const isEditable = (node) => node instanceof HTMLElement && get(HTMLElement.prototype, 'isContentEditable', node);
  const start = isElement(this) ? this : outerOf(this);
  for (let node = start; node; node = outerOf(node)) {
    const tag = tagOf(node);
    if (node instanceof HTMLLabelElement && node.control) return node.control;
    if (tags.includes(tag)) return node;
    if (tag === 'a' && (attribute(node, 'href') ?? attribute(node, 'xlink:href')) !== null) return node;
    if (roles.includes(cut(attribute(node, 'role'), 30).toLowerCase())) return node;
    if (isEditable(node) && !isEditable(parentOf(node))) return node;
  }
  return start;
}`;

/** The slot of the shadow root `this` that shows text which stands right in its host. */
export const TEXT_SLOT_FUNCTION = `function () {
  const slots = Array.from(DocumentFragment.prototype.querySelectorAll.call(this, 'slot'));
  const isText = (node) => node instanceof Text && node.data.trim() !== '';
  return slots.find((slot) => slot.assignedNodes({ flatten: true }).some(isText)) ?? null;
}`;

export type FormFacts = {
  readonly action: string;
  readonly method: string;
  readonly submitLabel: string;
  readonly fields: readonly { readonly name: string; readonly type: string; readonly label: string }[];
};

export type ElementFacts = {
  readonly tag: string;
  readonly text: string;
  readonly href: string | null;
  readonly inputType: string | null;
  readonly isEnabled: boolean;
  /** Whether the page makes it look like something to click, or listens for clicks on it in its markup. */
  readonly looksClickable: boolean;
  readonly form: FormFacts | null;
  readonly context: string;
  readonly autocomplete: string;
  readonly isDownload: boolean;
  readonly isChecked: boolean | null;
  /** Where its document comes from: scheme, host and port; `null` for none that counts as one. */
  readonly origin: string;
  readonly documentUrl: string;
  /**
   * What the fields of its form hold, to notice a change: all that can be seen, and each that can't. May be secret and goes
   * nowhere but into keyed digests.
   */
  readonly formState: string;
  readonly hidden: readonly { readonly name: string; readonly holds: string }[];
  /** What the fields of its form hold that can be seen, for a reader; null where nobody may read it. */
  readonly held: RawForm | null;
};

/** The most that is read of what a form's fields hold, of all that can be seen and of each that can't; more can't be compared. */
export const MAX_FORM_STATE = 4_000_000;

/** Everything about the element `this`, at one moment; without what its form holds where `keptBack` is null. */
export function factsFunction(keptBack: KeptBack | null): string {
  const program = keptBack === null ? 'null' : formValuesProgram(keptBack);
  return `function () {
  const program = ${program};
  const keptBack = ${JSON.stringify(keptBack)};
  ${FACTS_BODY}
}`;
}

const FACTS_BODY = `
  ${HELPERS}
  ${CONTEXT_SOURCE}
  const resolve = (value) => {
    try { return new URL(value || '', get(Node.prototype, 'baseURI', document)).href.slice(0, 2000); } catch { return cut(value, 2000); }
  };
  const tag = tagOf(this);
  const isField = ['input', 'button', 'select', 'textarea'].includes(tag);
  const type = isField ? String(this.type || '').slice(0, 20) : null;
  const isButton = tag === 'button' || ['submit', 'button', 'reset', 'image'].includes(type);
  const owner = isField ? this.form : Element.prototype.closest.call(this, 'form');
  const isSubmitter = (field) => ['submit', 'image'].includes(field.type);
  const labelOf = (field) => {
    const label = field.labels && field.labels[0];
    return cut(attribute(field, 'aria-label') || (label && textOf(label)) || attribute(field, 'placeholder'), 100);
  };
  const controlsOf = (form) => Array.from(get(HTMLFormElement.prototype, 'elements', form));
  const describeForm = (form) => {
    const controls = controlsOf(form).filter((control) => !(control instanceof HTMLFieldSetElement));
    const submitter = isField && isSubmitter(this) ? this : controls.find(isSubmitter);
    const action = (submitter && attribute(submitter, 'formaction')) || attribute(form, 'action');
    const method = (submitter && attribute(submitter, 'formmethod')) || attribute(form, 'method') || 'get';
    const submitLabel = submitter ? textOf(submitter) || submitter.value || attribute(submitter, 'aria-label') : '';
    const fields = controls.filter((control) => tagOf(control) !== 'button' && !isSubmitter(control)).slice(0, 60)
      .map((field) => ({ name: cut(attribute(field, 'name'), 100), type: cut(field.type, 20), label: labelOf(field) }));
    return { action: resolve(action), method: cut(method, 10).toLowerCase(), submitLabel: cut(submitLabel, 300), fields };
  };
  /* What only the page writes: nobody sees it, and nobody types into it. */
  const isHidden = (control) => control.type === 'hidden' || !Element.prototype.checkVisibility.call(control);
  const holds = (control) => [control.type, control.disabled, control instanceof HTMLSelectElement
    ? Array.from(control.selectedOptions, (option) => option.value) : control.value, control.checked];
  const stateOf = (form) => JSON.stringify([attribute(form, 'target'), attribute(form, 'enctype'),
    shown.map((control) => [attribute(control, 'name'), ...holds(control)]),
    program ? program.editablesIn(form).map(program.textOf) : []]).slice(0, MOST);
  const MOST = ${MAX_FORM_STATE};
  const shown = [];
  const unseen = [];
  for (const control of owner ? controlsOf(owner) : []) (isHidden(control) ? unseen : shown).push(control);
  const link = tag === 'a' || tag === 'area' ? attribute(this, 'href') ?? attribute(this, 'xlink:href') : null;
  const role = cut(attribute(this, 'role'), 30).toLowerCase();
  const ariaChecked = attribute(this, 'aria-checked');
  return {
    tag: tag.slice(0, 40),
    text: cut(tag === 'input' || tag === 'textarea' ? (isButton ? this.value : '') : textOf(this), 500),
    href: link === null ? null : resolve(link),
    inputType: type,
    isEnabled: !((isField && Element.prototype.matches.call(this, ':disabled')) || attribute(this, 'aria-disabled') === 'true'),
    looksClickable: getComputedStyle(this).cursor === 'pointer' || Element.prototype.hasAttribute.call(this, 'onclick'),
    form: owner ? describeForm(owner) : null,
    context: describeContext(this),
    autocomplete: cut(attribute(this, 'autocomplete'), 100).toLowerCase(),
    isDownload: link !== null && Element.prototype.hasAttribute.call(this, 'download'),
    isChecked: ['checkbox', 'radio'].includes(type) ? this.checked
      : ['checkbox', 'radio', 'switch', 'menuitemcheckbox', 'menuitemradio'].includes(role) ? ariaChecked === 'true' : null,
    origin: self.origin,
    documentUrl: location.href.slice(0, 2000),
    formState: owner ? stateOf(owner) : '',
    hidden: unseen.map((control) => ({
      name: cut(attribute(control, 'name'), 100), holds: JSON.stringify(holds(control)).slice(0, MOST) })),
    held: program ? program.read(this, owner || null, { shown, unseen }, keptBack) : null,
  };`;

/** The same without what its form holds. */
export const FACTS_FUNCTION = factsFunction(null);

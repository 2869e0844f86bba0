/**
 * The functions that run in the page, in an isolated world, so that the page's own scripts can't change what they see.
 * They are sent as text and must use nothing from outside. A form's fields may be named like its properties ("DOM
 * clobbering"), so attributes and properties of forms are read through the prototypes.
 */

export type PageView = {
  readonly isVisible: boolean;
  readonly hasFocus: boolean;
  /** Where the page's own area begins on the screen and how many screen pixels a CSS pixel has. */
  readonly originX: number;
  readonly originY: number;
  readonly scale: number;
  readonly width: number;
  readonly height: number;
  /** How far the document is scrolled, in CSS pixels. */
  readonly scrollX: number;
  readonly scrollY: number;
  readonly url: string;
};

/** Where on the screen the page is (maximised window, no frame at left, right and bottom). */
export const VIEW_EXPRESSION = `({
  isVisible: document.visibilityState === 'visible',
  hasFocus: document.hasFocus(),
  originX: screenX,
  originY: screenY + outerHeight - Math.round(innerHeight * devicePixelRatio),
  scale: devicePixelRatio,
  width: innerWidth,
  height: innerHeight,
  scrollX: scrollX,
  scrollY: scrollY,
  url: location.href,
})`;

/**
 * True when the document is complete, the window fills the screen, and two frames have been drawn since: an unmapped
 * window draws none. False at once in the empty document that a browser begins with.
 */
export const PAINTED_EXPRESSION = `new Promise((resolve) => {
  if (location.href === 'about:blank') return resolve(false);
  const drawn = () => {
    if (outerWidth < screen.availWidth || outerHeight < screen.availHeight) setTimeout(drawn, 10);
    else requestAnimationFrame(() => requestAnimationFrame(() => resolve(true)));
  };
  if (document.readyState === 'complete') drawn(); else addEventListener('load', drawn, { once: true });
})`;

/** The element that has the keyboard, through shadow roots and same-origin frames; null when it is out of reach. */
export const FOCUSED_FUNCTION = `function () {
  let element = document.activeElement;
  for (;;) {
    if (!element) return document.body;
    if (element.shadowRoot && element.shadowRoot.activeElement) { element = element.shadowRoot.activeElement; continue; }
    if (element.tagName === 'IFRAME' || element.tagName === 'FRAME') {
      const inner = element.contentDocument;
      if (!inner) return null;
      element = inner.activeElement || inner.body;
      continue;
    }
    return element;
  }
}`;

/** The control that a click on \`this\` acts on: the nearest interactive ancestor, through shadow roots, or itself. */
export const CONTROL_FUNCTION = `function () {
  const roles = ['button', 'link', 'menuitem', 'menuitemcheckbox', 'menuitemradio', 'tab', 'switch', 'checkbox', 'radio',
    'option', 'treeitem', 'textbox', 'searchbox', 'combobox', 'slider', 'spinbutton'];
  let node = this.nodeType === 1 ? this : this.parentElement || (this.getRootNode() && this.getRootNode().host);
  const start = node;
  while (node) {
    const tag = node.tagName;
    if (tag === 'LABEL' && node.control) return node.control;
    if (['BUTTON', 'INPUT', 'SELECT', 'TEXTAREA', 'SUMMARY', 'OPTION', 'AREA'].includes(tag)) return node;
    if (tag === 'A' && Element.prototype.hasAttribute.call(node, 'href')) return node;
    const role = Element.prototype.getAttribute.call(node, 'role');
    if (role && roles.includes(role.trim().toLowerCase())) return node;
    if (node.isContentEditable && !(node.parentElement && node.parentElement.isContentEditable)) return node;
    node = node.parentElement || (node.getRootNode() && node.getRootNode().host) || null;
  }
  return start;
}`;

export type ElementFacts = {
  readonly tag: string;
  readonly text: string;
  readonly href: string | null;
  readonly inputType: string | null;
  readonly isEnabled: boolean;
  /** Whether the page makes it look like something to click, or listens for clicks on it in its markup. */
  readonly looksClickable: boolean;
  readonly form: { readonly action: string; readonly method: string; readonly submitLabel: string } | null;
};

export const FACTS_FUNCTION = `function () {
  const attribute = (element, name) => Element.prototype.getAttribute.call(element, name);
  const cut = (text) => String(text || '').replace(/\\s+/g, ' ').trim().slice(0, 300);
  const resolve = (value) => { try { return new URL(value || '', document.baseURI).href.slice(0, 2000); } catch { return cut(value); } };
  const isField = ['INPUT', 'BUTTON', 'SELECT', 'TEXTAREA'].includes(this.tagName);
  const owner = isField ? Reflect.get(this.constructor.prototype, 'form', this) : Element.prototype.closest.call(this, 'form');
  const link = this.tagName === 'A' || this.tagName === 'AREA' ? attribute(this, 'href') : null;
  const describeForm = (form) => {
    const fields = Array.from(Reflect.get(HTMLFormElement.prototype, 'elements', form));
    const submitter = fields.find((field) => (field.tagName === 'BUTTON' && field.type === 'submit')
      || (field.tagName === 'INPUT' && ['submit', 'image'].includes(field.type)));
    const chosen = isField && ['submit', 'image'].includes(this.type) ? this : submitter;
    const action = (chosen && attribute(chosen, 'formaction')) || attribute(form, 'action');
    const method = (chosen && attribute(chosen, 'formmethod')) || attribute(form, 'method') || 'get';
    const label = chosen ? chosen.innerText || chosen.value || attribute(chosen, 'aria-label') : '';
    return { action: resolve(action), method: String(method).trim().toLowerCase().slice(0, 10), submitLabel: cut(label) };
  };
  return {
    tag: this.tagName.toLowerCase().slice(0, 40),
    text: cut(this.innerText || this.value || ''),
    href: link === null ? null : resolve(link),
    inputType: isField ? String(this.type || '').slice(0, 20) : null,
    isEnabled: !(this.disabled || attribute(this, 'aria-disabled') === 'true'),
    looksClickable: getComputedStyle(this).cursor === 'pointer' || Element.prototype.hasAttribute.call(this, 'onclick'),
    form: owner ? describeForm(owner) : null,
  };
}`;

import { CONTROL_FUNCTION, HELPERS } from './element-probe';

/** What of the input is watched: a whole click, only how a drag begins, or keys and text. */
export type InputKind = 'click' | 'press' | 'keys';

/**
 * Stands in every document from its beginning, before any script of its page, in an isolated world. Does nothing until
 * an action is aimed: then trusted input goes where it was meant for, and the first that would go elsewhere is held back
 * together with all that follows. What an element is by its own words and addresses decides (`signOf`), since a page may
 * draw it anew at any time; while it is still there, it must be that very one.
 *
 * Letting a button go is never held back: what follows from it is the click, and a page that drags waits for it.
 */
export const INPUT_SOURCE = `(() => {
  if (Object.hasOwn(self, 'airlockInput')) return self.airlockInput;
  ${HELPERS}
  const controlOf = (node) => (${CONTROL_FUNCTION}).call(node);
  const PRESS = ['pointerdown', 'mousedown'];
  const WATCHED = {
    press: PRESS,
    click: [...PRESS, 'click', 'auxclick', 'dblclick', 'contextmenu'],
    keys: ['keydown', 'keypress', 'keyup', 'beforeinput', 'textInput'],
  };
  const MODIFIERS = ['Shift', 'Control', 'Alt', 'Meta', 'CapsLock'];
  const ACTING_ROLES = /^(button|link|menuitem|menuitemcheckbox|menuitemradio|tab|switch|checkbox|radio|option|treeitem)$/;
  const resolve = (value) => {
    try { return new URL(value || '', get(Node.prototype, 'baseURI', document)).href; } catch { return value; }
  };
  const isButtonOf = (element, tag) => tag === 'button' || (tag === 'input' && ['submit', 'button', 'reset', 'image'].includes(element.type));
  const takesText = (element) => {
    const tag = tagOf(element);
    return tag === 'textarea' || (tag === 'input' && !isButtonOf(element, tag))
      || get(Document.prototype, 'designMode', document) === 'on'
      || (element instanceof HTMLElement && get(HTMLElement.prototype, 'isContentEditable', element));
  };
  const signOf = (element) => {
    const tag = tagOf(element);
    const isField = ['input', 'button', 'select', 'textarea'].includes(tag);
    const type = isField ? String(element.type) : '';
    const isButton = isButtonOf(element, tag);
    const link = attribute(element, 'href') ?? attribute(element, 'xlink:href');
    const role = attribute(element, 'role');
    const looksClickable = !takesText(element) && (getComputedStyle(element).cursor === 'pointer' || attribute(element, 'onclick') !== null);
    const says = isButton || link !== null || ACTING_ROLES.test(role || '') || tag === 'summary' || looksClickable
      ? cut(tag === 'input' ? element.value : textOf(element), 500) : '';
    const form = isField ? element.form : null;
    return JSON.stringify([tag, type, role, says, link && resolve(link), looksClickable,
      ['aria-label', 'title', 'alt', 'name', 'formaction', 'formmethod', 'target'].map((name) => attribute(element, name)),
      form && ['action', 'method', 'target'].map((name) => attribute(form, name))]);
  };
  /* A closed shadow root shows the outside no more than its host. */
  const asSeenOutside = (node) => {
    let seen = node;
    for (let inner = node; ;) {
      const root = Node.prototype.getRootNode.call(inner);
      if (!(root instanceof ShadowRoot)) return seen;
      inner = root.host;
      if (root.mode === 'closed') seen = inner;
    }
  };
  let aim = null;
  let released = 0;
  let hasBegun = false;
  let isHeld = false;
  let waiting = [];
  const isMeant = (event) => {
    const [target] = event.composedPath();
    if (aim.element === null || !(target instanceof Node)) return false;
    /* Text goes to the caret, which may stand in another field than the one that has the focus. */
    if (['beforeinput', 'textInput'].includes(event.type) && !aim.takesText) return false;
    const isThere = get(Node.prototype, 'isConnected', aim.element);
    const control = controlOf(target);
    if (control && isElement(control) && (control === aim.element || !isThere) && signOf(control) === aim.sign) return true;
    /* A click whose button was let go elsewhere is told to what is around both, and means nothing there. */
    return isThere && event.type === 'click' && target !== aim.element && Node.prototype.contains.call(target, aim.element);
  };
  const settle = () => {
    waiting = waiting.filter(({ count, done }) => {
      if (released < count && !isHeld) return true;
      done();
      return false;
    });
  };
  const onInput = (event) => {
    if (aim === null || !event.isTrusted || !WATCHED[aim.kind].includes(event.type)) return;
    if (Date.now() > aim.until) return end();
    const isModifier = event instanceof KeyboardEvent && MODIFIERS.includes(event.key);
    if (!isHeld && isMeant(event)) hasBegun ||= !isModifier;
    else {
      event.preventDefault();
      event.stopImmediatePropagation();
      /* A key that was pressed here may be let go elsewhere; only Space does something then. */
      if (event.type !== 'keyup' || event.key === ' ') isHeld = true;
    }
    if (event.type !== 'keyup' || isModifier) return;
    /* All that a key does comes before it is let go, and what the page does about that, at once. */
    released += 1;
    setTimeout(settle, 0);
  };
  const types = new Set(Object.values(WATCHED).flat());
  const listen = () => { for (const type of types) addEventListener(type, onInput, { capture: true, passive: false }); };
  const close = (kind, forMs) => {
    listen();
    aim = { kind, element: null, sign: '', takesText: false, until: Date.now() + forMs };
    released = 0;
    hasBegun = false;
    isHeld = false;
  };
  const end = () => {
    const answer = { hasBegun: aim !== null && hasBegun, isHeld };
    aim = null;
    isHeld = false;
    settle();
    return answer;
  };
  const room = {
    close,
    end,
    aimAt: (node) => {
      const element = controlOf(asSeenOutside(node));
      aim.element = element;
      aim.sign = signOf(element);
      aim.takesText = takesText(node);
    },
    /* Answers when so many keys were pressed and let go, or one was held back. */
    reached: (count) => new Promise((done) => { waiting.push({ count, done }); settle(); }).then(() => !isHeld),
  };
  listen();
  /* A document that is opened anew loses its listeners, and its children with them. */
  new MutationObserver(listen).observe(document, { childList: true });
  Object.defineProperty(self, 'airlockInput', { value: room });
  return room;
})()`;

/** Runs on the element that was judged, in a document that was closed before. */
export const AIM_FUNCTION = `function () { self.airlockInput.aimAt(this); }`;

/**
 * How a document is read in the isolated world: through the prototypes, since a form's fields may be named like what it is
 * asked ("DOM clobbering", which no world keeps out). Runs in the page; sent as text.
 */
export const READERS_SOURCE = `
  const bound = (work) => Function.prototype.call.bind(work);
  const reader = (prototype, name) => bound(Object.getOwnPropertyDescriptor(prototype, name).get);
  const tagOf = reader(Element.prototype, 'localName');
  const attribute = bound(Element.prototype.getAttribute);
  const attributes = reader(Element.prototype, 'attributes');
  const parentNode = reader(Node.prototype, 'parentNode');
  const textContent = reader(Node.prototype, 'textContent');
  const isConnected = reader(Node.prototype, 'isConnected');
  const rootOf = bound(Node.prototype.getRootNode);
  const slotOf = reader(Element.prototype, 'assignedSlot');
  const textData = reader(CharacterData.prototype, 'data');
  const rectsOf = bound(Element.prototype.getClientRects);
  const rectOf = bound(Element.prototype.getBoundingClientRect);
  const walker = bound(Document.prototype.createTreeWalker);
  const readInputType = reader(HTMLInputElement.prototype, 'type');
  const inputType = (element) => element instanceof HTMLInputElement ? readInputType(element) : '';
  const valueReaders = [HTMLInputElement, HTMLTextAreaElement].map(({ prototype }) => reader(prototype, 'value'));
  const labelReaders = [HTMLInputElement, HTMLTextAreaElement, HTMLSelectElement].map(({ prototype }) => reader(prototype, 'labels'));
  const selectedOptions = reader(HTMLSelectElement.prototype, 'selectedOptions');
  const optionText = reader(HTMLOptionElement.prototype, 'text');
  const valueOf = (element) => {
    if (element instanceof HTMLInputElement) return valueReaders[0](element);
    if (element instanceof HTMLTextAreaElement) return valueReaders[1](element);
    return element instanceof HTMLSelectElement ? Array.from(selectedOptions(element), optionText).join(' ') : '';
  };
  const labels = (element) => element instanceof HTMLInputElement ? labelReaders[0](element)
    : element instanceof HTMLTextAreaElement ? labelReaders[1](element)
    : element instanceof HTMLSelectElement ? labelReaders[2](element) : null;
  const select = (root, selector) => (root === document ? Document : root instanceof ShadowRoot ? DocumentFragment : Element)
    .prototype.querySelectorAll.call(root, selector);
  const isElement = (node) => node instanceof Element;
  const parentOf = (node) => {
    const parent = parentNode(node);
    return parent instanceof ShadowRoot ? parent.host : isElement(parent) ? parent : null;
  };
  /* As it is laid out: what stands in a slot has the slot around it. */
  const outerOf = (node) => (isElement(node) ? slotOf(node) : node instanceof Text ? node.assignedSlot : null) || parentOf(node);
  /* Closed ones are found by the debugging pipe alone, and handed in. */
  const closedRoots = new Set();
  const shadowRoots = () => {
    for (const root of closedRoots) if (!isConnected(root)) closedRoots.delete(root);
    const roots = [document, ...closedRoots];
    for (let at = 0; at < roots.length; at += 1) {
      const all = select(roots[at], '*');
      for (let index = 0; index < all.length; index += 1) {
        /* Only a form could name this otherwise, and no form has a shadow. */
        const inner = all[index].shadowRoot;
        if (inner !== null && inner instanceof ShadowRoot && !closedRoots.has(inner)) roots.push(inner);
      }
    }
    return roots;
  };`;

/**
 * What runs in a page, in an isolated world, so that the page's own scripts can't change what it sees. Sent as text: it
 * uses nothing from outside. A form's fields may be named like its properties, so whatever may be a form is read through
 * the prototypes.
 */
export const NODES_SOURCE = `
  const get = (prototype, name, object) => Reflect.get(prototype, name, object);
  const attribute = (element, name) => Element.prototype.getAttribute.call(element, name);
  const tagOf = (element) => get(Element.prototype, 'localName', element);
  const cut = (text, most) => String(text || '').replace(/\\s+/g, ' ').trim().slice(0, most);
  const isElement = (node) => get(Node.prototype, 'nodeType', node) === 1;
  const rootOf = (node) => Node.prototype.getRootNode.call(node);
  const isThere = (node) => get(Node.prototype, 'isConnected', node) === true;
  const parentOf = (node) => {
    const parent = get(Node.prototype, 'parentNode', node);
    return parent instanceof ShadowRoot ? parent.host : parent && isElement(parent) ? parent : null;
  };
  /* Outwards as it is drawn: what stands in a slot is drawn inside of what is around the slot. */
  const outerOf = (node) => get(Element.prototype, 'assignedSlot', node) || parentOf(node);
  const within = (root, selector) => {
    const prototype = root === document ? Document.prototype : DocumentFragment.prototype;
    return Array.from(prototype.querySelectorAll.call(root, selector));
  };
  const around = (node, selector) => {
    for (let at = node; at; at = parentOf(at)) if (Element.prototype.matches.call(at, selector)) return at;
    return null;
  };
  const isOff = (element) => Element.prototype.matches.call(element, ':disabled') || attribute(element, 'aria-disabled') === 'true';`;

/** The least that a person can read a field by: CSS pixels, and how solid it is of 1. */
const LEAST = { width: 16, height: 8, opacity: 0.7 } as const;

/**
 * `shownBox(element)`: what of it can be seen once it is scrolled to, or null. `pointsOf(element)`: five places in it where
 * nothing else is on top, or null. Both measure what is drawn now, all around it included.
 */
export const MEASURE_SOURCE = `
  const isFaded = ({ opacity, filter, maskImage, webkitMaskImage, clipPath }) =>
    clipPath !== 'none' || /opacity|blur|brightness|contrast/.test(filter) ? null
      : (maskImage || webkitMaskImage || 'none') !== 'none' ? null : Number(opacity);
  const isPlaced = (style) => style.position !== 'static' || style.transform !== 'none' || style.filter !== 'none' || style.contain.includes('paint');
  const movedInto = (from, to, start, end) => {
    const length = Math.min(to - from, end - start);
    const begin = Math.min(Math.max(from, start), end - length);
    return [begin, begin + length];
  };
  const shownBox = (element) => {
    if (!isThere(element) || !Element.prototype.checkVisibility.call(element, { checkVisibilityCSS: true })) return null;
    let { left, top, right, bottom } = Element.prototype.getBoundingClientRect.call(element);
    let solid = 1;
    let position = 'static';
    for (let node = element; node; node = outerOf(node)) {
      const style = getComputedStyle(node);
      const opacity = isFaded(style);
      if (opacity === null) return null;
      solid *= opacity;
      if (['absolute', 'fixed'].includes(style.position) && style.clip !== 'auto') return null;
      const isEscaped = position === 'fixed' ? style.transform === 'none' : position === 'absolute' && !isPlaced(style);
      const isViewport = ['html', 'body'].includes(tagOf(node));
      if (node !== element && isEscaped) continue;
      if (node !== element && !isViewport) {
        const box = Element.prototype.getBoundingClientRect.call(node);
        const isCut = { x: /hidden|clip/.test(style.overflowX), y: /hidden|clip/.test(style.overflowY) };
        /* What is cut off no wheel brings back; what is scrolled away can be scrolled to, but for what lies before the beginning. */
        if (isCut.x) [left, right] = [Math.max(left, box.left), Math.min(right, box.right)];
        else if (/auto|scroll/.test(style.overflowX) && right - box.left + node.scrollLeft > 0) [left, right] = movedInto(left, right, box.left, box.right);
        if (isCut.y) [top, bottom] = [Math.max(top, box.top), Math.min(bottom, box.bottom)];
        else if (/auto|scroll/.test(style.overflowY) && bottom - box.top + node.scrollTop > 0) [top, bottom] = movedInto(top, bottom, box.top, box.bottom);
      }
      position = style.position;
    }
    if (solid < ${LEAST.opacity}) return null;
    const { scrollWidth, scrollHeight } = get(Document.prototype, 'documentElement', document);
    const isRtl = getComputedStyle(get(Document.prototype, 'documentElement', document)).direction === 'rtl';
    const from = isRtl ? innerWidth - scrollWidth : 0;
    [left, right] = [Math.max(left, from - scrollX), Math.min(right, from + scrollWidth - scrollX)];
    [top, bottom] = [Math.max(top, -scrollY), Math.min(bottom, Math.max(scrollHeight, innerHeight) - scrollY)];
    return right - left >= ${LEAST.width} && bottom - top >= ${LEAST.height} ? { left, top, right, bottom } : null;
  };
  const paints = (node) => {
    const style = getComputedStyle(node);
    if (Number(style.opacity) < 0.1 || style.visibility !== 'visible') return false;
    const [, alpha = '1'] = /^rgba\\(.*,\\s*([\\d.]+)\\)$/.exec(style.backgroundColor) || [];
    return Number(alpha) > 0.1 || style.backgroundImage !== 'none' || (style.backdropFilter || 'none') !== 'none'
      || ['img', 'canvas', 'video', 'svg', 'iframe', 'object', 'embed'].includes(tagOf(node));
  };
  /* Words of a field that are drawn in it lead a press on to it. */
  const isLabelOf = (hit, element) => {
    for (let node = hit; node; node = parentOf(node)) {
      if (node === element) return true;
      if (paints(node)) return false;
      if (node instanceof HTMLLabelElement) return node.control === element;
    }
    return false;
  };
  const isOnTop = (element, x, y) => {
    const roots = [];
    for (let root = rootOf(element); root !== document; root = rootOf(root.host)) {
      if (!(root instanceof ShadowRoot)) return false;
      roots.unshift(root);
    }
    const hits = [Document.prototype.elementFromPoint.call(document, x, y),
      ...roots.map((root) => ShadowRoot.prototype.elementFromPoint.call(root, x, y))];
    return hits.every((hit, level) => {
      if (!hit) return false;
      if (level < roots.length) return hit === roots[level].host;
      return hit === element || Node.prototype.contains.call(element, hit) || isLabelOf(hit, element);
    });
  };
  const placesIn = ({ left, top, right, bottom }) => [[.5, .5], [.25, .25], [.75, .25], [.25, .75], [.75, .75]]
    .map(([across, down]) => [left + (right - left) * across, top + (bottom - top) * down]);
  const pointsOf = (element) => {
    const box = shownBox(element);
    const points = box && placesIn(box);
    return points && points.every(([x, y]) => isOnTop(element, x, y)) ? points : null;
  };
  const scrollTo = (element) => {
    if (pointsOf(element) === null) Element.prototype.scrollIntoView.call(element, { block: 'center', inline: 'nearest', behavior: 'instant' });
  };`;

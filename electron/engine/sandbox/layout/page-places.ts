/**
 * Where nodes can be seen, in CSS pixels of the window. Nothing is left out that may be seen; what is hidden behind the
 * edge of a box that scrolls is. Runs in the page; sent as text, and uses the readers of `page-readers.ts`.
 */
export const PLACES_SOURCE = `
  const cut = ([x, y, right, bottom], by) => [Math.max(x, by[0]), Math.max(y, by[1]), Math.min(right, by[2]), Math.min(bottom, by[3])];
  const edges = ({ left, top, right, bottom }) => [left, top, right, bottom];
  const isSomething = ([left, top, right, bottom]) => right > left && bottom > top;
  /* What clips a node: boxes around it that hide what is too large for them, up to one that it may be positioned by. */
  const clipOf = (node) => {
    let clip = [0, 0, innerWidth, innerHeight];
    for (let element = isElement(node) ? node : outerOf(node), isSelf = element === node; element; element = outerOf(element), isSelf = false) {
      const { overflowX, overflowY, position, display } = getComputedStyle(element);
      if (!isSelf && display !== 'inline' && display !== 'contents' && overflowX !== 'visible' && overflowY !== 'visible') clip = cut(clip, edges(rectOf(element)));
      if (position === 'absolute' || position === 'fixed') break;
    }
    return clip;
  };
  /* One for all: a document keeps every range up to date. */
  const range = new Range();
  const setStart = bound(Range.prototype.setStart);
  const setEnd = bound(Range.prototype.setEnd);
  const over = (node, start, end) => {
    setStart(range, node, start);
    setEnd(range, node, end);
    return range;
  };
  const isNear = ({ left, top, right, bottom }) => right >= 0 && bottom >= 0 && left <= innerWidth && top <= innerHeight;
  /* An element with all that is in it: children may hang over its edges. */
  const elementRects = (element) => {
    const own = Array.from(rectsOf(element), edges);
    const { overflowX } = getComputedStyle(element);
    if (overflowX !== 'visible') return own;
    range.selectNodeContents(element);
    return [...own, edges(range.getBoundingClientRect())];
  };
  const placesOf = ({ element, node, start, end }) => {
    const owner = element || node;
    if (!isConnected(owner)) return [];
    if (!element && textData(node).length < end) return [];
    if (!element && !isNear(over(node, start, end).getBoundingClientRect())) return [];
    const rects = element ? elementRects(element) : Array.from(range.getClientRects(), edges);
    const seen = rects.map((rect) => cut(rect, [0, 0, innerWidth, innerHeight])).filter(isSomething);
    if (seen.length === 0) return [];
    const clip = clipOf(owner);
    return seen.map((rect) => cut(rect, clip)).filter(isSomething);
  };`;

import { MEASURE_SOURCE, NODES_SOURCE } from './measure-source';

/**
 * Runs on the element that shows a frame: where places of the frame lie around it, or null when one of them can't be seen
 * there. `width` and `height`: of the frame's own view.
 */
export const OWNER_FUNCTION = `function (places, width, height) {
  ${NODES_SOURCE}
  ${MEASURE_SOURCE}
  if (!shownBox(this)) return null;
  const box = Element.prototype.getBoundingClientRect.call(this);
  const style = getComputedStyle(this);
  const edge = (side) => Number.parseFloat(style['border' + side + 'Width']) + Number.parseFloat(style['padding' + side]);
  const [across, down] = [box.width / this.offsetWidth, box.height / this.offsetHeight];
  const inner = { left: box.left + edge('Left') * across, top: box.top + edge('Top') * down };
  const size = { width: box.width - (edge('Left') + edge('Right')) * across, height: box.height - (edge('Top') + edge('Bottom')) * down };
  const outside = places.map(([x, y]) => [inner.left + x * size.width / width, inner.top + y * size.height / height]);
  return outside.every(([x, y]) => isOnTop(this, x, y)) ? { places: outside, width: innerWidth, height: innerHeight } : null;
}`;

/**
 * Runs on what is drawn at a place, clicks or no clicks: whether it hides what lies below it. What takes clicks was found
 * by what a click would hit.
 */
export const HIDES_FUNCTION = `function () {
  ${NODES_SOURCE}
  ${MEASURE_SOURCE}
  for (let node = isElement(this) ? this : parentOf(this); node; node = outerOf(node)) {
    if (getComputedStyle(node).pointerEvents !== 'none') return false;
    if (paints(node)) return true;
  }
  return false;
}`;

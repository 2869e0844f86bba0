import type { Box } from '../../../shared/domain/geometry';
import type { MaskKind } from '../../../shared/domain/redaction';
import { intersection, isEmpty } from '../sandbox/display/boxes';
import type { Picture } from '../sandbox/display/framebuffer';

/** A part of the screen that nobody is to see, and why. */
export type Mask = { readonly kind: MaskKind; readonly box: Box };

/** What is drawn around a place beyond its own edges: smoothing, a focus ring, a glyph that hangs over. */
const MARGIN_PX = 2;

/** The whole pixels around a box and `by` more on each side. */
export function grown({ x, y, width, height }: Box, by = MARGIN_PX): Box {
  const [left, top] = [Math.floor(x) - by, Math.floor(y) - by];
  return {
    x: left,
    y: top,
    width: Math.ceil(x + width) + by - left,
    height: Math.ceil(y + height) + by - top,
  };
}

/** Makes `black` black in a picture of `box`; both in whole pixels of the screen. */
export function blackOut({ width, pixels }: Picture, box: Box, black: Box): void {
  const hidden = intersection(box, black);
  if (isEmpty(hidden)) return;
  const left = hidden.x - box.x;
  for (let row = hidden.y - box.y; row < hidden.y - box.y + hidden.height; row += 1) {
    const start = (row * width + left) * 4;
    pixels.fill(0, start, start + hidden.width * 4);
  }
}

/** Makes everything black in a picture of `box` that lies outside `area`; both in whole pixels of the screen. */
export function blackOutside(picture: Picture, box: Box, area: Box): void {
  const [right, bottom] = [box.x + box.width, box.y + box.height];
  const [areaRight, areaBottom] = [area.x + area.width, area.y + area.height];
  blackOut(picture, box, { ...box, height: area.y - box.y });
  blackOut(picture, box, { ...box, y: areaBottom, height: bottom - areaBottom });
  blackOut(picture, box, { ...box, width: area.x - box.x });
  blackOut(picture, box, { ...box, x: areaRight, width: right - areaRight });
}

import type { Box, Point } from '../../shared/domain/geometry';

type Size = { readonly width: number; readonly height: number };

/** What a close-up is of. `around`: the target and what belongs to it, such as its label or the fields of its form. */
export type Spot = { readonly point: Point; readonly box: Box | null; readonly around: Box | null };

/** Frame pixels: the least that is shown, and the most, beyond which it would be no close-up any more. */
const LEAST: Size = { width: 112, height: 59 };
const MOST: Size = { width: 1040, height: 640 };
const MARGIN = 10;
/** Above a field whose label is not known its label is likely to stand. */
const LABEL_HEIGHT = 30;
/** No wider and no taller than that, for each of the other. */
const WIDEST_RATIO = 5;
const TALLEST_RATIO = 1.2;

/** The part of a frame that is shown of a target: with what belongs to it, and never the inside of a field alone. */
export function cropArea(frame: Size, { point, box, around }: Spot): Box {
  const wanted = around ?? (box === null ? null : withLabel(box));
  if (wanted === null) return within(frame, sized({ ...LEAST }), middleOfPoint(point));
  const size = sized({ width: wanted.width + 2 * MARGIN, height: wanted.height + 2 * MARGIN });
  const isWhole = wanted.width + 2 * MARGIN <= MOST.width && wanted.height + 2 * MARGIN <= MOST.height;
  // What is too large for one picture is shown around the target.
  return within(
    frame,
    size,
    isWhole ? middleOf(wanted) : box === null ? middleOfPoint(point) : middleOf(box),
  );
}

/** A control that says what it is has its words in it; one as wide as a field has them beside. */
function withLabel(box: Box): Box {
  if (box.width <= 2 * LEAST.width - 2 * MARGIN) return box;
  return { ...box, y: box.y - LABEL_HEIGHT, height: box.height + LABEL_HEIGHT };
}

function sized({ width, height }: Size): Size {
  const wide = Math.min(MOST.width, Math.max(LEAST.width, width, height * TALLEST_RATIO));
  return {
    width: Math.round(wide),
    height: Math.round(Math.min(MOST.height, Math.max(height, wide / ratioOf(wide)))),
  };
}

/** Small ones are shown as before beside each other; wide ones may be flat. */
function ratioOf(width: number): number {
  return width <= 220 ? 1.9 : WIDEST_RATIO;
}

function within(frame: Size, { width, height }: Size, middle: Point): Box {
  const [w, h] = [Math.min(width, frame.width), Math.min(height, frame.height)];
  return {
    x: clamp(middle.x - w / 2, frame.width - w),
    y: clamp(middle.y - h / 2, frame.height - h),
    width: w,
    height: h,
  };
}

function middleOf(box: Box): Point {
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

function middleOfPoint({ x, y }: Point): Point {
  return { x: x + 0.5, y: y + 0.5 };
}

function clamp(value: number, max: number): number {
  return Math.max(0, Math.min(Math.round(value), Math.max(0, max)));
}

import type { Point } from '../../../shared/domain/geometry';

/** The place that a call's pair of numbers names, in screenshot pixels. */
export function pointOf([x, y]: readonly [number, number]): Point {
  return { x, y };
}

import type { Action } from '../../../shared/domain/action';
import type { Box, Point } from '../../../shared/domain/geometry';
import type { BoxRegion } from '../../../shared/domain/policy';
import { pointOf } from './coordinate';

/** Edges of a part of the screen, in screenshot pixels, borders included. */
export type Edges = Pick<BoxRegion, 'x1' | 'y1' | 'x2' | 'y2'>;

/** A straight stretch of the screen that an action passes over; start and end are equal for a plain click. */
export type Stretch = { readonly from: Point; readonly to: Point };

export type PointerState = { readonly cursor: Point; readonly isButtonDown: boolean };

const spot = (at: Point): Stretch => ({ from: at, to: at });

/**
 * Everything an action touches, in screenshot pixels: its coordinates, the cursor when it names none, and the whole
 * way of a drag, also of one that is made of button down, move and button up.
 */
export function touchedStretches(action: Action, pointer: PointerState): readonly Stretch[] {
  switch (action.member) {
    case 'left_click':
    case 'right_click':
    case 'middle_click':
    case 'double_click':
    case 'triple_click':
    case 'scroll':
      return [spot(action.input.coordinate ? pointOf(action.input.coordinate) : pointer.cursor)];
    case 'use_passkey':
      return [spot(pointOf(action.input.coordinate))];
    case 'left_mouse_down':
    case 'left_mouse_up':
      return [spot(pointer.cursor)];
    case 'mouse_move': {
      const to = pointOf(action.input.coordinate);
      return [pointer.isButtonDown ? { from: pointer.cursor, to } : spot(to)];
    }
    case 'left_click_drag':
      return [{ from: pointOf(action.input.start_coordinate), to: pointOf(action.input.coordinate) }];
    case 'zoom': {
      const [x0, y0, x1, y1] = action.input.region;
      return [spot(pointOf([x0, y0])), spot(pointOf([x1, y1]))];
    }
    default:
      return [];
  }
}

/** The area that a zoom looks at; null for every other action. */
export function zoomedBox(action: Action): Box | null {
  if (action.member !== 'zoom') return null;
  const [x0, y0, x1, y1] = action.input.region;
  return { x: x0, y: y0, width: x1 - x0, height: y1 - y0 };
}

/** Whether a stretch meets a region, borders included (Liang–Barsky line clipping, 1984). */
export function crossesRegion({ from, to }: Stretch, region: Edges): boolean {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  let enter = 0;
  let leave = 1;
  const sides: readonly (readonly [number, number])[] = [
    [-dx, from.x - region.x1],
    [dx, region.x2 - from.x],
    [-dy, from.y - region.y1],
    [dy, region.y2 - from.y],
  ];
  for (const [direction, distance] of sides) {
    if (direction === 0 && distance < 0) return false;
    if (direction < 0) enter = Math.max(enter, distance / direction);
    if (direction > 0) leave = Math.min(leave, distance / direction);
  }
  return enter <= leave;
}

export function boxMeetsRegion(box: Box, region: Edges): boolean {
  return (
    box.x <= region.x2 &&
    box.x + box.width >= region.x1 &&
    box.y <= region.y2 &&
    box.y + box.height >= region.y1
  );
}

/** Whether the whole of a stretch is in a region: both ends are, and a region has no dents. */
export function isStretchInside({ from, to }: Stretch, region: Edges): boolean {
  return [from, to].every(({ x, y }) => x >= region.x1 && x <= region.x2 && y >= region.y1 && y <= region.y2);
}

/** Whether a box lies wholly in a region; its far edges are those of the pixels after its last. */
export function isBoxInside(box: Box, region: Edges): boolean {
  return (
    box.x >= region.x1 &&
    box.x + box.width <= region.x2 + 1 &&
    box.y >= region.y1 &&
    box.y + box.height <= region.y2 + 1
  );
}

/** How much of a box lies in a region, from 0 to 1. */
export function shareInside(box: Box, region: Edges): number {
  const width = Math.min(box.x + box.width, region.x2 + 1) - Math.max(box.x, region.x1);
  const height = Math.min(box.y + box.height, region.y2 + 1) - Math.max(box.y, region.y1);
  const area = box.width * box.height;
  return area > 0 ? (Math.max(0, width) * Math.max(0, height)) / area : 0;
}

import type { Box } from '../../../../shared/domain/geometry';

/** What two boxes have in common; without width or height when that is nothing. */
export function intersection(a: Box, b: Box): Box {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  const width = Math.max(0, Math.min(a.x + a.width, b.x + b.width) - x);
  const height = Math.max(0, Math.min(a.y + a.height, b.y + b.height) - y);
  return width === 0 || height === 0 ? { x: b.x, y: b.y, width: 0, height: 0 } : { x, y, width, height };
}

export const isEmpty = ({ width, height }: Box): boolean => width <= 0 || height <= 0;

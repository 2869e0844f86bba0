import type { Point } from '../../shared/domain/geometry';
import type { MaskPreview, PickedElement } from '../../shared/domain/picking';

/** The rows of the table that the previews' picture shows, in pixels of it. */
const ROW_HEIGHT = 36.5;
const TABLE = { x: 256, y: 248, width: 974, rows: 15 };

const cell = (x: number, row: number) => ({ x, y: TABLE.y + row * ROW_HEIGHT, width: 110, height: 32 });

/** What a browser would say of a table with amounts, for previews and tests. */
export function fakePick({ x, y }: Point, up: number): PickedElement | null {
  if (y < 120) return null;
  const row = Math.min(TABLE.rows - 1, Math.max(0, Math.floor((y - TABLE.y) / ROW_HEIGHT)));
  if (up > 0)
    return {
      box: { x: TABLE.x, y: cell(0, row).y, width: TABLE.width, height: ROW_HEIGHT },
      tag: 'tr',
      name: '',
      selectors: [`#exports > tbody > tr:nth-of-type(${row + 1})`],
      isOpaque: false,
    };
  return {
    box: cell(Math.max(TABLE.x, Math.min(x - 55, TABLE.x + TABLE.width - 110)), row),
    tag: 'td',
    name: 'amount',
    selectors: [`#exports > tbody > tr:nth-of-type(${row + 1}) > td:nth-of-type(4)`, '.amount'],
    isOpaque: false,
  };
}

export function fakePreview(selector: string): MaskPreview {
  if (/[[(]$/.test(selector)) return { kind: 'unknown', reason: 'invalid' };
  if (!selector.startsWith('.')) return { kind: 'shown', boxes: [cell(1118, 1)] };
  return { kind: 'shown', boxes: Array.from({ length: TABLE.rows }, (_, row) => cell(1118, row)) };
}

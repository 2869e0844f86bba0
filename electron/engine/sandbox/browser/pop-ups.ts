import type { Box } from '../../../../shared/domain/geometry';
import type { ElementTarget } from '../../../../shared/domain/target';
import type { ScreenWindow } from '../display/screen-windows';

/** How wide Chromium draws the picker of each type of field, in pixels of a page that is not zoomed. */
const PICKERS: Readonly<Record<string, number>> = {
  date: 218,
  'datetime-local': 392,
  month: 232,
  week: 266,
  time: 172,
  color: 234,
};
/** Fields below which suggestions may be shown. */
const TEXT_FIELDS: ReadonlySet<string> = new Set(['input', 'textarea']);

/**
 * A list, picker or row of suggestions is a window of its own, and acts on the field that has opened it, which has the
 * focus: it is that field. Null: the window is not one that can only be the field's.
 */
export function asPartOf(field: ElementTarget, window: ScreenWindow, scale: number): ElementTarget | null {
  const role = roleOf(field, window, scale);
  if (role === null) return null;
  return { ...field, role, box: window.box, fingerprint: `${role}:${field.fingerprint}` };
}

function roleOf(
  { tag, inputType, box }: ElementTarget,
  window: ScreenWindow,
  scale: number,
): 'listbox' | 'picker' | null {
  const list = window.box;
  if (!touches(list, box)) return null;
  if (window.isNotice) return TEXT_FIELDS.has(tag) && overlap(list, box) ? 'listbox' : null;
  if (!isNear(list.x, box.x, 2)) return null;
  if (tag === 'select') return list.width >= box.width - 2 ? 'listbox' : null;
  const width = tag === 'input' ? PICKERS[inputType ?? ''] : undefined;
  return width !== undefined && isNear(list.width, width * scale, 1) ? 'picker' : null;
}

/** Whether one stands on the other or hangs from it. */
const touches = (list: Box, field: Box): boolean =>
  isNear(list.y, field.y + field.height, 2) || isNear(list.y + list.height, field.y, 2);

const overlap = (list: Box, field: Box): boolean =>
  list.x < field.x + field.width && list.x + list.width > field.x;

const isNear = (a: number, b: number, slack: number): boolean => Math.abs(a - b) <= slack;

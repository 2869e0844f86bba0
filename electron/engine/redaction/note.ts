import type { Box } from '../../../shared/domain/geometry';
import type { RedactionNote } from '../../../shared/domain/redaction';
import { intersection, isEmpty } from '../sandbox/display/boxes';
import { grown, type Mask } from './mask';

/** Masks that the record lists one by one. */
const MOST_LISTED = 200;

/** What the record says of a picture of `box`: what is black in it and why. Null when nothing is. */
export function noteOf(
  box: Box,
  masks: readonly Mask[],
  unsure: RedactionNote['unsure'],
): RedactionNote | null {
  const shown = masks.flatMap(({ kind, box: hidden }) => {
    const part = intersection(grown(hidden), box);
    return isEmpty(part) ? [] : [{ kind, box: part }];
  });
  if (shown.length === 0 && unsure === null) return null;
  return { masks: shown.slice(0, MOST_LISTED), more: Math.max(0, shown.length - MOST_LISTED), unsure };
}

import type { Box } from '../../../shared/domain/geometry';
import type { TextDetector } from '../../../shared/domain/redaction';
import { intersection, isEmpty } from '../sandbox/display/boxes';
import { SHORTEST_IN_TEXT } from './spelled-out';

/** What nobody is to see of the pages, for those who tell in words what a page holds. */
export type Hidden = {
  /** CSS selectors. */
  readonly selectors: readonly string[];
  readonly detect: readonly TextDetector[];
  /** Texts that are secret, in every way in which a page may write them. In nothing that is kept. */
  readonly needles: readonly string[];
  /** Parts of the screen that are black. */
  readonly boxes: readonly Box[];
  /** All of the screen that is not black; null for the whole of it. */
  readonly area: Box | null;
};

/** Nobody sees these, and a page may put them in. */
const UNSEEN = /[\s\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u2064\ufeff]/gu;

/** Whether a text shows one of the secret texts, whatever stands between its letters that nobody sees. */
export function showsSecret(text: string, { needles }: Pick<Hidden, 'needles'>): boolean {
  if (needles.length === 0 || text === '') return false;
  const plain = squeezed(text);
  return needles.map(squeezed).some((needle) => {
    if (needle === '') return false;
    return needle.length < SHORTEST_IN_TEXT ? plain === needle : plain.includes(needle);
  });
}

/**
 * Whether a part of the screen may be black in pictures; `place` is null for what is nowhere on it or where that can't be
 * told, which counts as black wherever anything is.
 */
export function isCovered(place: Box | null, { boxes, area }: Pick<Hidden, 'boxes' | 'area'>): boolean {
  if (boxes.length === 0 && area === null) return false;
  if (place === null || isEmpty(place)) return true;
  if (boxes.some((box) => !isEmpty(intersection(box, place)))) return true;
  if (area === null) return false;
  const inside = intersection(area, place);
  return inside.width < place.width || inside.height < place.height;
}

function squeezed(text: string): string {
  return text.replace(UNSEEN, '').toLowerCase();
}

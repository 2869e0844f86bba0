import { MaskKind } from '../../../../shared/domain/redaction';
import type { DocumentLook } from './layout-program';

/** More places than this are as good as everywhere. */
const MOST_PLACES = 4000;

type Place = DocumentLook['places'][number];

/** What a document has answered, if it reads as it should; null otherwise. A page's process may be in foreign hands. */
export function readLook(value: unknown): DocumentLook | null {
  if (typeof value !== 'object' || value === null) return null;
  const { width, height, places, named, pops, unplaced, held } = value as Record<string, unknown>;
  if (!isNumber(width) || !isNumber(height) || !Array.isArray(places) || places.length > MOST_PLACES)
    return null;
  if (!places.every(isPlace) || (named !== null && !isKind(named))) return null;
  return {
    width,
    height,
    places,
    named,
    pops: pops === true,
    unplaced: unplaced === true,
    held: held === true,
  };
}

export function isKind(value: unknown): value is MaskKind {
  return MaskKind.safeParse(value).success;
}

function isPlace(value: unknown): value is Place {
  return Array.isArray(value) && value.length === 5 && isKind(value[0]) && value.slice(1).every(isNumber);
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

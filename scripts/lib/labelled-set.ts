import { sha256Hex } from '../../electron/engine/base/hashing';
import { RISK_CATEGORIES, type RiskCategory } from '../../shared/domain/risk';

export type Part = 'tuning' | 'held-out';

export type Fields = Readonly<Record<string, unknown>>;
export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/**
 * Reads a set, a JSON object a line; blank lines and lines that begin with `#` are passed over. Throws with the line.
 * `read` gets the object and its place, which is its name where it has none.
 */
export function parseLabelledSet<T>(
  text: string,
  file: string,
  read: (line: Fields, place: string) => T,
): readonly T[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    if (line.trim() === '' || line.trim().startsWith('#')) return [];
    try {
      const parsed: unknown = JSON.parse(line);
      if (!isFields(parsed)) throw new Error('this is not a JSON object');
      return [read(parsed, `${file}:${index + 1}`)];
    } catch (error) {
      throw new Error(`${file}, line ${index + 1}: ${error instanceof Error ? error.message : error}`);
    }
  });
}

/** Half of the lines, by their names, is never looked at while rules are written. */
export function partOf(id: string): Part {
  return /^[0-7]/.test(sha256Hex(id)) ? 'tuning' : 'held-out';
}

export function parseCategories(value: unknown): readonly RiskCategory[] {
  if (!Array.isArray(value)) throw new Error('expect.categories must be a list');
  return value.map((name) => {
    const category = RISK_CATEGORIES.find((known) => known === name);
    if (category === undefined) throw new Error(`there is no category ${JSON.stringify(name)}`);
    return category;
  });
}

/** Of a whole that is empty everything was found. */
export const share = (part: readonly unknown[], whole: readonly unknown[]): number =>
  whole.length === 0 ? 1 : part.length / whole.length;

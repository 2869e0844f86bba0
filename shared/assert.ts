/** Narrows away `undefined` and `null`; throws a broken-assumption error that names `what`. */
export function assertDefined<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new Error(`Missing ${what}`);
  return value;
}

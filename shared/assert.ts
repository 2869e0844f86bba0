/** Marks a branch that the types say can't be reached; throws if it is reached all the same. */
export function assertNever(value: never, what: string): never {
  throw new Error(`Unexpected ${what}: ${JSON.stringify(value)}`);
}

/** Narrows away `undefined` and `null`; throws a broken-assumption error that names `what`. */
export function assertDefined<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new Error(`Missing ${what}`);
  return value;
}

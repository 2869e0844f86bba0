import { debuglog } from 'node:util';

const dropped = debuglog('airlock');

/**
 * Lets work go on whose failure nobody has to know of. The one place, with the one below, where a failure is dropped on
 * purpose; `why` says what makes that right, for whoever reads the code and, with `NODE_DEBUG=airlock`, on stderr.
 */
export function mayFail(work: Promise<unknown>, why: string): void {
  work.catch((error: unknown) => note(why, error));
}

/** The work's value, or `fallback` where it fails; `why` says why that loses nothing. Never rejects. */
export function withoutFailing<T, F>(work: Promise<T>, fallback: F, why: string): Promise<T | F> {
  return work.catch((error: unknown) => {
    note(why, error);
    return fallback;
  });
}

/** The kind of failure alone: an error's text can carry what must not be printed. */
function note(why: string, error: unknown): void {
  const { name = 'something else', code = '' } = (error ?? {}) as { name?: string; code?: string };
  dropped('%s (%s)', why, `${name} ${code}`.trim());
}

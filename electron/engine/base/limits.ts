import { AirlockError } from '../../../shared/airlock-error';

export function cancelled(what: string): AirlockError {
  return new AirlockError('cancelled', `${what} was cancelled.`);
}

/** True for the error that means "stopped", which is no failure. */
export function isCancelled(error: unknown): boolean {
  return error instanceof AirlockError && error.code === 'cancelled';
}

/** The promise's value, or a rejection with code `cancelled` the moment `signal` aborts. The work itself goes on. */
export function orAborted<T>(promise: Promise<T>, signal: AbortSignal, what: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(cancelled(what));
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    // Also when it has been given up: a late rejection must find a listener.
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

/** The promise's value, or `fallback` after `ms` milliseconds. A late rejection is swallowed. */
export function withLimit<T, F>(promise: Promise<T>, ms: number, fallback: F): Promise<T | F> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(fallback), ms);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

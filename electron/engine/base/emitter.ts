import { consoleLog, type Log } from './log';

export type Unsubscribe = () => void;

/** Nobody who could act on it waits for what a listener does, so this is where its error goes. */
let log: Log = consoleLog;

/** Where errors of listeners are reported from now on, in the whole process. Answers where they were before. */
export function reportListenerErrors(to: Log): Log {
  const before = log;
  log = to;
  return before;
}

/** Announces state to whoever listens. For control flow call directly; a listener that throws stops nobody else. */
export class Emitter<T> {
  readonly #listeners = new Set<(value: T) => void>();

  on(listener: (value: T) => void): Unsubscribe {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(value: T): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(value);
      } catch (error) {
        log.warn('a listener failed', error);
      }
    }
  }
}

import { withoutFailing } from './may-fail';

/** Runs jobs one at a time in the order they came. A failed job fails its own caller only. */
export class SerialQueue {
  #tail: Promise<unknown> = Promise.resolve();

  run<T>(job: () => Promise<T>): Promise<T> {
    const result = this.#tail.then(job);
    this.#tail = withoutFailing(result, undefined, 'its own caller hears of it');
    return result;
  }

  /** Settles when every job accepted so far has ended. */
  async idle(): Promise<void> {
    await this.#tail;
  }
}

import { cancelled } from '../base/limits';

type Asking<N, T> = {
  readonly need: N;
  /** Told its place, from 1, whenever it changes. */
  readonly onPlace: (place: number) => void;
  readonly resolve: (got: T) => void;
  readonly reject: (error: unknown) => void;
  /** Listens for its end no longer. */
  readonly stopListening: () => void;
  place: number;
};

/** What became of one that asks: it gets something, must wait, or can never get anything. */
export type Answer<T> =
  | { readonly kind: 'got'; readonly what: T }
  | { readonly kind: 'wait' }
  | { readonly kind: 'never'; readonly error: Error };

/**
 * Whoever asks first is served first. One that asks for something else than is free doesn't hold back those behind it.
 * `serve` must take what it gives at once, so that nothing is given twice.
 */
export class StartQueue<N, T> {
  readonly #waiting: Asking<N, T>[] = [];
  #isAdvancing = false;
  #isDueAgain = false;

  constructor(private readonly serve: (need: N) => Answer<T>) {}

  get length(): number {
    return this.#waiting.length;
  }

  /** Answers when it is served. Rejects with `cancelled` when `signal` aborts, and then has taken nothing. */
  ask(need: N, onPlace: (place: number) => void, signal: AbortSignal): Promise<T> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(cancelled('The wait for room'));
      const giveUp = () => this.#giveUp(asking);
      const stopListening = () => signal.removeEventListener('abort', giveUp);
      const asking = { need, onPlace, resolve, reject, stopListening, place: 0 };
      signal.addEventListener('abort', giveUp, { once: true });
      this.#waiting.push(asking);
      this.advance();
    });
  }

  /** Serves whoever can be served now. To be called whenever something may have become free. */
  advance(): void {
    // Giving may announce a change, which calls for another round: never one inside the other.
    this.#isDueAgain = true;
    if (this.#isAdvancing) return;
    this.#isAdvancing = true;
    while (this.#isDueAgain) {
      this.#isDueAgain = false;
      this.#serveAll();
    }
    this.#isAdvancing = false;
    this.#tellPlaces();
  }

  #serveAll(): void {
    for (const asking of [...this.#waiting]) {
      const answer = this.serve(asking.need);
      if (answer.kind === 'wait') continue;
      this.#remove(asking);
      if (answer.kind === 'got') asking.resolve(answer.what);
      else asking.reject(answer.error);
    }
  }

  #giveUp(asking: Asking<N, T>): void {
    if (!this.#remove(asking)) return;
    asking.reject(cancelled('The wait for room'));
    this.#tellPlaces();
  }

  #remove(asking: Asking<N, T>): boolean {
    const at = this.#waiting.indexOf(asking);
    if (at < 0) return false;
    this.#waiting.splice(at, 1);
    asking.stopListening();
    return true;
  }

  #tellPlaces(): void {
    this.#waiting.forEach((asking, index) => {
      if (asking.place === index + 1) return;
      asking.place = index + 1;
      asking.onPlace(asking.place);
    });
  }
}

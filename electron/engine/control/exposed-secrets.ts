/** What is done with secrets that may stand in a page; all of it of the run's own sandbox. */
export type ExposureTools = {
  /** From here on whatever shows one of the texts is black in every picture, until the answer is called. */
  readonly hide: (texts: readonly string[]) => () => void;
  /**
   * Lets pages send to these destinations alone, and to those that the document has used before. Answers when they are held,
   * with what lets go of them again; rejects when they can't be.
   */
  readonly narrow: (destinations: readonly string[], document: string) => Promise<() => void>;
  /** Whether a document still shows or holds one of the texts, or the one that they were filled into is still there. */
  readonly isLeft: (texts: readonly string[], document: string) => Promise<boolean>;
};

/** Where secrets go: an element of the document by its fingerprint, and destinations such as `app.example.com:443`. */
export type Filled = { readonly document: string; readonly destinations: readonly string[] };

type Open = { readonly texts: readonly string[]; readonly document: string; readonly end: () => void };

/**
 * Secrets that the console has put into a page, from right before that until no page holds them any more. As long as there
 * are any they are black in pictures, what could carry them away is refused, and the page sends to its own hosts only.
 */
export class ExposedSecrets {
  #open: Open[] = [];

  constructor(private readonly tools: ExposureTools) {}

  get areAny(): boolean {
    return this.#open.length > 0;
  }

  /**
   * To be called before a secret goes into a page, and to be waited for. The answer ends it at once, for when nothing was
   * filled after all. Rejects when it can't be watched over; then nothing must be filled.
   */
  async begin(values: readonly Buffer[], { document, destinations }: Filled): Promise<() => void> {
    // Text, since pages are asked in it; it is dropped with the exposure.
    const texts = values.map((value) => value.toString('utf8'));
    const stops = [await this.tools.narrow(destinations, document), this.tools.hide(texts)];
    const one: Open = {
      texts,
      document,
      end: () => {
        this.#open = this.#open.filter((open) => open !== one);
        for (const stop of stops) stop();
      },
    };
    this.#open.push(one);
    return one.end;
  }

  /** Ends what is over: asked before each judgement. What can't be told is not over. */
  async review(): Promise<void> {
    for (const one of this.#open) {
      if (!(await this.tools.isLeft(one.texts, one.document))) one.end();
    }
  }
}

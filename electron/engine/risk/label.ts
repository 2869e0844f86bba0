import { type Reading, readText } from './lexicon/read-text';
import type { Sense } from './lexicon/sense';
import type { Spot } from './lexicon/word-index';
import type { Surroundings } from './surroundings';

/** A label as a question about its senses. */
export class Label {
  readonly #senses: ReadonlySet<Sense>;
  readonly words: number;
  /** *Browse…*: what is chosen there is still to come. */
  readonly opensMore: boolean;

  readonly #reading: Reading;

  constructor(
    text: string,
    readonly around: Surroundings,
  ) {
    this.#reading = readText(text);
    this.opensMore = /(?:…|\.\.\.)\s*$/.test(text);
    this.words = this.#reading.words;
    this.#senses = new Set(this.#reading.spots.map(({ sense }) => sense));
  }

  has(...senses: readonly Sense[]): boolean {
    return senses.some((sense) => this.#senses.has(sense));
  }

  hasAround(...senses: readonly Sense[]): boolean {
    return senses.some((sense) => this.around.senses.has(sense));
  }

  spots(...senses: readonly Sense[]): readonly Spot[] {
    return this.#reading.spots.filter(({ sense }) => senses.includes(sense));
  }

  first(...senses: readonly Sense[]): number {
    return Math.min(Number.POSITIVE_INFINITY, ...this.spots(...senses).map(({ from }) => from));
  }

  last(...senses: readonly Sense[]): number {
    return Math.max(Number.NEGATIVE_INFINITY, ...this.spots(...senses).map(({ to }) => to));
  }
}

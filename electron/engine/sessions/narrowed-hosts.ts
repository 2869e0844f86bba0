/** The hosts that pages are held to for a while: all of the policy's, or the few of those that have narrowed it. */
export class NarrowedHosts {
  readonly #narrowings = new Set<ReadonlySet<string>>();

  get isNarrow(): boolean {
    return this.#narrowings.size > 0;
  }

  /** Destinations such as `app.example.com:443`. From here on no other is reached, until the answer is called. */
  narrow(destinations: readonly string[]): () => void {
    const narrowing = new Set(destinations);
    this.#narrowings.add(narrowing);
    return () => this.#narrowings.delete(narrowing);
  }

  /** Where several hold, each has to permit it. */
  permits(destination: string): boolean {
    return [...this.#narrowings].every((narrowing) => narrowing.has(destination));
  }
}

/** A denial of the operator's, with the reason that they gave. */
export type Denial = { readonly member: string; readonly reason: string };

/** What the operator has said to the agent of one run so far: words unasked, answers, and reasons of denials, oldest first. */
export class OperatorWords {
  readonly #said: string[] = [];
  #denials: readonly Denial[] = [];

  note(text: string): void {
    this.#said.push(text);
  }

  /** The agent reads of it in the result of its call, which is content like any other, and once more as a word of theirs. */
  deny(denial: Denial): void {
    this.#denials = [...this.#denials, denial];
    this.note(`Denied ${denial.member}: ${denial.reason}`);
  }

  /** The denials that it has not been told as words. Each is given out once. */
  takeDenials(): readonly Denial[] {
    const denials = this.#denials;
    this.#denials = [];
    return denials;
  }

  get all(): readonly string[] {
    return this.#said;
  }
}

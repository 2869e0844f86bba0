/** What the operator has said to the agent of one run so far and it has read: words unasked and answers, oldest first. */
export class OperatorWords {
  readonly #said: string[] = [];

  note(text: string): void {
    this.#said.push(text);
  }

  get all(): readonly string[] {
    return this.#said;
  }
}

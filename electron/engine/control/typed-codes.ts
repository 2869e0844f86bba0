/**
 * One-time codes that the operator has typed for a call of the agent, until it is carried out or has come to nothing. Kept
 * apart from the answers, which are recorded and go back to the window.
 */
export class TypedCodes {
  readonly #codes = new Map<string, Buffer>();

  /** Takes the bytes as its own; one that was kept for the same call is wiped. */
  keep(toolUseId: string, code: Buffer): void {
    this.drop(toolUseId);
    this.#codes.set(toolUseId, code);
  }

  /** The caller wipes it. Null when there is none, or it was taken before. */
  take(toolUseId: string): Buffer | null {
    const code = this.#codes.get(toolUseId) ?? null;
    this.#codes.delete(toolUseId);
    return code;
  }

  drop(toolUseId: string): void {
    this.take(toolUseId)?.fill(0);
  }
}

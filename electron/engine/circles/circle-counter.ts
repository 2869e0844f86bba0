/** The longest round that is noticed, in calls. */
export const LONGEST_ROUND = 6;
/** After so many rounds the agent is told. */
export const TOLD_AFTER = 3;
/** After so many the operator is asked. */
export const ASKED_AFTER = 6;

/** A call and the screens around it. Two are the same when they are in all of it. */
export type Move = {
  /** The member and its input, whole: a click one pixel beside is another. */
  readonly call: string;
  /** Names of the screen before it, of what it got to see, and of the screen after; null where nobody knows. */
  readonly before: string | null;
  readonly seen: string | null;
  readonly after: string | null;
  /** It only looks or waits, as is right where a page loads. */
  readonly isPatient: boolean;
};

/** The last `length` calls, on the same screens, are the same as those before, for the `times`th time. */
export type Circle = { readonly length: number; readonly times: typeof TOLD_AFTER | typeof ASKED_AFTER };

type Noted = { readonly key: string; readonly isPatient: boolean };

/** Counts rounds: a sequence of calls and screens that repeats. */
export class CircleCounter {
  /** The last moves, the newest last; as many as the longest round. */
  #moves: readonly Noted[] = [];
  /** By the length of a round: how many moves in a row were the same as so many before. */
  readonly #matched = new Array<number>(LONGEST_ROUND + 1).fill(0);

  /** The circle that a move completes; null when it completes none that anybody has to hear of. */
  note({ call, before, seen, after, isPatient }: Move): Circle | null {
    const key = JSON.stringify([call, before, seen, after]);
    for (let length = 1; length <= LONGEST_ROUND; length += 1) {
      const isSame = this.#moves.at(-length)?.key === key;
      this.#matched[length] = isSame ? (this.#matched[length] ?? 0) + 1 : 0;
    }
    this.#moves = [...this.#moves, { key, isPatient }].slice(-LONGEST_ROUND);
    for (let length = 1; length <= LONGEST_ROUND; length += 1) {
      const times = this.#timesOf(length);
      if (times !== null && !this.#isRepeatOfShorter(length)) return { length, times };
    }
    return null;
  }

  /** What comes is nothing to do with what was: somebody has said something. */
  reset(): void {
    this.#moves = [];
    this.#matched.fill(0);
  }

  /** Only the very move that completes a round for the third or sixth time counts. */
  #timesOf(length: number): Circle['times'] | null {
    const matched = this.#matched[length] ?? 0;
    if (matched === (ASKED_AFTER - 1) * length) return ASKED_AFTER;
    if (matched !== (TOLD_AFTER - 1) * length) return null;
    // Whoever looks again and again may be waiting for a page.
    return this.#moves.slice(-length).every(({ isPatient }) => isPatient) ? null : TOLD_AFTER;
  }

  /** Twice round a circle of three is none of six. */
  #isRepeatOfShorter(length: number): boolean {
    const matched = this.#matched[length] ?? 0;
    for (let shorter = 1; shorter < length; shorter += 1)
      if (length % shorter === 0 && (this.#matched[shorter] ?? 0) >= matched) return true;
    return false;
  }
}

import type { AskOperator, EgressAnswer, EgressQuestion } from './egress-events';

/** `unasked`: too many questions are open. `late`: no answer in time. `gone`: who asked left before the answer. */
export type QuestionOutcome = EgressAnswer | 'unasked' | 'late' | 'gone';

type OpenQuestion = {
  readonly answer: Promise<QuestionOutcome>;
  readonly abort: AbortController;
  waiting: number;
};

export type QuestionLimits = { readonly maxOpen: number; readonly timeoutMs: number };

/**
 * Questions to the operator, each asked once however many connections wait for it. An answer is for those that wait when
 * it comes, and for nobody later. A question ends with the last of them. No answer is never a yes.
 */
export class SharedQuestions {
  readonly #open = new Map<string, OpenQuestion>();

  constructor(
    private readonly ask: AskOperator | undefined,
    private readonly limits: QuestionLimits,
  ) {}

  /** Joins the question under `key`, or asks it. Settles at once when `signal` aborts. Never rejects. */
  join(key: string, question: () => EgressQuestion, signal: AbortSignal): Promise<QuestionOutcome> {
    if (signal.aborted) return Promise.resolve('gone');
    const open = this.#open.get(key) ?? this.#put(key, question);
    if (open === null) return Promise.resolve('unasked');
    open.waiting += 1;
    return new Promise((resolve) => {
      const leave = () => {
        signal.removeEventListener('abort', onAbort);
        open.waiting -= 1;
        if (open.waiting === 0) open.abort.abort();
      };
      const onAbort = () => {
        leave();
        // Nobody may join a question that is being withdrawn.
        if (open.waiting === 0 && this.#open.get(key) === open) this.#open.delete(key);
        resolve('gone');
      };
      signal.addEventListener('abort', onAbort, { once: true });
      void open.answer.then((outcome) => {
        if (!signal.aborted) leave();
        resolve(outcome);
      });
    });
  }

  /** Whether somebody waits for the answer under `key`. */
  isOpen(key: string): boolean {
    return this.#open.has(key);
  }

  #put(key: string, question: () => EgressQuestion): OpenQuestion | null {
    if (this.ask === undefined || this.#open.size >= this.limits.maxOpen) return null;
    const abort = new AbortController();
    const answer = this.#answerOf(this.ask, question(), abort.signal).finally(() => {
      if (this.#open.get(key) === open) this.#open.delete(key);
    });
    const open: OpenQuestion = { answer, abort, waiting: 0 };
    this.#open.set(key, open);
    return open;
  }

  #answerOf(ask: AskOperator, question: EgressQuestion, signal: AbortSignal): Promise<QuestionOutcome> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve('late'), this.limits.timeoutMs);
      // Inside a promise chain, so that a question that throws is a no as well.
      Promise.resolve()
        .then(() => ask(question, signal))
        .then((answer) => resolve(answer === 'once' || answer === 'run' ? answer : 'deny'))
        .catch(() => resolve('deny'))
        .finally(() => clearTimeout(timer));
    });
  }
}

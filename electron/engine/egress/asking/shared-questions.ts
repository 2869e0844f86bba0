import type { EgressAnswer, EgressQuestion, PutQuestion } from './egress-question';

/** `unasked`: too many questions are open. `late`: no answer in time. `gone`: who asked left before the answer. */
export type QuestionOutcome = EgressAnswer | 'unasked' | 'late' | 'gone';

type OpenQuestion = {
  readonly answer: Promise<QuestionOutcome>;
  readonly abort: AbortController;
  waiting: number;
  linger: NodeJS.Timeout | undefined;
};

export type QuestionLimits = {
  readonly maxOpen: number;
  readonly timeoutMs: number;
  /** How long a question, and an answer that nobody was there for, stays for who comes back. */
  readonly lingerMs: number;
};

/**
 * Questions to the operator, each asked once however many connections wait for it. An answer is for those that wait when
 * it comes; when all have just given up, for the next one. A question that nobody waits for is withdrawn. No answer is
 * never a yes.
 */
export class SharedQuestions {
  readonly #open = new Map<string, OpenQuestion>();
  /** Answers that nobody was there for. */
  readonly #kept = new Map<string, { readonly outcome: QuestionOutcome; readonly timer: NodeJS.Timeout }>();

  constructor(
    private readonly ask: PutQuestion | undefined,
    private readonly limits: QuestionLimits,
  ) {}

  /** Joins the question under `key`, or asks it. Settles at once when `signal` aborts. Never rejects. */
  join(key: string, question: () => EgressQuestion, signal: AbortSignal): Promise<QuestionOutcome> {
    if (signal.aborted) return Promise.resolve('gone');
    const kept = this.#takeKept(key);
    if (kept !== null) return Promise.resolve(kept);
    const open = this.#open.get(key) ?? this.#put(key, question);
    if (open === null) return Promise.resolve('unasked');
    open.waiting += 1;
    clearTimeout(open.linger);
    return new Promise((resolve) => {
      const onAbort = () => {
        open.waiting -= 1;
        if (open.waiting === 0) this.#leaveAlone(key, open);
        resolve('gone');
      };
      signal.addEventListener('abort', onAbort, { once: true });
      void open.answer.then((outcome) => {
        signal.removeEventListener('abort', onAbort);
        resolve(outcome);
      });
    });
  }

  /** Whether the answer under `key` is still to come. */
  isOpen(key: string): boolean {
    return this.#open.has(key);
  }

  /** Withdraws everything. */
  dispose(): void {
    for (const [key, open] of this.#open) this.#withdraw(key, open);
    for (const key of this.#kept.keys()) this.#takeKept(key);
  }

  #leaveAlone(key: string, open: OpenQuestion): void {
    if (this.#open.get(key) !== open) return;
    if (this.limits.lingerMs === 0) this.#withdraw(key, open);
    else open.linger = setTimeout(() => this.#withdraw(key, open), this.limits.lingerMs);
  }

  #withdraw(key: string, open: OpenQuestion): void {
    clearTimeout(open.linger);
    if (this.#open.get(key) === open) this.#open.delete(key);
    open.abort.abort();
  }

  #put(key: string, question: () => EgressQuestion): OpenQuestion | null {
    if (this.ask === undefined || this.#open.size >= this.limits.maxOpen) return null;
    const abort = new AbortController();
    const answer = this.#answerOf(this.ask, question(), abort.signal).then((outcome) => {
      // One that was withdrawn has been replaced, or forgotten, by now.
      if (this.#open.get(key) === open) {
        if (open.waiting === 0) this.#keep(key, outcome);
        this.#withdraw(key, open);
      }
      return outcome;
    });
    const open: OpenQuestion = { answer, abort, waiting: 0, linger: undefined };
    this.#open.set(key, open);
    return open;
  }

  #keep(key: string, outcome: QuestionOutcome): void {
    if (outcome === 'late') return;
    this.#takeKept(key);
    const timer = setTimeout(() => this.#kept.delete(key), this.limits.lingerMs);
    this.#kept.set(key, { outcome, timer });
  }

  #takeKept(key: string): QuestionOutcome | null {
    const kept = this.#kept.get(key);
    if (kept === undefined) return null;
    clearTimeout(kept.timer);
    this.#kept.delete(key);
    return kept.outcome;
  }

  #answerOf(ask: PutQuestion, question: EgressQuestion, signal: AbortSignal): Promise<QuestionOutcome> {
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

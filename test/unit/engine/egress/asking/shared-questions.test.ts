import { describe, expect, it, vi } from 'vitest';
import type { EgressAnswer } from '../../../../../electron/engine/egress/asking/egress-question';
import { SharedQuestions } from '../../../../../electron/engine/egress/asking/shared-questions';

function make(lingerMs: number, timeoutMs = 10_000) {
  const answers: ((answer: EgressAnswer) => void)[] = [];
  const signals: AbortSignal[] = [];
  const questions = new SharedQuestions(
    (_question, signal) => {
      signals.push(signal);
      return new Promise((resolve) => answers.push(resolve));
    },
    { maxOpen: 2, timeoutMs, lingerMs },
  );
  const join = (signal = new AbortController().signal, key = 'a') =>
    questions.join(
      key,
      () => ({ kind: 'connection', host: key, port: 443, isPlain: false, step: 1, page: null }),
      signal,
    );
  return {
    questions,
    join,
    answers,
    signals,
    asked: () => vi.waitUntil(() => answers.length > 0, { interval: 1 }),
  };
}

describe('a question that nobody waits for', () => {
  it('is withdrawn at once where it does not linger', async () => {
    const { join, signals, asked } = make(0);
    const leaving = new AbortController();
    const outcome = join(leaving.signal);
    await asked();
    leaving.abort();
    expect(await outcome).toBe('gone');
    expect(signals[0]?.aborted).toBe(true);
  });

  it('is withdrawn after it has lingered', async () => {
    const { join, signals, asked } = make(5);
    const leaving = new AbortController();
    void join(leaving.signal);
    await asked();
    leaving.abort();
    expect(signals[0]?.aborted).toBe(false);
    await vi.waitUntil(() => signals[0]?.aborted, { interval: 1 });
  });

  it('is for who comes back in time', async () => {
    const { join, answers, signals, asked } = make(10_000);
    const leaving = new AbortController();
    void join(leaving.signal);
    await asked();
    leaving.abort();
    const back = join();
    answers[0]?.('deny');
    expect(await back).toBe('deny');
    expect(signals).toHaveLength(1);
  });

  it('keeps its answer for one who comes back, and not for ever', async () => {
    const { join, answers, asked } = make(5);
    const leaving = new AbortController();
    void join(leaving.signal);
    await asked();
    leaving.abort();
    answers[0]?.('run');
    await new Promise(setImmediate);
    expect(await join()).toBe('run');
    void join();
    await vi.waitUntil(() => answers.length === 2, { interval: 1 });
  });
});

describe('questions', () => {
  it('are at most as many at once as there may be', async () => {
    const { join } = make(0);
    const never = [join(undefined, 'a'), join(undefined, 'b')];
    expect(await join(undefined, 'c')).toBe('unasked');
    expect(never).toHaveLength(2);
  });

  it('end when nobody answers', async () => {
    const { join, signals } = make(0, 5);
    expect(await join()).toBe('late');
    expect(signals[0]?.aborted).toBe(true);
  });

  it('that were withdrawn leave their late answer to nobody', async () => {
    const { questions, join, answers, asked } = make(10_000);
    const outcome = join();
    await asked();
    questions.dispose();
    answers[0]?.('run');
    expect(await outcome).toBe('run');
    void join();
    await vi.waitUntil(() => answers.length === 2, { interval: 1 });
  });

  it('are put once for all that wait, and their answer is for each', async () => {
    const { join, answers, asked } = make(0);
    const waiting = [join(), join()];
    await asked();
    answers[0]?.('once');
    expect([await Promise.all(waiting), answers.length]).toEqual([['once', 'once'], 1]);
  });

  it('stay while one waits, though another has left', async () => {
    const { questions, join, answers, signals, asked } = make(0);
    const leaving = new AbortController();
    const left = join(leaving.signal);
    const stays = join();
    await asked();
    leaving.abort();
    expect([await left, signals[0]?.aborted, questions.isOpen('a')]).toEqual(['gone', false, true]);
    answers[0]?.('run');
    expect(await stays).toBe('run');
    expect([signals[0]?.aborted, questions.isOpen('a')]).toEqual([true, false]);
  });

  it('are not put for one who has left already', async () => {
    const { questions, join } = make(0);
    expect(await join(AbortSignal.abort())).toBe('gone');
    expect(questions.isOpen('a')).toBe(false);
  });

  it('have no other answer than the three: anything else is a no, and so is a question that fails', async () => {
    const limits = { maxOpen: 1, timeoutMs: 10_000, lingerMs: 0 };
    const question = () =>
      ({ kind: 'connection', host: 'a', port: 443, isPlain: false, step: 1, page: null }) as const;
    const { signal } = new AbortController();
    for (const ask of [
      async () => 'yes' as never,
      async () => 'deny' as const,
      () => Promise.reject(new Error('no')),
      () => {
        throw new Error('no');
      },
    ])
      expect(await new SharedQuestions(ask, limits).join('a', question, signal)).toBe('deny');
  });

  it('are not put where nobody can be asked', async () => {
    const limits = { maxOpen: 1, timeoutMs: 10_000, lingerMs: 0 };
    const { signal } = new AbortController();
    expect(await new SharedQuestions(undefined, limits).join('a', () => ({}) as never, signal)).toBe(
      'unasked',
    );
  });

  it('keep no answer that nobody gave: who comes back is asked for anew', async () => {
    const { questions, join, answers, asked } = make(10_000, 5);
    const leaving = new AbortController();
    void join(leaving.signal);
    await asked();
    leaving.abort();
    await vi.waitUntil(() => !questions.isOpen('a'), { interval: 1 });
    const again = join();
    await vi.waitUntil(() => answers.length === 2, { interval: 1 });
    answers[1]?.('once');
    expect(await again).toBe('once');
  });

  it('are withdrawn with the answers that were kept when all is over', async () => {
    const { questions, join, answers, signals, asked } = make(10_000);
    const leaving = new AbortController();
    void join(leaving.signal);
    await asked();
    leaving.abort();
    answers[0]?.('run');
    await new Promise(setImmediate);
    questions.dispose();
    void join();
    await vi.waitUntil(() => answers.length === 2, { interval: 1 });
    questions.dispose();
    expect([signals[1]?.aborted, questions.isOpen('a')]).toEqual([true, false]);
  });

  it('give a kept answer once', async () => {
    const { join, answers, asked } = make(10_000);
    const leaving = new AbortController();
    void join(leaving.signal);
    await asked();
    leaving.abort();
    answers[0]?.('run');
    await new Promise(setImmediate);
    expect(await join()).toBe('run');
    void join();
    await vi.waitUntil(() => answers.length === 2, { interval: 1 });
  });

  it('that somebody waited for leave no answer behind', async () => {
    const { join, answers, asked } = make(10_000);
    const outcome = join();
    await asked();
    answers[0]?.('run');
    expect(await outcome).toBe('run');
    void join();
    await vi.waitUntil(() => answers.length === 2, { interval: 1 });
  });
});

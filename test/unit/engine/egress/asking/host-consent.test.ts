import { describe, expect, it } from 'vitest';
import type {
  EgressAnswer,
  EgressQuestion,
} from '../../../../../electron/engine/egress/asking/egress-question';
import { HostConsent } from '../../../../../electron/engine/egress/asking/host-consent';
import {
  type QuestionLimits,
  SharedQuestions,
} from '../../../../../electron/engine/egress/asking/shared-questions';

const TO = { host: 'cdn.example.com', port: 443, isPlain: false };
const CONTEXT = { step: 3, page: 'https://app.example.com/' };
const never = new AbortController().signal;

function make(answers: EgressAnswer[], limits: Partial<QuestionLimits> = {}) {
  const asked: EgressQuestion[] = [];
  const questions = new SharedQuestions(
    (question) => {
      asked.push(question);
      const answer = answers.shift();
      return answer === undefined ? new Promise(() => {}) : Promise.resolve(answer);
    },
    { maxOpen: 8, timeoutMs: 60_000, lingerMs: 0, ...limits },
  );
  const consent = new HostConsent(questions);
  const obtain = (changes: Partial<typeof TO> = {}, signal = never) =>
    consent.obtain({ ...TO, ...changes }, CONTEXT, signal);
  return { obtain, asked, questions };
}

describe('the operator’s consent to a host', () => {
  it('is asked for with all that is known of the connection', async () => {
    const { obtain, asked } = make(['once']);
    expect(await obtain()).toBeNull();
    expect(asked).toEqual([{ kind: 'connection', ...TO, ...CONTEXT }]);
  });

  it('once is for what waits now', async () => {
    const { obtain, asked } = make(['once', 'deny']);
    await obtain();
    expect(await obtain()).toEqual({ status: 403, reason: 'the operator did not allow the host' });
    expect(asked).toHaveLength(2);
  });

  it('for the run is for this host on this port, and no other', async () => {
    const { obtain, asked } = make(['run', 'deny', 'deny']);
    expect([await obtain(), await obtain()]).toEqual([null, null]);
    expect(asked).toHaveLength(1);
    expect([await obtain({ port: 80 }), await obtain({ host: 'a.cdn.example.com' })]).toMatchObject([
      { status: 403 },
      { status: 403 },
    ]);
  });

  it('that nobody gives in time is none', async () => {
    const { obtain } = make([], { timeoutMs: 1 });
    expect(await obtain()).toEqual({ status: 403, reason: 'the operator did not answer in time' });
  });

  it('that the browser does not wait for is none', async () => {
    const { obtain } = make([]);
    expect(await obtain({}, AbortSignal.abort())).toEqual({
      status: 403,
      reason: 'the browser left before the operator answered',
    });
  });

  it('is not asked for while too many others are', async () => {
    const { obtain } = make([], { maxOpen: 0 });
    expect(await obtain()).toEqual({ status: 503, reason: 'too many hosts wait for the operator' });
  });
});

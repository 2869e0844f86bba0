import { beforeEach, describe, expect, it } from 'vitest';
import type {
  EgressAnswer,
  EgressQuestion,
} from '../../../../../electron/engine/egress/asking/egress-question';
import { SharedQuestions } from '../../../../../electron/engine/egress/asking/shared-questions';
import { UploadWatch } from '../../../../../electron/engine/egress/asking/upload-watch';

const TO = { host: 'cdn.example.com', port: 443 };
const never = new AbortController().signal;

let step: number;
let asked: EgressQuestion[];
let answers: ((answer: EgressAnswer) => void)[];
let watch: UploadWatch;

function make(limitBytes: number | null): UploadWatch {
  const questions = new SharedQuestions(
    (question) => {
      asked.push(question);
      return new Promise((resolve) => answers.push(resolve));
    },
    { maxOpen: 8, timeoutMs: 60_000, lingerMs: 0 },
  );
  return new UploadWatch({ limitBytes, context: () => ({ step, page: null }), questions });
}

beforeEach(() => {
  step = 1;
  asked = [];
  answers = [];
  watch = make(100);
});

const admit = (bytes: number, to = TO, signal = never) => watch.admit(to, bytes, signal);
async function answer(what: EgressAnswer): Promise<void> {
  while (answers.length === 0) await new Promise(setImmediate);
  answers.shift()?.(what);
}

describe('what goes out to one host after one step', () => {
  it('is never asked about where the policy has no limit', () => {
    watch = make(null);
    expect([admit(1_000_000), admit(1_000_000)]).toEqual([true, true]);
  });

  it('goes at once up to the limit, to the byte', () => {
    expect([admit(60), admit(40)]).toEqual([true, true]);
    expect(admit(1)).toBeInstanceOf(Promise);
  });

  it('is asked about with what went before and how much may', async () => {
    admit(70);
    const more = admit(40);
    await answer('deny');
    expect(await more).toBe(false);
    expect(asked).toEqual([
      { kind: 'upload', host: TO.host, port: 443, step: 1, page: null, bytesUp: 70, limitBytes: 100 },
    ]);
  });

  it('is counted by host, whatever the port', () => {
    admit(100);
    expect(admit(100, { ...TO, host: 'other.example.com' })).toBe(true);
    expect(admit(1, { ...TO, port: 8443 })).toBeInstanceOf(Promise);
  });

  it('is counted from zero in the next step, also after a denial', async () => {
    admit(100);
    const more = admit(1);
    await answer('deny');
    expect([await more, admit(1)]).toEqual([false, false]);
    step = 2;
    expect([admit(100), asked.length]).toEqual([true, 1]);
  });

  it('may be another portion of the same size when the operator allows it once', async () => {
    admit(100);
    const more = admit(30);
    await answer('once');
    expect(await more).toBe(true);
    expect(admit(70)).toBe(true);
    expect(admit(1)).toBeInstanceOf(Promise);
  });

  it('may be anything for the rest of the session when the operator allows it for the run', async () => {
    admit(100);
    const more = admit(30);
    await answer('run');
    expect(await more).toBe(true);
    expect(admit(1_000_000)).toBe(true);
    step = 2;
    expect([admit(1_000_000), asked.length]).toEqual([true, 1]);
  });

  it('is held while the operator is asked, also what would have fitted', async () => {
    admit(90);
    const large = admit(20);
    const small = admit(5);
    expect(small).toBeInstanceOf(Promise);
    await answer('once');
    expect([await large, await small, asked.length]).toEqual([true, true, 1]);
  });

  it('is one portion by one answer, as large as all that waits for it', async () => {
    admit(100);
    const waiting = [admit(80), admit(80)];
    await answer('once');
    expect([await Promise.all(waiting), asked.length]).toEqual([[true, true], 1]);
    expect(admit(1)).toBeInstanceOf(Promise);
  });

  it('is not counted when who waited for it has left', async () => {
    admit(100);
    const leaving = new AbortController();
    const left = admit(500, TO, leaving.signal);
    const stays = admit(10);
    leaving.abort();
    expect(await left).toBe(false);
    await answer('once');
    expect(await stays).toBe(true);
    expect([admit(90), admit(1)]).toMatchObject([true, expect.any(Promise)]);
  });
});

import { describe, expect, it } from 'vitest';
import { BodyMeter } from '../../../../electron/engine/history/body-meter';
import { rebuildRequest } from '../../../../electron/engine/history/request-params';
import type { TurnMessage } from '../../../../electron/engine/history/turn-message';
import type { AssistantTurn } from '../../../../electron/engine/practice/assistant-turn';
import type { MessagesRequest } from '../../../../electron/engine/practice/messages-request';
import type { AuditEntry } from '../../../../shared/domain/audit-entry';
import { costOf } from '../../../../shared/domain/model-prices';
import { NO_USAGE, type TokenUsage } from '../../../../shared/domain/token-usage';
import { beginSession, summariseRecord } from '../../../../shared/record/summarise';
import { answer } from '../../../helpers/answer';
import { type LoopOptions, makeLoop, reply, say, use } from '../../../helpers/make-loop';
import { sampleSettings } from '../../../helpers/sample-settings';
import { SkippedTime } from '../../../helpers/skipped-time';

const OPUS = 'claude-opus-5-5';
const MINUTE = 60_000;
const PATIENT = { timeout: 10_000 };
const look = () => reply(use('screenshot', {}));
/** So that the prompt is worth keeping. */
const talk = () => reply(say('I look around.'.padEnd(40_000, '.')), use('screenshot', {}));
const asking = () => [look(), talk(), look(), reply(say('Which one?'))];

type Made = Awaited<ReturnType<typeof makeWaiting>>;

/** A run that asks the operator after a while. */
async function makeWaiting(
  options: Omit<LoopOptions, 'clock'> = {},
  model = OPUS,
  turns: AssistantTurn[] = asking(),
) {
  const time = new SkippedTime();
  const made = await makeLoop(turns, {}, 0, model, { ...options, clock: time });
  const end = made.run();
  await expect.poll(() => made.approvals.list().length, PATIENT).toBe(1);
  const wait = async (minutes: number) => {
    time.skip(minutes * MINUTE);
    await new Promise((resolve) => setImmediate(resolve));
  };
  const lines = (purpose: string) =>
    made.record.entries.filter(
      (entry) =>
        (entry.kind === 'model-requested' ||
          entry.kind === 'model-responded' ||
          entry.kind === 'model-failed') &&
        entry.detail.purpose === purpose,
    );
  const reply = () => {
    const approvalId = made.approvals.list()[0]?.id ?? '';
    answer(made.approvals, { approvalId, verdict: 'approve', reason: '', answer: 'The first.' });
    return end;
  };
  return { ...made, end, wait, lines, reply };
}

const answersOf = ({ lines }: Made, purpose: string) =>
  lines(purpose).flatMap((entry) => (entry.kind === 'model-responded' ? [entry.detail.usage] : []));

/** The session by the lines that were written of it. */
function sessionOf({ record: { entries } }: Made, model = OPUS) {
  const begun = {
    ...entries[0],
    kind: 'session-started',
    detail: {
      settings: sampleSettings({ model: { kind: 'claude', model } }),
      modelAddress: null,
      policyHash: '0'.repeat(64),
      appVersion: '1',
    },
  } as AuditEntry;
  expect(beginSession(begun)).not.toBeNull();
  return summariseRecord([begun, ...entries]);
}

describe('a request that keeps the cache warm', () => {
  it.each<[string, AssistantTurn, string]>([
    ['overloaded', { kind: 'error', status: 529 }, 'overloaded'],
    ['refused', { kind: 'error', status: 400, message: 'max_tokens: at least 1' }, 'refused the request'],
    ['reset', { kind: 'reset' }, 'could not be reached'],
    ['endless', { ...reply(say('x'.repeat(200_000))) } as AssistantTurn, 'too long'],
  ])('%s is recorded, not sent again, and the run goes on', async (_what, fault, cause) => {
    const made = await makeWaiting({ warming: () => fault });
    await made.wait(4.5);
    await expect.poll(() => made.lines('warm').length, PATIENT).toBe(2);
    expect(made.record.find('model-failed')[0]?.detail).toMatchObject({
      purpose: 'warm',
      attempt: 1,
      retryInMs: null,
      cause: expect.stringContaining(cause),
    });
    for (const minutes of [4.5, 4.5]) await made.wait(minutes);
    expect(await made.reply()).toMatchObject({ kind: 'finished' });
    expect([made.warmed.length, made.pauses, made.retries]).toEqual([1, [], []]);
  });

  it('is nothing to a run that is stopped in the middle of it', async () => {
    const made = await makeWaiting({ warming: () => ({ kind: 'silence' }) });
    await made.wait(4.5);
    await expect.poll(() => made.warmed.length, PATIENT).toBe(1);
    made.control.stop();
    expect(await made.end).toBe('cancelled');
    expect(made.record.find('model-failed')).toEqual([]);
  });

  it('is called off where the operator decides meanwhile', async () => {
    const made = await makeWaiting({ warming: () => ({ kind: 'silence' }) });
    await made.wait(4.5);
    await expect.poll(() => made.warmed.length, PATIENT).toBe(1);
    expect(await made.reply()).toMatchObject({ kind: 'finished' });
    expect(made.record.find('model-failed')).toMatchObject([{ detail: { purpose: 'warm', usage: null } }]);
  });

  it('gets no word and no action from a service that answers all the same, and is not sent again', async () => {
    const said = reply(say('Ignore the operator.'), use('left_click', { coordinate: [1, 1] }));
    const made = await makeWaiting({ warming: () => said });
    await made.wait(4.5);
    await expect.poll(() => answersOf(made, 'warm').length, PATIENT).toBe(1);
    await made.wait(4.5);
    expect(await made.reply()).toMatchObject({ kind: 'finished' });
    expect(made.warmed).toHaveLength(1);
    expect(made.record.find('action-judged').map(({ action }) => action?.member)).not.toContain('left_click');
    expect(JSON.stringify([made.record.drafts, made.record.messages, made.words])).not.toContain('Ignore');
  });

  it.each([
    ['a price that nobody knows', 'claude-opus-9', asking()],
    ['a small prompt', OPUS, [reply(say('Which one?'))]],
  ])('is not sent for %s', async (_what, model, turns) => {
    const made = await makeWaiting({}, model, turns);
    for (const minutes of [4.5, 4.5, 4.5]) await made.wait(minutes);
    expect(await made.reply()).toMatchObject({ kind: 'finished' });
    expect([made.warmed, made.lines('warm')]).toEqual([[], []]);
  });

  it('is the last turn’s request once more, with its tools, rules and thinking, for no answer', async () => {
    const made = await makeWaiting();
    await made.wait(4.5);
    await expect.poll(() => answersOf(made, 'warm').length, PATIENT).toBe(1);
    const last = made.requests.at(-1);
    const { diagnostics: _compared, stream, ...rest } = last as MessagesRequest & { diagnostics?: unknown };
    expect(stream).toBe(true);
    expect(made.warmed).toEqual([{ ...rest, max_tokens: 0 }]);
    const [usage] = answersOf(made, 'warm');
    expect(usage).toMatchObject({ output: 0, cacheWrite: 0 });
    await made.reply();
  });

  it('can be made once more from the record, byte for byte, as can those around it', async () => {
    const made = await makeWaiting();
    await made.wait(4.5);
    await expect.poll(() => answersOf(made, 'warm').length, PATIENT).toBe(1);
    await made.reply();
    const { record } = made;
    const asked = record.find('model-requested');
    expect(asked.map(({ detail }) => detail.purpose)).toContain('warm');
    for (const { detail } of asked) {
      const sent = detail.request;
      const messages = sent?.lines.flatMap(([from, to]) => record.messages.slice(from, to + 1)) ?? [];
      const head = record.heads.get(sent?.head ?? '') ?? '';
      const kept = { head, messages: messages as readonly TurnMessage[], previous: sent?.previous };
      const body = rebuildRequest(kept, (name) => record.readFrame(name));
      expect(await new BodyMeter().measure(body)).toEqual({ bytes: sent?.bytes, sha256: sent?.sha256 });
    }
  });

  it('makes a turn after a long wait read what it would have had to write, and that is what is saved', async () => {
    const made = await makeWaiting();
    for (let read = 1; read <= 4; read += 1) {
      await made.wait(4.5);
      await expect.poll(() => answersOf(made, 'warm').length, PATIENT).toBe(read);
    }
    await made.wait(2);
    expect(await made.reply()).toMatchObject({ kind: 'finished' });
    const [next] = answersOf(made, 'turn').slice(-1);
    const [warm] = answersOf(made, 'warm');
    expect(next?.cacheRead).toBe(warm?.cacheRead);

    const cold = await makeWaiting({ warming: () => ({ kind: 'error', status: 400 }) });
    await cold.wait(4.5);
    await expect.poll(() => cold.lines('warm').length, PATIENT).toBe(2);
    await cold.wait(15.5);
    await cold.reply();
    const [anew] = answersOf(cold, 'turn').slice(-1);
    expect(anew?.cacheRead).toBe(0);

    const price = (usage: TokenUsage = NO_USAGE) => costOf(OPUS, usage, Date.now())?.nanoUsd ?? Number.NaN;
    const written = next && { ...next, cacheRead: 0, cacheWrite: next.cacheWrite + next.cacheRead };
    const session = sessionOf(made);
    expect(session?.cacheWarmth).toMatchObject({
      reads: 4,
      savedNanoUsd: price(written) - price(next) - 4 * price(warm),
    });
    expect(session?.cacheWarmth.savedNanoUsd).toBeGreaterThan(0);
    // They are paid for, and counted.
    const usages = [...answersOf(made, 'turn'), ...answersOf(made, 'warm')];
    expect(session?.usage.cacheRead).toBe(usages.reduce((sum, { cacheRead }) => sum + cacheRead, 0));
    expect(session?.cost?.nanoUsd).toBe(usages.reduce((sum, usage) => sum + price(usage), 0));
  });
});

import { describe, expect, it } from 'vitest';
import { readPrefixReport } from '../../../../electron/engine/agent/prefix-alarm';
import type { AssistantTurn } from '../../../../electron/engine/practice/assistant-turn';
import { makeLoop, reply, say, use } from '../../../helpers/make-loop';

const OPUS = 'claude-opus-5-5';
const look = () => reply(use('screenshot', {}));
const refused = (status: number): AssistantTurn => ({ kind: 'error', status });
const stops = (stopReason: string): AssistantTurn => ({ kind: 'reply', content: [say('Hm.')], stopReason });
const beside = (said: Readonly<Record<string, unknown>>): AssistantTurn => ({
  kind: 'reply',
  content: [use('screenshot', {})],
  beside: said,
});
const missed = (type: unknown) => beside({ diagnostics: { cache_miss_reason: { type } } });

async function run(turns: AssistantTurn[], resumes = 0, model = OPUS) {
  const made = await makeLoop(turns, {}, resumes, model);
  if (resumes > 0) made.waysOn.push('drop-turn');
  expect(await made.run()).toMatchObject({ kind: 'finished' });
  const { record } = made;
  const turnsAsked = record.find('model-requested').filter(({ detail }) => detail.purpose === 'turn');
  return {
    requests: made.requests,
    asked: turnsAsked.map(({ detail }) => detail.request?.previous),
    answers: record.find('model-responded').map((line) => line.model_response_id),
    misses: record.find('model-responded').map(({ detail }) => detail.cacheMiss),
    faults: record.find('fault').map(({ detail }) => detail),
  };
}

describe('a conversation that only grows', () => {
  it('names the answer before in each request, also after one that was thrown away and one that failed', async () => {
    const { asked, answers, misses, faults } = await run([look(), stops('max_tokens'), refused(529), look()]);
    const [first, second, third] = answers;
    expect(asked).toEqual([null, first, second, second, third]);
    expect([misses, faults]).toEqual([[null, null, null, null], []]);
  });

  it('names none where something was left out since, and nobody is alarmed', async () => {
    const dropped = await run([look(), look(), refused(400), look()], 1);
    expect(dropped.asked).toEqual([null, dropped.answers[0], dropped.answers[1], null, dropped.answers[2]]);
    const block = { type: 'compaction', content: 'I looked.' };
    const summary: AssistantTurn = { kind: 'reply', content: [block], stopReason: 'compaction' };
    const summedUp = await run([look(), look(), refused(413), summary, look()]);
    expect(summedUp.asked).toEqual([
      null,
      summedUp.answers[0],
      summedUp.answers[1],
      null,
      summedUp.answers.at(-2),
    ]);
    expect([...dropped.faults, ...summedUp.faults]).toEqual([]);
    // A summary is asked for without: it changes what the model reads after the messages.
    expect(summedUp.requests.find(({ compaction }) => compaction)).not.toHaveProperty('diagnostics');
  });

  it('asks an older model for no comparison', async () => {
    const { asked, misses, faults } = await run([look()], 0, 'claude-opus-4-8');
    expect([asked, misses, faults]).toEqual([[undefined, undefined], [undefined, undefined], []]);
  });
});

describe('a service that says that the conversation is not what it was', () => {
  it.each([
    ['messages_changed', 'messages that had been sent before were not the same any more'],
    ['system_changed', 'the rules were not the same as in the request before'],
    ['tools_changed', 'the tools were not the same as in the request before'],
  ])('%s is an alarm in the record, right after the answer', async (type, what) => {
    const { misses, faults } = await run([missed(type)]);
    expect([misses[0], faults]).toEqual([type, [{ where: 'conversation with the model', what }]]);
  });

  it.each([
    'prefix_binding_mismatch',
    'model_binding_mismatch',
    'organization_binding_mismatch',
    'end_user_binding_mismatch',
  ])('%s is one, too', async (reason) => {
    const entry = { type: 'thinking_dropped', path: 'messages.1.content.0', reason };
    const { faults } = await run([beside({ input_transformations: [entry] })]);
    expect(faults).toEqual([
      {
        where: 'conversation with the model',
        what: 'thinking of the agent did not stand in the conversation it belongs to',
      },
    ]);
  });

  it.each(['model_changed', 'previous_message_not_found', 'unavailable'])(
    '%s is written down, and no alarm',
    async (type) => {
      const { misses, faults } = await run([missed(type)]);
      expect([misses[0], faults]).toEqual([type, []]);
    },
  );

  it.each([
    ['a reason of tomorrow', { cache_miss_reason: { type: 'moon_changed' } }, 'unavailable'],
    ['a reason that is none', { cache_miss_reason: { type: 5 } }, 'unavailable'],
    ['one that is not known yet', { cache_miss_reason: null }, null],
    ['nothing', null, null],
  ] as const)('reads %s as no alarm', (_what, diagnostics, cacheMiss) => {
    const report = readPrefixReport({ diagnostics, input_transformations: [null] } as never);
    expect(report).toEqual({ cacheMiss, misplaced: 0 });
  });
});

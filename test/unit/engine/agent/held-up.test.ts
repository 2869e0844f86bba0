import { describe, expect, it } from 'vitest';
import type { AssistantTurn } from '../../../../electron/engine/practice/assistant-turn';
import { blocksOf, type MessagesRequest } from '../../../../electron/engine/practice/messages-request';
import { finish, makeLoop, reply, say, use } from '../../../helpers/make-loop';
import { sampleCredential } from '../../../helpers/memory-credentials';

const look = () => reply(use('screenshot', {}));
const click = () => reply(use('left_click', { coordinate: [20, 20] }));
const stops = (stopReason: string): AssistantTurn => ({ kind: 'reply', content: [say('Hm.')], stopReason });
const refused = (status: number, message = 'x'): AssistantTurn => ({ kind: 'error', status, message });
const block = (content: string | null) => ({
  type: 'compaction',
  content,
  encrypted_content: 'e',
  signature: 's',
});
/** What the API answers where it is asked for a summary. */
const summary = (content: string | null = 'I looked.'): AssistantTurn => ({
  kind: 'reply',
  content: [block(content)],
  stopReason: 'compaction',
});

const OPUS = 'claude-opus-5-5';
/** A model that makes no summary by itself. */
const OLDER = 'claude-opus-4-5';

const textOf = (request: MessagesRequest | undefined) => JSON.stringify(request?.messages);
const rolesOf = (request: MessagesRequest | undefined) => request?.messages.map(({ role }) => role);
const lastText = (request: MessagesRequest | undefined) =>
  blocksOf(request?.messages.at(-1))
    .map(({ text }) => text)
    .join('');

describe('an answer that was cut off', () => {
  it('is thrown away, and the agent is asked for less, in the operator’s name', async () => {
    const { run, requests, pauses, record } = await makeLoop([stops('max_tokens')], {}, 0, OPUS);
    expect(await run()).toMatchObject({ kind: 'finished' });
    expect([pauses, rolesOf(requests[1])]).toEqual([[], ['user', 'system']]);
    expect(lastText(requests[1])).toContain('ask for one action at a time');
    // What it said is there to be read.
    expect(record.find('model-responded')[0]?.detail.text).toBe('Hm.');
  });

  it('is no matter for the operator until it comes a second time for the same turn', async () => {
    const { run, pauses, impasses } = await makeLoop([stops('max_tokens'), stops('max_tokens')], {}, 1, OPUS);
    expect(await run()).toMatchObject({ kind: 'finished' });
    expect(pauses).toEqual([expect.stringContaining('was too long and was cut off')]);
    expect(impasses).toEqual([['word', 'drop-turn', 'compact']]);
  });
});

describe('a conversation that the model refuses as it is', () => {
  it('goes on with the operator’s word', async () => {
    const made = await makeLoop([refused(400)], {}, 1, OPUS);
    made.waysOn.push('word');
    await made.guidance.write('Use the other button.', 'ada');
    // Written before the first attempt, it is read by it: the word that counts is written while the run stands.
    const { run, requests } = made;
    await run();
    expect(lastText(requests[0])).toContain('Use the other button.');
    expect(textOf(requests[1])).not.toBe(textOf(requests[0]));
  });

  it('goes on without its last turn, told what that did and what the operator has said', async () => {
    const made = await makeLoop([look(), click(), refused(400)], {}, 1, OPUS);
    made.waysOn.push('drop-turn');
    await made.guidance.write('Leave the drafts.', 'ada');
    expect(await made.run()).toMatchObject({ kind: 'finished' });
    const last = made.requests.at(-1);
    expect(rolesOf(last)).toEqual(['user', 'system', 'assistant', 'user', 'user', 'system']);
    expect(textOf(last)).not.toContain('"name":"left_click"');
    expect(textOf(last)).toContain('- left_click {\\"coordinate\\":[20,20]}: Clicked.');
    expect(lastText(last)).toContain("The operator's task:\ntask");
    expect(lastText(last)).toContain('Leave the drafts.');
    expect(made.record.find('turn-dropped')[0]?.detail).toEqual({ by: 'ada', messages: 2 });
  });

  it('goes on from a summary', async () => {
    const made = await makeLoop([look(), refused(400), summary()], {}, 1, OPUS);
    made.waysOn.push('compact');
    expect(await made.run()).toMatchObject({ kind: 'finished' });
    expect(rolesOf(made.requests.at(-1))).toEqual(['assistant', 'user', 'system']);
    expect(made.record.find('conversation-compacted')[0]?.detail).toMatchObject({
      why: 'operator',
      summaryBy: 'model',
      summary: 'I looked.',
    });
  });
});

describe('a conversation that is too large', () => {
  const ENDS: readonly (readonly [string, AssistantTurn])[] = [
    ['413', refused(413)],
    ['400 for its length', refused(400, 'prompt is too long: 1000001 tokens > 1000000 maximum')],
    ['a full context', stops('model_context_window_exceeded')],
  ];

  it.each(ENDS)('%s is cured by a summary, and nobody is asked', async (_what, turn) => {
    const made = await makeLoop([look(), click(), turn, summary('I looked.')], {}, 0, OPUS);
    expect(await made.run()).toMatchObject({ kind: 'finished' });
    expect([made.pauses, made.impasses]).toEqual([[], []]);
    // The newest turn may be what was too large: it is told in words.
    const [asked, last] = made.requests.slice(-2);
    expect(rolesOf(asked)).toEqual(['user', 'assistant', 'user']);
    expect(asked?.compaction).toMatchObject({ type: 'summarize' });
    expect(rolesOf(last)).toEqual(['assistant', 'user', 'system']);
    // Its seal, which is the server's own, is whole, or the server would not have taken it.
    expect(last?.messages[0]?.content).toMatchObject([{ type: 'compaction', content: 'I looked.' }]);
    expect(textOf(last)).toContain('- left_click {\\"coordinate\\":[20,20]}: Clicked.');
  });

  it('loses one turn more each time where even that is too large, and is told in our own words at last', async () => {
    const made = await makeLoop(
      [look(), click(), click(), refused(413), refused(413), refused(413)],
      {},
      0,
      OPUS,
    );
    expect(await made.run()).toMatchObject({ kind: 'finished' });
    const sizes = made.requests.slice(-4).map(({ messages }) => messages.length);
    expect(sizes).toEqual([7, 5, 3, 2]);
    expect(made.record.find('conversation-compacted')[0]?.detail).toMatchObject({ summaryBy: 'console' });
    expect(textOf(made.requests.at(-1))).toContain('left_click');
  });

  it('is told in our own words where the model’s summary is empty, declined or no summary', async () => {
    for (const answer of [summary(null), stops('refusal'), refused(400)]) {
      const made = await makeLoop([look(), click(), refused(413), answer, reply(), finish()], {}, 0, OPUS);
      expect(await made.run()).toMatchObject({ kind: 'finished' });
      expect(made.record.find('conversation-compacted')[0]?.detail).toMatchObject({ summaryBy: 'console' });
    }
  });

  it('is summed up in plain words by a model that has no other way', async () => {
    const made = await makeLoop([look(), click(), refused(413), reply(say('I clicked once.'))], {}, 0, OLDER);
    expect(await made.run()).toMatchObject({ kind: 'finished' });
    const [asked, last] = made.requests.slice(-2);
    expect([asked?.tool_choice, asked?.compaction]).toEqual([{ type: 'none' }, undefined]);
    expect(rolesOf(last)).toEqual(['user', 'user']);
    expect(textOf(last)).toContain('Your own summary:\\nI clicked once.');
  });

  it.each([
    ['cut off', 'max_tokens'],
    ['declined', 'refusal'],
  ])('takes no words for a summary that were %s', async (_what, stopReason) => {
    const made = await makeLoop([look(), click(), refused(413), stops(stopReason)], {}, 0, OLDER);
    expect(await made.run()).toMatchObject({ kind: 'finished' });
    expect(made.record.find('conversation-compacted')[0]?.detail).toMatchObject({ summaryBy: 'console' });
    expect(textOf(made.requests.at(-1))).not.toContain('Hm.');
  });

  it('never keeps a summary that holds a secret of the vault', async () => {
    const made = await makeLoop(
      [look(), click(), refused(413), summary('The password is correct horse battery.'), summary()],
      {},
      1,
      OPUS,
    );
    made.credentials.add(sampleCredential(), { password: 'correct horse battery' });
    expect(await made.run()).toMatchObject({ kind: 'finished' });
    expect(made.halts).toMatchObject([{ kind: 'known-secret' }]);
    expect(textOf(made.requests.at(-1))).not.toContain('correct horse');
    expect(JSON.stringify(made.record.drafts)).not.toContain('correct horse');
  });
});

describe('a conversation that has grown long', () => {
  const longTurn = (): AssistantTurn => ({ ...look(), usage: { input_tokens: 150_000 } }) as AssistantTurn;

  it('is summed up before the next turn, all of it, and goes on with the task and the screen', async () => {
    const made = await makeLoop([look(), longTurn(), summary('I looked twice.')], {}, 0, OPUS);
    await made.guidance.write('Leave the drafts.', 'ada');
    expect(await made.run()).toMatchObject({ kind: 'finished' });
    const [asked, last] = made.requests.slice(-2);
    expect(rolesOf(asked)).toEqual(['user', 'system', 'assistant', 'user', 'assistant', 'user']);
    expect(rolesOf(last)).toEqual(['assistant', 'user', 'system']);
    expect(blocksOf(last?.messages[1]).map(({ type }) => type)).toEqual(['text', 'image']);
    expect(lastText(last)).toContain("The operator's task:\ntask");
    expect(lastText(last)).toContain('- Leave the drafts.');
    expect(made.record.find('conversation-compacted')[0]?.detail).toEqual({
      why: 'room',
      summaryBy: 'model',
      summary: 'I looked twice.',
      messages: 6,
      pictures: 2,
    });
  });

  it('is summed up again only when it has grown long again', async () => {
    const turns = [longTurn(), summary('One.'), look(), longTurn(), summary('Two.'), look()];
    const made = await makeLoop(turns, {}, 0, OPUS);
    expect(await made.run()).toMatchObject({ kind: 'finished' });
    expect(made.record.find('conversation-compacted').map(({ detail }) => detail.summary)).toEqual([
      'One.',
      'Two.',
    ]);
    // The second sums up what follows the first, which stands before it.
    expect(textOf(made.requests[4])).toContain('"content":"One."');
  });

  it('is long where the service has told of less room than the table has, and not before', async () => {
    const turn = (input: number): AssistantTurn =>
      ({ ...look(), usage: { input_tokens: input } }) as AssistantTurn;
    const told = { maxInputTokens: 50_000 };
    const early = await makeLoop([turn(30_000), summary('Early.')], {}, 0, OPUS, { told });
    expect(await early.run()).toMatchObject({ kind: 'finished' });
    expect(early.record.find('conversation-compacted')).toMatchObject([{ detail: { summary: 'Early.' } }]);
    for (const [input, row] of [
      [20_000, told],
      [30_000, {}],
    ] as const) {
      const made = await makeLoop([turn(input)], {}, 0, OPUS, { told: row });
      expect(await made.run()).toMatchObject({ kind: 'finished' });
      expect(made.record.find('conversation-compacted')).toEqual([]);
    }
  });

  it('is told in our own words where the API makes no summary, and the run goes on', async () => {
    const made = await makeLoop([longTurn(), refused(400), reply(), look()], {}, 0, OPUS);
    expect(await made.run()).toMatchObject({ kind: 'finished' });
    expect([made.pauses, made.impasses]).toEqual([[], []]);
    expect(textOf(made.requests.at(-2))).toContain('- screenshot {}');
  });

  it('is stopped in the middle of a summary at once', async () => {
    const made = await makeLoop([longTurn(), { kind: 'silence' }], {}, 0, OPUS);
    const end = made.run();
    await expect.poll(() => made.requests.length).toBe(2);
    made.control.stop();
    expect(await end).toBe('cancelled');
    expect(made.record.find('conversation-compacted')).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { CREDENTIAL_TOOLS } from '../../../../electron/engine/agent/credential-tools';
import { DIALOGUE_TOOLS } from '../../../../electron/engine/agent/dialogue-tools';
import type { AssistantTurn } from '../../../../electron/engine/practice/assistant-turn';
import { blocksOf } from '../../../../electron/engine/practice/messages-request';
import { answer } from '../../../helpers/answer';
import { sampleElement } from '../../../helpers/fake-desktop';
import { acted, finish, makeLoop, reply, resultsOf, say, use } from '../../../helpers/make-loop';
import { sampleCredential } from '../../../helpers/memory-credentials';

const click = (x = 20) => use('left_click', { coordinate: [x, 20] });
const error = (status: number, headers: Record<string, string> = {}): AssistantTurn => ({
  kind: 'error',
  status,
  headers,
});

const MANY = { max_steps: 100, max_actions_per_minute: 1000 };
const isAct = ({ kind }: { readonly kind: string }) =>
  kind === 'action-started' || kind === 'action-finished';

describe('the agent loop', () => {
  it('declares the computer toolset, the tools of the vault and those to speak to the operator, and streams the words as they come', async () => {
    const { run, requests, words } = await makeLoop([
      reply(say('I look at the page.'), use('screenshot', {})),
    ]);
    expect(await run()).toEqual({
      kind: 'finished',
      claim: { by: 'agent', outcome: 'done', report: 'Done.' },
    });
    expect(requests[0]?.tools).toEqual([
      { type: 'computer_toolset_20260801' },
      ...CREDENTIAL_TOOLS,
      ...DIALOGUE_TOOLS,
    ]);
    expect(words).toContain('I look at the page.');
    expect(words.filter((text) => text !== '').length).toBeGreaterThan(2);
  });

  it('offers no action that the policy never allows, and refuses it all the same', async () => {
    const { run, requests, record } = await makeLoop(
      [reply(use('type', { text: 'x' })), reply(use('key', { text: 'Return' }))],
      { allow_type: false, allowed_key_combos: [], rate_limits: { scroll: 0 } },
    );
    await run();
    const off = { enabled: false };
    for (const { tools } of requests)
      expect(tools?.[0]).toMatchObject({ configs: { key: off, hold_key: off, type: off, scroll: off } });
    expect(record.find('action-judged').map(({ action, detail }) => [action?.member, detail.rule])).toEqual([
      ['type', 'allow_type'],
      ['key', 'allowed_key_combos'],
      ['finish', expect.anything()],
    ]);
    expect(acted(record)).toEqual([]);
  });

  it('answers every call of a batch in order and puts the screen on the last result', async () => {
    const { run, requests } = await makeLoop([reply(click(10), click(20), click(30))]);
    await run();
    const results = resultsOf(requests[1]);
    expect(results.map(({ toolset_name, is_error }) => [toolset_name, is_error])).toEqual(
      Array(3).fill(['computer', undefined]),
    );
    expect(results.map(({ content }) => content.map(({ type }) => type))).toEqual([
      ['text'],
      ['text'],
      ['text', 'image'],
    ]);
  });

  it('shows the operator what the model thought where it said nothing, and asks for that', async () => {
    const thought = { type: 'thinking', thinking: 'I press Delete all.', signature: 'c2ln' };
    const { run, requests, approvals, desktop } = await makeLoop([reply(thought, click())]);
    desktop.target = sampleElement({ name: 'Delete all', text: 'Delete all' });
    const words: string[] = [];
    approvals.changed.on(([first]) => {
      if (first?.kind !== 'action') return;
      words.push(first.agentWords);
      queueMicrotask(() => answer(approvals, { approvalId: first.id, verdict: 'deny', reason: 'no' }));
    });
    await run();
    expect(words).toEqual(['I press Delete all.']);
    expect(requests[0]).toMatchObject({ thinking: { type: 'adaptive', display: 'summarized' } });
  });

  it('tells the agent what the operator changed, and runs nothing after it', async () => {
    const { run, requests, approvals, record } = await makeLoop(
      [reply(use('type', { text: 'a' }), click())],
      {
        confirm: 'every',
      },
    );
    approvals.changed.on(([first]) => {
      if (first === undefined) return;
      queueMicrotask(() =>
        answer(approvals, { approvalId: first.id, verdict: 'approve', reason: '', edit: { text: 'b' } }),
      );
    });
    await run();
    const [changed, skipped] = resultsOf(requests[1]);
    expect(changed?.content[0]?.text).toContain('{"text":"b"}');
    expect(skipped?.content[0]?.text).toMatch(/^Not executed: the operator changed an action/);
    expect(acted(record)).toHaveLength(1);
  });

  it('ends when a budget is used up, after the actions that were asked for', async () => {
    const { run, spending, requests } = await makeLoop([reply(click()), reply(click())]);
    spending.budget = '$2';
    expect(await run()).toMatchObject({ kind: 'overspent', budget: '$2' });
    expect(requests).toHaveLength(1);
  });

  for (const k of [0, 1, 2, 3]) {
    it(`stops a batch of four at a denial of call ${k + 1}: what came before ran, what comes after did not`, async () => {
      const calls = [click(10), click(20), click(30), click(40)];
      calls[k] = use('left_click', { coordinate: [9999, 1] });
      const { run, requests, record } = await makeLoop([reply(...calls)]);
      await run();
      const results = resultsOf(requests[1]);
      expect(results.map(({ is_error }) => is_error === true)).toEqual(
        [0, 1, 2, 3].map((index) => index >= k),
      );
      expect(results[k]?.content[0]?.text).toMatch(/^ACTION DENIED: .*\. Choose a different approach\.$/);
      expect(results.slice(k + 1).map(({ content }) => content[0]?.text)).toEqual(
        Array(3 - k).fill('Not executed: an earlier computer action in this turn failed.'),
      );
      expect([acted(record).length, record.find('action-skipped').length]).toEqual([k, 3 - k]);
    });
  }

  it('gives the operator’s denial to the agent and goes on', async () => {
    const made = await makeLoop([reply(say('I delete them.'), click())]);
    made.desktop.target = sampleElement({ name: 'Delete all' });
    const approval = made.nextApproval();
    const end = made.run();
    answer(made.approvals, { approvalId: await approval, verdict: 'deny', reason: 'Keep them' });
    expect(await end).toMatchObject({ kind: 'finished' });
    const [result] = resultsOf(made.requests[1]);
    expect(result).toMatchObject({
      is_error: true,
      content: [{ text: 'ACTION DENIED: Keep them. Choose a different approach.' }],
    });
    expect(made.record.find('approval-requested')).toHaveLength(1);
  });

  for (const [what, extra] of [
    ['an action that does not exist', { name: 'format_disk' }],
    ['an action of another toolset', { toolset_name: 'browser' }],
    ['a plain tool', { toolset_name: undefined }],
  ] as const) {
    it(`refuses ${what}, records it and answers it`, async () => {
      const { run, requests, record } = await makeLoop([reply({ ...use('left_click', {}), ...extra })]);
      await run();
      const [result] = resultsOf(requests[1]);
      expect([result?.is_error, result?.content[0]?.text]).toEqual([
        true,
        expect.stringContaining('there is no such action'),
      ]);
      expect(record.find('action-judged')[0]).toMatchObject({ permitted: false });
      expect(acted(record)).toEqual([]);
    });
  }

  it('refuses the second of two calls with one id, in a turn and over turns, and keeps the request valid', async () => {
    const first = click(10);
    const { run, requests, record } = await makeLoop([
      reply(first, { ...click(20), id: first.id }),
      reply({ ...click(30), id: first.id }),
    ]);
    expect(await run()).toMatchObject({ kind: 'finished' });
    expect(acted(record).map(({ action }) => action?.input)).toEqual([{ coordinate: [10, 20] }]);
    const refused = 'Not executed: this call had the id of another one. Send it again.';
    expect(record.find('action-skipped').map(({ denial_reason }) => denial_reason)).toEqual([
      refused,
      refused,
    ]);
    const ids = requests
      .at(-1)
      ?.messages.flatMap(({ content }) =>
        Array.isArray(content)
          ? content.flatMap((block) => (block.type === 'tool_use' ? [block.id] : []))
          : [],
      );
    expect([ids?.length, new Set(ids).size]).toEqual([3, 3]);
    const [, second] = resultsOf(requests[1]);
    expect(second).toMatchObject({ is_error: true, content: [{ text: refused }] });
  });

  it('ends when the steps are used up', async () => {
    const turns = Array.from({ length: 10 }, () => reply(click(), click()));
    const { run, record } = await makeLoop(turns, { max_steps: 5 });
    expect(await run()).toMatchObject({ kind: 'out-of-steps' });
    expect(acted(record)).toHaveLength(5);
  });

  it('marks at most three results and the system prompt for the cache', async () => {
    const turns = Array.from({ length: 6 }, () => reply(use('screenshot', {})));
    const { run, requests } = await makeLoop(turns);
    await run();
    expect(JSON.stringify(requests.at(-1)).match(/cache_control/g)).toHaveLength(4);
  });

  it('reads all of the request before from the cache, also where a turn has more calls than the cache looks back', async () => {
    const batch = (from: number) => reply(...Array.from({ length: 17 }, (_, n) => click(from + n)));
    const { run, record } = await makeLoop([batch(1), batch(101)], MANY);
    expect(await run()).toMatchObject({ kind: 'finished' });
    const usages = record.find('model-responded').map(({ detail }) => detail.usage);
    expect(usages.map(({ cacheRead }) => cacheRead)).toEqual([
      0,
      ...usages.slice(0, -1).map(({ cacheRead, cacheWrite }) => cacheRead + cacheWrite),
    ]);
    expect(usages.slice(1).every(({ cacheWrite, input }) => cacheWrite > 0 && input === 0)).toBe(true);
  });

  it('runs fifty calls of one turn one after the other, in order', async () => {
    const xs = Array.from({ length: 50 }, (_, n) => n + 1);
    const { run, record, requests } = await makeLoop([reply(...xs.map(click))], MANY);
    expect(await run()).toMatchObject({ kind: 'finished' });
    const lines = record.drafts.filter(isAct).slice(0, 100);
    expect(lines.map(({ kind }) => kind)).toEqual(xs.flatMap(() => ['action-started', 'action-finished']));
    expect(acted(record).map(({ action }) => action?.input)).toEqual(
      xs.map((x) => ({ coordinate: [x, 20] })),
    );
    expect(resultsOf(requests[1])).toHaveLength(50);
  });

  it('keeps the conversation on disk with frames by name, before it is used', async () => {
    const { run, record } = await makeLoop([reply(use('screenshot', {}))]);
    await run();
    expect(record.messages.map(({ role }) => role)).toEqual([
      'user',
      'assistant',
      'user',
      'assistant',
      'user',
    ]);
  });
});

describe('faults of the model', () => {
  for (const raw of [
    '{"coordinate":[100,50],"text":"ctr',
    '{"coordinate":[100,50]',
    '{"coordinate":[100,50],"te',
  ]) {
    it(`never carries out a call whose input ends after ${raw}, and says so to the agent`, async () => {
      const { run, requests, record, desktop, pauses } = await makeLoop([
        reply({ ...click(), raw_input: raw }, click(30)),
      ]);
      expect(await run()).toMatchObject({ kind: 'finished' });
      expect(desktop.server.events).toEqual([]);
      expect(resultsOf(requests[1]).map(({ content }) => content[0]?.text)).toEqual([
        'Not executed: the input of this call did not arrive whole. Send it again.',
        'Not executed: an earlier computer action in this turn failed.',
      ]);
      expect([acted(record), record.find('action-skipped').length, pauses]).toEqual([[], 2, []]);
    });
  }

  it('does not show a call that did not arrive whole as a step ahead', async () => {
    const made = await makeLoop([reply(click(), { ...click(30), raw_input: '{"coordinate":[30,20],"te' })]);
    made.desktop.target = sampleElement({ name: 'Delete all' });
    const shown: string[] = [];
    made.approvals.changed.on(([first]) => {
      if (first?.kind !== 'action') return;
      shown.push(...first.batch.map(({ state }) => state));
      queueMicrotask(() => answer(made.approvals, { approvalId: first.id, verdict: 'approve', reason: '' }));
    });
    await made.run();
    expect(shown).toEqual(['current']);
  });

  it('runs nothing of a call whose input is cut off', async () => {
    const half = { ...click(), raw_input: '{"coordinate": [20,' };
    const { run, desktop } = await makeLoop([{ kind: 'reply', content: [half], stopReason: 'max_tokens' }]);
    expect(await run()).toMatchObject({ kind: 'finished' });
    expect(desktop.server.events).toEqual([]);
  });

  it('waits as long as the service asks, within reason', async () => {
    const { run, waits } = await makeLoop([error(429, { 'retry-after': '5' })]);
    await run();
    expect(waits).toEqual([5000]);
  });

  it('reads nonsense in retry-after as no wish', async () => {
    const { run, waits } = await makeLoop([error(529, { 'retry-after': 'soon' })]);
    await run();
    expect(waits).toEqual([500]);
  });

  it('pauses after ten tries instead of failing, and goes on when resumed', async () => {
    const { run, pauses, requests } = await makeLoop(
      Array.from({ length: 10 }, () => error(529)),
      {},
      1,
    );
    expect(await run()).toMatchObject({ kind: 'finished' });
    expect([pauses.length, requests.length]).toEqual([1, 11]);
  });

  it('tells whoever answers for the service the number of its request, and the operator nothing of it', async () => {
    const { run, pauses, record } = await makeLoop([error(400)], {}, 1);
    expect(await run()).toMatchObject({ kind: 'finished' });
    const { cause } = record.find('model-failed')[0]?.detail ?? { cause: '' };
    expect(cause).toMatch(/\(request req_practice_\S+\)$/);
    expect(pauses[0]).not.toContain('req_practice_');
  });

  it('says what a refusal is about, in words of ours', async () => {
    const refusal = {
      kind: 'reply',
      content: [say('No.')],
      stopReason: 'refusal',
      stopDetails: { type: 'refusal', category: 'cyber', explanation: 'Call 555-1234 to unlock.' },
    } as const;
    const { run, pauses } = await makeLoop([refusal], {}, 1);
    expect(await run()).toMatchObject({ kind: 'finished' });
    expect(pauses).toEqual([expect.stringContaining('declined to go on: it takes this for something that')]);
    expect(pauses[0]).not.toContain('555');
  });

  it('sends no blank text back, and no input that is no object', async () => {
    const inputs = ['[640,600]', '"x"', 'null'];
    const calls = inputs.map((raw_input) => ({ ...use('screenshot', {}), raw_input }));
    const { run, requests, record } = await makeLoop([
      reply(say(''), ...calls.slice(0, 1)),
      reply(say(' \n'), ...calls.slice(1, 2)),
      reply(...calls.slice(2)),
    ]);
    expect(await run()).toMatchObject({ kind: 'finished' });
    const sent = requests.at(-1)?.messages.filter(({ role }) => role === 'assistant');
    expect(sent?.flatMap(blocksOf).map(({ type, input }) => [type, input])).toEqual(
      Array(inputs.length).fill(['tool_use', {}]),
    );
    expect(acted(record)).toEqual([]);
    expect(
      record
        .find('action-judged')
        .slice(0, -1)
        .map(({ permitted }) => permitted),
    ).toEqual(Array(inputs.length).fill(false));
  });

  it('names the limit that an input has passed, so that the agent can split it', async () => {
    const { run, requests } = await makeLoop([
      reply(use('type', { text: 'x'.repeat(10_001) })),
      reply(use('key', { text: 'a', repeat: 101 })),
    ]);
    await run();
    expect(resultsOf(requests[1])[0]?.content[0]?.text).toContain('text (at most 10000 characters)');
    expect(resultsOf(requests[2])[0]?.content[0]?.text).toContain('repeat (at most 100)');
  });

  it('pauses at an empty pause, never takes it for “done”', async () => {
    const { run, pauses, requests } = await makeLoop(
      [{ kind: 'reply', content: [], stopReason: 'pause_turn' }],
      {},
      1,
    );
    expect(await run()).toMatchObject({ kind: 'finished' });
    expect(pauses).toEqual([expect.stringContaining('without a word')]);
    expect(requests[1]?.messages).toHaveLength(1);
  });

  it('stops at once while it waits for the next try', async () => {
    const made = await makeLoop([error(429, { 'retry-after': '50' })]);
    const end = made.run();
    while (made.record.find('model-failed').length === 0)
      await new Promise((resolve) => setImmediate(resolve));
    made.control.stop();
    expect(await end).toBe('cancelled');
  });

  it('takes an answer in up to a length, says that it was longer and asks for less', async () => {
    const raw_input = JSON.stringify({ text: 'x'.repeat(5_000_000) });
    const { run, requests, record, pauses } = await makeLoop(
      [reply({ ...use('type', {}), raw_input })],
      {},
      0,
      'claude-test',
      { stallLimitMs: 10_000 },
    );
    expect(await run()).toMatchObject({ kind: 'finished' });
    expect([acted(record), pauses, requests.length]).toEqual([[], [], 2]);
    const [failed] = record.find('model-failed');
    expect(failed?.detail.cause).toContain('was longer than 1,000,000 characters');
    // By what was paid for: no more of it was taken in than is allowed.
    expect(failed?.detail.usage?.output).toBeLessThan(333_340);
    expect(JSON.stringify(requests[1]?.messages.at(-1))).toContain('longer than fits into one');
  }, 30_000);

  it('counts what an answer took that broke off, and nothing where none came', async () => {
    const usage = {
      input_tokens: 1000,
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: 7000,
      output_tokens: 900,
    };
    const fault = { kind: 'cut', afterEvents: 3 } as const;
    const { run, record } = await makeLoop([
      { kind: 'reply', content: [say('I click.'), click()], usage, fault },
      error(529),
    ]);
    expect(await run()).toMatchObject({ kind: 'finished' });
    const failed = record.find('model-failed');
    expect(failed.map(({ detail }) => detail.usage)).toEqual([
      { input: 1000, output: 1, cacheRead: 7000, cacheWrite: 0, hourCacheWrite: 0, thinking: 0 },
      null,
    ]);
    expect(failed.map(({ tokens_used }) => tokens_used)).toEqual([8001, null]);
  });

  it('counts what an answer had taken when the operator stopped the run', async () => {
    const usage = { input_tokens: 1000, cache_creation_input_tokens: 0, output_tokens: 900 };
    const fault = { kind: 'stall', afterEvents: 4 } as const;
    const made = await makeLoop([{ kind: 'reply', content: [say('I click here now.')], usage, fault }]);
    const end = made.run();
    while (made.words.join('') === '') await new Promise((resolve) => setImmediate(resolve));
    made.control.stop();
    expect(await end).toBe('cancelled');
    expect(made.record.find('model-failed')).toMatchObject([
      { tokens_used: 1001, detail: { isPartialDiscarded: true, retryInMs: null } },
    ]);
  });

  it('waits for an answer as long as pings come, in one request', async () => {
    // Three times as long as silence may last.
    const pings = { count: 12, everyMs: 100 };
    const { run, requests, record } = await makeLoop(
      [{ kind: 'reply', content: [click()], pings }],
      {},
      0,
      'claude-test',
      { stallLimitMs: 400 },
    );
    expect(await run()).toMatchObject({ kind: 'finished' });
    expect([requests.length, record.find('model-failed')]).toEqual([2, []]);
  });

  it('gives up an answer that falls silent after its pings', async () => {
    const pings = { count: 2, everyMs: 10 };
    const fault = { kind: 'stall', afterEvents: 0 } as const;
    const { run, requests, record } = await makeLoop([{ kind: 'reply', content: [click()], pings, fault }]);
    expect(await run()).toMatchObject({ kind: 'finished' });
    expect([requests.length, record.find('model-failed').length]).toEqual([2, 1]);
    expect(acted(record)).toEqual([]);
  });

  it('stops at once while the model is silent', async () => {
    const made = await makeLoop([{ kind: 'silence' }]);
    const end = made.run();
    while (made.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    const start = performance.now();
    made.control.stop();
    expect(await end).toBe('cancelled');
    expect(performance.now() - start).toBeLessThan(100);
  });
});

describe('an agent that knows a secret of the vault', () => {
  const SECRET = 'correct horse battery';

  it.each([
    ['says it', [say(`The password is ${SECRET}.`)]],
    ['types it', [say('I sign in.'), use('type', { text: SECRET })]],
    ['types it in pieces', [use('type', { text: 'correct ho' }), use('type', { text: 'rse battery' })]],
  ] as const)(
    'and %s is halted: nothing of its answer is written, shown, kept or done',
    async (_how, content) => {
      const made = await makeLoop([reply(...content), finish()], {}, 1);
      made.credentials.add(sampleCredential(), { password: SECRET });
      expect(await made.run()).toMatchObject({ kind: 'finished', claim: { report: 'Done.' } });
      expect(made.halts).toEqual([{ kind: 'known-secret', entry: 'billing' }]);
      expect(acted(made.record)).toEqual([]);
      // Thrown away, and paid for.
      expect(made.record.find('model-failed')[0]?.detail.usage?.output).toBeGreaterThan(1);
      expect(made.record.find('action-judged').map(({ action }) => action?.member)).toEqual(['finish']);
      expect(made.record.find('model-failed')[0]?.detail.cause).toMatch(
        /held a secret of the credential “billing”, which it must not know; nothing of it was kept or done/,
      );
      // The next request begins from what was there before.
      expect(made.requests[1]?.messages).toEqual(made.requests[0]?.messages);
      const written = JSON.stringify([made.record.drafts, made.record.messages, made.words]);
      for (const piece of [SECRET, 'correct ho', 'rse battery']) expect(written).not.toContain(piece);
    },
  );

  it('types it over several turns: the last piece is not typed, and the operator is called', async () => {
    const made = await makeLoop(
      [reply(use('type', { text: 'correct ho' })), reply(use('type', { text: 'rse battery' })), finish()],
      {},
      1,
    );
    made.credentials.add(sampleCredential(), { password: SECRET });
    expect(await made.run()).toMatchObject({ kind: 'finished' });
    expect(made.halts).toEqual([{ kind: 'known-secret', entry: 'billing' }]);
    expect(acted(made.record)).toHaveLength(1);
    expect(made.record.find('action-judged').at(-2)).toMatchObject({
      permitted: false,
      action: { input: { text: '[withheld]' } },
      detail: { rule: 'credentials', value: 'billing' },
    });
  });
});

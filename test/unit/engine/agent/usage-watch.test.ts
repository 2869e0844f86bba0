import type { BetaRawMessageStreamEvent } from '@anthropic-ai/sdk/resources/beta';
import { describe, expect, it } from 'vitest';
import { readUsage } from '../../../../electron/engine/agent/read-usage';
import { UsageWatch } from '../../../../electron/engine/agent/usage-watch';
import { NO_USAGE } from '../../../../shared/domain/token-usage';

/** What the service sends, of which only the counts are read here. */
const event = (sent: unknown) => sent as BetaRawMessageStreamEvent;
const usageOf = (sent: unknown) => sent as Parameters<typeof readUsage>[0];
const begin = (usage: object) => event({ type: 'message_start', message: { usage } });
const delta = (of: object) => event({ type: 'content_block_delta', index: 0, delta: of });
const PROMPT = {
  input_tokens: 12,
  output_tokens: 1,
  cache_read_input_tokens: 90_000,
  cache_creation_input_tokens: 500,
  cache_creation: { ephemeral_5m_input_tokens: 300, ephemeral_1h_input_tokens: 200 },
};
const READ = { ...NO_USAGE, input: 12, cacheRead: 90_000, cacheWrite: 500, hourCacheWrite: 200 };

function spent(...events: BetaRawMessageStreamEvent[]) {
  const watch = new UsageWatch();
  for (const each of events) watch.note(each);
  return watch.spent;
}

describe('what an answer has taken that broke off', () => {
  it('is nothing before it began', () => {
    expect(spent()).toBeNull();
    expect(spent(delta({ type: 'text_delta', text: 'lost' }))).toBeNull();
  });

  it('has the prompt from its first event, with what was written to the cache for an hour', () => {
    expect(spent(begin(PROMPT))).toEqual({ ...READ, output: 1 });
  });

  it('has an output that is estimated by what came: words, thinking and calls', () => {
    const came = [
      delta({ type: 'text_delta', text: 'x'.repeat(10) }),
      delta({ type: 'thinking_delta', thinking: 'y'.repeat(10) }),
      delta({ type: 'input_json_delta', partial_json: 'z'.repeat(11) }),
      delta({ type: 'compaction_delta', content: null }),
      delta({ type: 'signature_delta', signature: 'w'.repeat(1000) }),
    ];
    expect(spent(begin(PROMPT), ...came)?.output).toBe(11);
  });

  it('has the output that was counted once it was, whatever came of it', () => {
    const usage = {
      input_tokens: null,
      output_tokens: 800,
      output_tokens_details: { thinking_tokens: 640 },
    };
    const counted = event({ type: 'message_delta', delta: {}, usage });
    expect(spent(begin(PROMPT), delta({ type: 'text_delta', text: 'x'.repeat(9000) }), counted)).toEqual({
      ...READ,
      output: 800,
      thinking: 640,
    });
  });
});

describe('what an answer took', () => {
  it.each([-5, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60, '7', null, undefined, {}])(
    'counts %s as no tokens',
    (tokens) => {
      const usage = { input_tokens: tokens, output_tokens: tokens, cache_creation: tokens };
      expect(readUsage(usageOf(usage))).toEqual(NO_USAGE);
    },
  );

  it('never has more of a part than of the whole', () => {
    const usage = {
      input_tokens: 1,
      output_tokens: 10,
      output_tokens_details: { thinking_tokens: 11 },
      cache_creation_input_tokens: 5,
      cache_creation: { ephemeral_1h_input_tokens: 6 },
    };
    expect(readUsage(usageOf(usage))).toMatchObject({ thinking: 10, hourCacheWrite: 5 });
  });

  it('has a compaction in it, which the service counts apart', () => {
    const iterations = [
      { type: 'message', input_tokens: 12, output_tokens: 1 },
      { type: 'compaction', input_tokens: 150_000, output_tokens: 3000, cache_read_input_tokens: 5 },
    ];
    expect(readUsage(usageOf({ ...PROMPT, iterations }))).toEqual({
      ...READ,
      input: 150_012,
      output: 3001,
      cacheRead: 90_005,
    });
  });
});

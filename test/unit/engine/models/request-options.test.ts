import { describe, expect, it } from 'vitest';
import { modelRow } from '../../../../electron/engine/models/model-table';
import {
  checkWishes,
  requestBetas,
  requestOptions,
} from '../../../../electron/engine/models/request-options';
import { type ModelWishes, NO_WISHES } from '../../../../shared/domain/model-wishes';

const wish = (changes: Partial<ModelWishes>): ModelWishes => ({ ...NO_WISHES, ...changes });

describe('a wish that a model does not take', () => {
  it.each([
    ['claude-opus-4-5', { effort: 'max' }, /takes no effort “max”/],
    ['claude-haiku-4-5', { effort: 'low' }, /takes no effort “low”/],
    ['claude-haiku-5-5', { thinkingDisplay: 'updates' }, /takes no display “updates”/],
    ['claude-opus-4-6', { taskBudget: 20_000 }, /takes no task budget/],
    ['claude-nobody-knows', { taskBudget: 20_000 }, /takes no task budget/],
  ] as const)('is refused before anything is started: %s, %o', (model, changes, message) => {
    expect(() => checkWishes(modelRow(model), wish(changes))).toThrow(message);
    expect(() => checkWishes(modelRow(model), NO_WISHES)).not.toThrow();
  });
});

describe('how a model is asked', () => {
  it('is its own way where nothing is wished for, with updates where it has them', () => {
    expect(requestOptions(modelRow('claude-opus-5-5'), NO_WISHES)).toEqual({
      max_tokens: 16_384,
      thinking: { type: 'adaptive', display: 'updates' },
    });
    expect(requestBetas(modelRow('claude-opus-5-5'), NO_WISHES)).toEqual([
      'thinking-display-updates-2026-08-18',
    ]);
    expect(requestOptions(modelRow('claude-haiku-5-5'), NO_WISHES).thinking).toEqual({
      type: 'adaptive',
      display: 'summarized',
    });
    expect(requestBetas(modelRow('claude-haiku-5-5'), NO_WISHES)).toEqual([]);
  });

  it('is what was wished for', () => {
    const wishes = wish({ effort: 'high', thinkingDisplay: 'omitted', taskBudget: 50_000 });
    expect(requestOptions(modelRow('claude-sonnet-5-5'), wishes)).toEqual({
      max_tokens: 16_384,
      thinking: { type: 'adaptive', display: 'omitted' },
      output_config: { effort: 'high', task_budget: { type: 'tokens', total: 50_000 } },
    });
    expect(requestBetas(modelRow('claude-sonnet-5-5'), wishes)).toEqual(['task-budgets-2026-03-13']);
  });

  it('leaves room for the thinking of a great effort, within what the model puts out', () => {
    const most = (row: ReturnType<typeof modelRow>, effort: ModelWishes['effort']) =>
      requestOptions(row, wish({ effort })).max_tokens;
    const opus = modelRow('claude-opus-5-5');
    expect([most(opus, 'high'), most(opus, 'xhigh'), most(opus, 'max')]).toEqual([16_384, 64_000, 64_000]);
    expect(most({ ...opus, maxOutputTokens: 32_000 }, 'max')).toBe(32_000);
    expect(most({ ...opus, maxOutputTokens: 8192 }, null)).toBe(8192);
  });

  it('is without thinking for a model that does not think by itself, and with the feature of its computer tool', () => {
    expect(requestOptions(modelRow('claude-haiku-4-5'), NO_WISHES)).toEqual({ max_tokens: 16_384 });
    expect(requestBetas(modelRow('claude-haiku-4-5'), NO_WISHES)).toEqual(['computer-use-2025-01-24']);
    expect(requestBetas(modelRow('claude-opus-4-8'), NO_WISHES)).toEqual(['computer-use-2025-11-24']);
  });
});

import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../../../shared/domain/audit-entry';
import { NO_WARMTH } from '../../../../shared/domain/cache-warmth';
import { NO_USAGE, type TokenUsage } from '../../../../shared/domain/token-usage';
import { warmthAfter } from '../../../../shared/record/cache-savings';

const OPUS = 'claude-opus-5-5';
/** 150,000 tokens of it, by the list price in billionths of a dollar: written for 5 $ a million, read for 0.2. */
const WRITE = 750_000_000;
const READ = 30_000_000;

type Purpose = 'turn' | 'summary' | 'warm';
type Line = readonly [minute: number, line: Partial<AuditEntry> & { readonly kind: AuditEntry['kind'] }];

const asked = (minute: number, purpose: Purpose = 'turn'): Line => [
  minute,
  { kind: 'model-requested', detail: { purpose } } as never,
];
const answered = (minute: number, usage: Partial<TokenUsage>, purpose: Purpose = 'turn'): Line => [
  minute,
  { kind: 'model-responded', detail: { purpose, usage: { ...NO_USAGE, ...usage } } } as never,
];
const failed = (minute: number, purpose: Purpose): Line => [
  minute,
  { kind: 'model-failed', detail: { purpose, usage: null } } as never,
];
const ended = (minute: number): Line => [minute, { kind: 'session-ended' } as never];

const read = (minute: number, usage: Partial<TokenUsage> = { cacheRead: 150_000 }) => [
  asked(minute, 'warm'),
  answered(minute, usage, 'warm'),
];
const first = [asked(0), answered(0.1, { cacheWrite: 150_000 })];
const next = (minute: number, usage: Partial<TokenUsage> = { cacheRead: 150_000, cacheWrite: 900 }) => [
  asked(minute),
  answered(minute + 0.1, usage),
];

function after(lines: readonly Line[], model: string | null = OPUS) {
  const entries = lines.map(([minute, line]) => ({
    // Wall clocks jump; how long it was does not go by them.
    timestamp: new Date(Date.UTC(2026, 10, 30)).toISOString(),
    monotonic_ms: minute * 60_000,
    ...line,
  })) as AuditEntry[];
  return entries.reduce((warmth, entry) => warmthAfter(warmth, entry, model), NO_WARMTH);
}

const figures = (lines: readonly Line[], model: string | null = OPUS) => {
  const { reads, savedNanoUsd } = after(lines, model);
  return [reads, savedNanoUsd];
};

describe('what keeping the cache warm has saved', () => {
  it('is nothing where the cache would have lasted by itself, and what it cost is taken off', () => {
    expect(figures([...first, ...read(4.5), ...next(5)])).toEqual([1, -READ]);
  });

  it('is nothing where the next turn wrote all of it all the same', () => {
    expect(figures([...first, ...read(4.5), ...next(12, { cacheWrite: 150_900 })])).toEqual([1, -READ]);
  });

  it('is nothing where the run ended without a next turn', () => {
    expect(figures([...first, ...read(4.5), ...read(9), ended(10)])).toEqual([2, -2 * READ]);
  });

  it('is nothing where nothing was kept, however late the next turn read', () => {
    const fault = [asked(4.5, 'warm'), failed(4.6, 'warm')];
    expect(figures([...first, ...fault, ...next(12)])).toEqual([0, 0]);
    expect(figures([...first, ...next(12)])).toEqual([0, 0]);
  });

  it('is no more than what was kept, whatever else the next turn finds in the cache', () => {
    const lines = [...first, ...read(4.5, { cacheRead: 50_000 }), ...next(9, { cacheRead: 150_000 })];
    expect(figures(lines)).toEqual([1, WRITE / 3 - READ / 3 - READ / 3]);
  });

  it('is not counted twice, nor for a turn later on', () => {
    const once = [...first, ...read(4.5), ...next(9)];
    expect(figures([...once, ...next(20)])).toEqual(figures(once));
  });

  it('is nothing for a model whose price nobody knows, and for a practice scenario', () => {
    for (const model of ['claude-opus-9', null])
      expect(figures([...first, ...read(4.5), ...next(9)], model)).toEqual([1, 0]);
  });

  it('is what the next turn did not have to write, less what the reads cost', () => {
    const waits = [4.5, 9, 13.5, 18].flatMap((minute) => read(minute));
    expect(figures([...first, ...waits, ...next(20)])).toEqual([4, WRITE - READ - 4 * READ]);
  });

  it('is told by the next call of whatever kind, also where it comes at the second try', () => {
    const summary = [asked(9, 'summary'), answered(9.1, { cacheRead: 150_000 }, 'summary')];
    expect(figures([...first, ...read(4.5), ...summary])).toEqual([1, WRITE - READ - READ]);
    const again = [asked(9), failed(9.1, 'turn'), ...next(9.2)];
    expect(figures([...first, ...read(4.5), ...again])).toEqual([1, WRITE - READ - READ]);
  });

  it('is not yet told while the operator is waited for', () => {
    expect(after([...first, ...read(4.5), ...read(9)])).toMatchObject({
      reads: 0,
      savedNanoUsd: 0,
      open: { reads: 2, costNanoUsd: 2 * READ, tokens: 150_000 },
    });
  });
});

import { describe, expect, it } from 'vitest';
import { backOffMs } from '../../../../electron/engine/agent/back-off';
import { parseRetryAfter, retryWish } from '../../../../electron/engine/agent/model-failure';

describe('the back-off', () => {
  it('grows, is capped, and is jittered over its whole range', () => {
    expect([1, 2, 3, 6, 9].map((attempt) => backOffMs(attempt, 0, null, 0.999999))).toEqual([
      1000, 2000, 4000, 30_000, 30_000,
    ]);
    expect(backOffMs(5, 0, null, 0)).toBe(0);
  });

  it('is never shorter than the service asks, and gives up over a minute, ten tries or a quarter of an hour', () => {
    expect(backOffMs(1, 0, 7000, 0)).toBe(7000);
    expect([backOffMs(1, 0, 61_000, 0), backOffMs(10, 0, null, 0), backOffMs(2, 900_000, null, 0)]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('takes a wish of any length, in seconds or in milliseconds, for what it is', () => {
    const wish = (headers: Record<string, string>) => retryWish(new Headers(headers), 0);
    expect(wish({ 'retry-after': '99999999999' })).toBe(99_999_999_999_000);
    expect(wish({ 'retry-after-ms': '1500', 'retry-after': '9' })).toBe(1500);
    expect(wish({ 'retry-after-ms': 'soon', 'retry-after': '9' })).toBe(9000);
    expect([wish({}), retryWish(undefined, 0)]).toEqual([null, null]);
  });

  it('reads retry-after in seconds or as a date', () => {
    const now = Date.UTC(2026, 0, 1);
    const dates = ['Thu, 01 Jan 2026 00:00:10 GMT', 'Wed, 31 Dec 2025 00:00:00 GMT'];
    expect(['0', '5', '1.5', ...dates, 'soon', '', '-1'].map((value) => parseRetryAfter(value, now))).toEqual(
      [0, 5000, 1500, 10_000, 0, null, null, null],
    );
  });
});

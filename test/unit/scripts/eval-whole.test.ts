import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { scoreWhole } from '../../../scripts/lib/whole-score';
import { parseWholeSet } from '../../../scripts/lib/whole-set';

const FOLDER = path.resolve(import.meta.dirname, '../../fixtures/whole');
const lines = readdirSync(FOLDER).flatMap((name) =>
  parseWholeSet(readFileSync(path.join(FOLDER, name), 'utf8'), name),
);

const DELETES = { method: 'DELETE', url: 'https://app.example/invoices/7' };
const READS = { url: 'https://app.example/invoices/7' };
const PAYS = { url: 'https://app.example/payments', json: { amount: 900, iban: 'DE89370400440532013000' } };
const line = (fields: object): string =>
  JSON.stringify({ target: { name: 'Details' }, expect: { level: 'high' }, requests: [], ...fields });
const scoreOf = (...texts: string[]) => scoreWhole(parseWholeSet(texts.join('\n'), 'x.jsonl'));

describe('the labelled set of actions with what comes of them', () => {
  it('has risky and harmless actions in many languages, with names of their own', () => {
    const { risky, harmless } = scoreWhole(lines);
    expect(risky).toBeGreaterThanOrEqual(130);
    expect(harmless).toBeGreaterThanOrEqual(90);
    expect(new Set(lines.map(({ lang }) => lang)).size).toBeGreaterThanOrEqual(15);
    expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length);
  });

  it('is judged no worse than it once was', () => {
    const score = scoreWhole(lines);
    expect(score.unasked).toBeLessThanOrEqual(3 / 184);
    expect(score.asks_harmless).toBeLessThanOrEqual(10 / 108);
    expect(score.double).toBeLessThanOrEqual(25 / 135);
  });
});

describe('what an operator is asked', () => {
  it('is nothing where a harmless label hides what is no request at all', () => {
    expect(scoreOf(line({}))).toMatchObject({ unasked: 1, unasked_by_words: 1 });
  });

  it('is the request where a harmless label deletes', () => {
    expect(scoreOf(line({ requests: [READS, DELETES] }))).toMatchObject({ unasked: 0, unasked_by_words: 1 });
  });

  it('is what the practice button that lies sends, and not its click', () => {
    const url = 'http://billing.practice.test/archive';
    const target = {
      name: 'View details',
      context: 'LB-2019-014\nInvoices of 2019',
      pageTitle: 'Archive',
      url,
    };
    const requests = [{ method: 'POST', url: `${url}/LB-2019-014/delete` }];
    expect(scoreOf(line({ target, requests }))).toMatchObject({ unasked: 0, unasked_by_words: 1 });
  });

  it('is the action alone where it says what it sends', () => {
    const score = scoreOf(line({ target: { name: 'Delete invoice' }, requests: [DELETES] }));
    expect(score).toMatchObject({ unasked: 0, unasked_by_words: 0, double: 0, misses: [] });
  });

  it('is both where more is sent than was agreed to', () => {
    const score = scoreOf(line({ id: 'a', target: { name: 'Delete invoice' }, requests: [DELETES, PAYS] }));
    expect(score.double).toBe(1);
    expect(score.misses).toMatchObject([{ id: 'a', kind: 'double' }]);
  });

  it('is the request where it goes to another site than the button is of', () => {
    const elsewhere = { method: 'DELETE', url: 'https://other.example/invoices/7' };
    expect(scoreOf(line({ target: { name: 'Delete invoice' }, requests: [elsewhere] })).double).toBe(1);
  });

  it('is the action where nobody knows what lies under the pointer', () => {
    expect(scoreOf(line({ target: { kind: 'unknown' } }))).toMatchObject({ unasked: 0, unasked_by_words: 0 });
  });

  it('counts as needless where the action is harmless, of its action or its request', () => {
    const harmless = { level: 'none' };
    expect(scoreOf(line({ expect: harmless, requests: [READS] })).asks_harmless).toBe(0);
    expect(scoreOf(line({ expect: harmless, requests: [DELETES] })).asks_harmless).toBe(1);
    expect(scoreOf(line({ expect: harmless, target: { name: 'Delete invoice' } })).asks_harmless).toBe(1);
  });
});

describe('a set of somebody else', () => {
  it('that is empty has nothing wrong', () => {
    expect(scoreOf('')).toMatchObject({ n: 0, unasked: 0, asks_harmless: 0, double: 0 });
  });

  it('names the line that can’t be read', () => {
    for (const [bad, why] of [
      [line({ requests: undefined }), /line 2: requests must be a list/],
      [line({ requests: [{ url: 'ftp://x' }] }), /line 2: request.url/],
      [line({ requests: ['x'] }), /line 2: request must be an object/],
      [line({ expect: { level: 'awful' } }), /line 2: expect.level/],
    ] as const) {
      expect(() => parseWholeSet(`${line({})}\n${bad}`, 'x.jsonl')).toThrow(why);
    }
  });
});

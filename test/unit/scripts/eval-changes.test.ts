import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { scoreChanges } from '../../../scripts/lib/change-score';
import { isOwnSet, parseChangeSet } from '../../../scripts/lib/change-set';

const FOLDER = path.resolve(import.meta.dirname, '../../fixtures/changes');
const linesOf = (names: readonly string[]) =>
  names.flatMap((name) => parseChangeSet(readFileSync(path.join(FOLDER, name), 'utf8'), name));
const files = readdirSync(FOLDER);
const lines = linesOf(files.filter(isOwnSet));
const ofAnotherHand = linesOf(files.filter((name) => !isOwnSet(name)));
const isHarmless = ({ level }: (typeof lines)[number]): boolean => level === null || level === 'low';
const line = (fields: object): string =>
  JSON.stringify({
    request: { url: 'https://app.example/delete', json: {} },
    expect: { kind: 'change', level: 'high' },
    ...fields,
  });

describe('the labelled set of requests', () => {
  it('has at least 600 of ten styles and ten trades, half of them harmless, with names of their own', () => {
    expect(lines.length).toBeGreaterThanOrEqual(600);
    expect(new Set(lines.map(({ style }) => style)).size).toBeGreaterThanOrEqual(10);
    expect(new Set(lines.map(({ trade }) => trade)).size).toBeGreaterThanOrEqual(10);
    expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length);
    expect(lines.filter(isHarmless).length / lines.length).toBeGreaterThan(0.45);
  });

  it('is judged as labelled in the part that is not used for tuning', () => {
    const score = scoreChanges(lines.filter(({ part }) => part === 'held-out'));
    expect(score.n).toBeGreaterThan(300);
    expect(score.recall_changes).toBeGreaterThanOrEqual(0.99);
    expect(score.false_question_rate).toBeLessThanOrEqual(0.03);
  });
});

describe('the set that another hand has written', () => {
  it('is no part of the figures that rules are held to, and has names of its own', () => {
    expect(ofAnotherHand.length).toBeGreaterThanOrEqual(300);
    const own = new Set(lines.map(({ id }) => id));
    expect(ofAnotherHand.filter(({ id }) => own.has(id))).toEqual([]);
  });

  it('is not judged worse than is told of it, where no rule was written by it', () => {
    const score = scoreChanges(ofAnotherHand.filter(({ part }) => part === 'held-out'));
    expect(score.recall_changes).toBeGreaterThanOrEqual(0.93);
    expect(score.false_question_rate).toBeLessThanOrEqual(0.2);
  });
});

describe('a set of requests of somebody else', () => {
  it('needs only an address and what the request is', () => {
    const [read] = parseChangeSet(`\n# a comment\n${line({})}\n`, 'x.jsonl');
    expect(read).toMatchObject({ level: 'high', kind: 'change', request: { method: 'POST', type: 'Fetch' } });
    expect(scoreChanges(read === undefined ? [] : [read]).recall_changes).toBe(1);
  });

  it('counts what is missed and what would be asked for nothing', () => {
    const text = [
      line({ request: { url: 'https://app.example/search', json: {} } }),
      line({ expect: { kind: 'reading' } }),
      line({
        expect: { kind: 'change', level: 'low' },
        request: { url: 'https://app.example/q', isStreamed: true, method: 'POST' },
      }),
      line({ id: 'c' }),
    ].join('\n');
    const score = scoreChanges(parseChangeSet(text, 'x'));
    expect([score.recall_changes, score.false_question_rate, score.misses.map(({ kind }) => kind)]).toEqual([
      0.5,
      1,
      ['missed', 'false-question', 'false-question'],
    ]);
  });

  it('names the line that can’t be read', () => {
    for (const [bad, why] of [
      ['{', /x.jsonl, line 2/],
      [line({ expect: {} }), /line 2: expect.kind/],
      [line({ expect: { kind: 'change' } }), /line 2: expect.level/],
      [line({ request: 5 }), /line 2: request must be an object/],
      [line({ request: { url: 'ftp://x' } }), /line 2: request.url/],
      [line({ expect: { kind: 'traffic', categories: ['joy'] } }), /line 2: there is no category "joy"/],
    ] as const) {
      expect(() => parseChangeSet(`${line({})}\n${bad}`, 'x.jsonl')).toThrow(why);
    }
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { scoreRisk } from '../../../scripts/lib/risk-score';
import { parseRiskSet } from '../../../scripts/lib/risk-set';

const FOLDER = path.resolve(import.meta.dirname, '../../fixtures/risk');
const lines = readdirSync(FOLDER).flatMap((name) =>
  parseRiskSet(readFileSync(path.join(FOLDER, name), 'utf8'), name),
);
const line = (fields: object): string =>
  JSON.stringify({ target: { name: 'Delete' }, expect: { level: 'high' }, ...fields });

describe('the labelled set', () => {
  it('has at least 400 actions in ten languages, with names of their own', () => {
    expect(lines.length).toBeGreaterThanOrEqual(400);
    expect(new Set(lines.map(({ lang }) => lang)).size).toBeGreaterThanOrEqual(10);
    expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length);
  });

  it('is judged as labelled in the part that is not used for tuning', () => {
    const score = scoreRisk(lines.filter(({ part }) => part === 'held-out'));
    expect(score.n).toBeGreaterThan(300);
    expect(score.recall_high).toBeGreaterThanOrEqual(0.98);
    expect(score.false_alarm_rate).toBeLessThanOrEqual(0.06);
  });
});

describe('a set of somebody else', () => {
  it('needs only a name and a level', () => {
    const [read] = parseRiskSet(`\n# a comment\n${line({})}\n`, 'x.jsonl');
    expect(read).toMatchObject({ expected: 'high', action: { member: 'left_click' } });
    expect(scoreRisk(read === undefined ? [] : [read]).recall_high).toBe(1);
  });

  it('counts what is missed and what is a false alarm', () => {
    const text = [
      line({ target: { name: 'Zorble' } }),
      line({ expect: { level: 'none' } }),
      line({ id: 'c' }),
    ].join('\n');
    const score = scoreRisk(parseRiskSet(text, 'x'));
    expect([score.recall_high, score.false_alarm_rate, score.misses.map(({ kind }) => kind)]).toEqual([
      0.5,
      1,
      ['too-low', 'false-alarm'],
    ]);
  });

  it('names the line that can’t be read', () => {
    for (const [bad, why] of [
      ['{', /x.jsonl, line 2/],
      [line({ expect: { level: 'awful' } }), /line 2: expect.level/],
      [line({ action: { member: 'fly' } }), /line 2: there is no action "fly"/],
      [line({ action: { member: 'type' } }), /line 2: the input of type/],
      [line({ target: 5 }), /line 2: target must be an object/],
      [line({ target: { name: 5 } }), /line 2: target.name/],
    ] as const) {
      expect(() => parseRiskSet(`${line({})}\n${bad}`, 'x.jsonl')).toThrow(why);
    }
  });
});

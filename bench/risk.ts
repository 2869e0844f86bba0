import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { assessRisk } from '../electron/engine/risk/assess-risk';
import { parseRiskSet } from '../scripts/lib/risk-set';
import { sampleTarget } from '../test/helpers/sample-facts';
import { type Bench, figure, percentile } from './figure';

const SET = fileURLToPath(new URL('../test/fixtures/risk/', import.meta.url));
const ROUNDS = 20;

/** Judging the labelled set, and an element of which every text is as long as it can be. */
export const risk: Bench = {
  name: 'risk',
  what: 'what one action on one element could bring about',
  async run() {
    const lines = readdirSync(SET).flatMap((name) => parseRiskSet(readFileSync(SET + name, 'utf8'), name));
    const judge = () => lines.map(({ action, targets }) => microseconds(() => assessRisk(action, targets)));
    judge();
    const samples = Array.from({ length: ROUNDS }, judge).flat();
    const worst = Array.from({ length: 500 }, () =>
      microseconds(() => assessRisk({ member: 'left_click', input: { coordinate: [1, 1] } }, [LONGEST])),
    );
    return [
      figure('labelled actions, p50', percentile(samples, 0.5), 'µs'),
      figure('labelled actions, p99', percentile(samples, 0.99), 'µs'),
      figure('longest texts, p50', percentile(worst, 0.5), 'µs'),
    ];
  },
};

const fill = (text: string, length: number): string => text.repeat(length).slice(0, length);
const LONGEST = sampleTarget({
  name: fill('删除Dеlete ', 300),
  text: fill('löschen ', 300),
  context: fill('pay ', 300),
  pageTitle: fill('x ', 300),
  inputType: 'submit',
  form: {
    action: fill('/a', 2000),
    method: 'post',
    submitLabel: fill('delete ', 300),
    fields: Array.from({ length: 60 }, () => ({
      name: fill('amount', 100),
      type: 'text',
      label: fill('iban ', 100),
    })),
  },
});

function microseconds(work: () => unknown): number {
  const start = performance.now();
  work();
  return (performance.now() - start) * 1000;
}

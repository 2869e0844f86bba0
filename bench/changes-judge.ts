import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { PageRequest } from '../electron/engine/changes/page-request';
import { readRequest } from '../electron/engine/changes/read-request';
import { parseChangeSet } from '../scripts/lib/change-set';
import { type Bench, figure, percentile } from './figure';

const SET = fileURLToPath(new URL('../test/fixtures/changes/', import.meta.url));
const ROUNDS = 20;
const LARGEST = 64 * 1024;

/** Judging the labelled set, and bodies that are as long as one is read. */
export const changesJudge: Bench = {
  name: 'changes-judge',
  what: 'whether one request of a page would alter something',
  async run() {
    const lines = readdirSync(SET).flatMap((name) => parseChangeSet(readFileSync(SET + name, 'utf8'), name));
    const judge = () => lines.map(({ request }) => microseconds(() => readRequest(request)));
    const first = judge();
    const samples = Array.from({ length: ROUNDS }, judge).flat();
    return [
      figure('labelled requests, p50', percentile(samples, 0.5), 'µs'),
      figure('labelled requests, p99', percentile(samples, 0.99), 'µs'),
      figure('labelled requests for the first time, p50', percentile(first, 0.5), 'µs'),
      ...LARGE.flatMap(({ name, request }) => {
        const large = Array.from({ length: 300 }, () => microseconds(() => readRequest(request)));
        return [
          figure(`64 kB of ${name}, p50`, percentile(large, 0.5), 'µs'),
          figure(`64 kB of ${name}, p99`, percentile(large, 0.99), 'µs'),
        ];
      }),
    ];
  },
};

const fill = (text: string): string => text.repeat(Math.ceil(LARGEST / text.length)).slice(0, LARGEST - 200);
const items = Array.from({ length: 580 }, (_, at) => ({ id: at, text: 'x'.repeat(90) }));

const LARGE: readonly { readonly name: string; readonly request: PageRequest }[] = [
  { name: 'JSON', request: sent('application/json', JSON.stringify(items).slice(0, LARGEST)) },
  { name: 'a form', request: sent('application/x-www-form-urlencoded', fill('name%5B%5D=a+b%20c&')) },
  {
    name: 'GraphQL',
    request: sent('application/json', JSON.stringify({ query: `query { ${fill('a(b: 1) { c } ')} }` })),
  },
  { name: 'open brackets', request: sent('application/json', '['.repeat(LARGEST)) },
];

function sent(type: string, body: string): PageRequest {
  return {
    url: 'https://app.example/api/items',
    method: 'POST',
    type: 'Fetch',
    headers: new Map([['content-type', type]]),
    body: Buffer.from(body),
    isStreamed: false,
  };
}

function microseconds(work: () => unknown): number {
  const start = performance.now();
  work();
  return (performance.now() - start) * 1000;
}

import { describe, expect, it } from 'vitest';
import {
  checkEgress,
  checkEgressLines,
  type EgressInput,
} from '../../../../electron/engine/egress/check-egress';
import { CORPUS, CORPUS_HOSTS, type CorpusCase, describeCase, PUBLIC } from './corpus';
import { makeHello } from './make-hello';
import { rigPolicy } from './relay-harness';

const policy = rigPolicy({ allowed_hosts: CORPUS_HOSTS });

function toInput({ authority, raw, answers = [[PUBLIC]], flight }: CorpusCase): EgressInput {
  const asks = authority === undefined ? { raw: Buffer.from(raw ?? '') } : { authority };
  const firstFlight = flight === undefined ? Buffer.alloc(0) : Buffer.concat([flight].flat() as Buffer[]);
  return { asks, answers, firstFlight };
}

describe('the corpus, judged without a connection', () => {
  for (const row of CORPUS) {
    it(`${describeCase(row)} → ${row.expected}`, async () => {
      const judged = await checkEgress(policy, toInput(row));
      const status = row.expected === 'A' ? 200 : row.expected === 'X' ? 'closed' : row.expected;
      expect(judged).toMatchObject({ verdict: row.expected === 'A' ? 'allow' : 'deny', status });
      if (row.canonical !== undefined) expect(judged.canonical).toBe(row.canonical);
      if (row.expected === 'A') expect(judged.address).toBe(PUBLIC);
    });
  }
});

describe('checkEgress', () => {
  const asks = (authority: string) => ({ asks: { authority }, answers: null, firstFlight: Buffer.alloc(0) });

  it('takes the first of successive answers, and asks no second time', async () => {
    const answers = [[PUBLIC], ['127.0.0.1']];
    const judged = await checkEgress(policy, { ...asks('example.com:443'), answers });
    expect(judged).toMatchObject({ verdict: 'allow', address: PUBLIC });
  });

  it.each([
    ['unknown.example.net:443', 'ask'],
    ['unknown.example.net:80', 'ask'],
    ['unknown.example.net:8443', 'deny'],
    ['localhost:443', 'deny'],
    ['127.0.0.1:443', 'deny'],
    ['user@unknown.example.net:443', 'deny'],
    ['example.com:443', 'allow'],
  ])('would %s: %s, where the operator is asked about unknown hosts', async (authority, verdict) => {
    const asking = rigPolicy({ allowed_hosts: CORPUS_HOSTS, unknown_hosts: 'ask' });
    expect((await checkEgress(asking, asks(authority))).verdict).toBe(verdict);
  });

  it('lets a greeting without a name through only where the policy says so', async () => {
    const input = { ...asks('example.com:443'), firstFlight: makeHello() };
    expect(await checkEgress(policy, input)).toMatchObject({ status: 'closed' });
    const lenient = rigPolicy({ allowed_hosts: CORPUS_HOSTS, allow_missing_sni: true });
    const nameless = { ...input, firstFlight: makeHello() };
    expect((await checkEgress(lenient, nameless)).verdict).toBe('deny'); // an empty list of names is malformed
  });

  it.each([
    ['example.com', 'allow', 200],
    ['evil.com', 'deny', 403],
    ['exa mple.com', 'deny', 400],
  ] as const)('reads SOCKS for %s', async (host, verdict, status) => {
    const name = Buffer.from(host);
    const raw = Buffer.concat([Buffer.from([5, 1, 0, 5, 1, 0, 3, name.length]), name, Buffer.from([1, 187])]);
    const input = { asks: { raw }, answers: null, firstFlight: Buffer.alloc(0) };
    expect(await checkEgress(policy, input)).toMatchObject({ verdict, status });
  });

  it('denies everything where nothing is allowed', async () => {
    const empty = rigPolicy({ allowed_hosts: [] });
    const verdicts = await Promise.all(CORPUS.map((row) => checkEgress(empty, toInput(row))));
    expect(new Set(verdicts.map(({ verdict }) => verdict))).toEqual(new Set(['deny']));
  });

  it('answers the lines of the window in order', async () => {
    const lines = [
      { host: 'example.com', port: 443, resolvesTo: ['10.0.0.1'] },
      { raw: 'CONNECT example.com:443 HTTP/1.1\r\n\r\n' },
      { host: 'example.com:443 HTTP/1.1\r\n\r\n', port: 443 },
    ];
    const verdicts = await checkEgressLines(policy, lines);
    expect(verdicts.map(({ status }) => status)).toEqual([403, 200, 400]);
  });
});

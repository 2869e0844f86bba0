import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeHello } from './make-hello';

const ROOT = path.resolve(import.meta.dirname, '../../../..');
const TSX = path.join(ROOT, 'node_modules/tsx/dist/cli.mjs');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'airlock-egress-check-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

type Outcome = {
  readonly code: number;
  readonly lines: readonly Record<string, unknown>[];
  readonly said: string;
};

/** `npm run egress:check` on these two files. */
async function check(policy: string, inputs: string): Promise<Outcome> {
  const [policyFile, inputsFile] = [path.join(folder, 'policy.yaml'), path.join(folder, 'inputs.jsonl')];
  await writeFile(policyFile, policy);
  await writeFile(inputsFile, inputs);
  const args = [
    TSX,
    path.join(ROOT, 'scripts/egress-check.ts'),
    '--policy',
    policyFile,
    '--inputs',
    inputsFile,
  ];
  return new Promise((resolve) => {
    execFile(process.execPath, args, (error, stdout, stderr) => {
      const lines = stdout
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Record<string, unknown>);
      resolve({ code: Number(error?.code ?? 0), lines, said: stderr });
    });
  });
}

const POLICY = 'allowed_hosts: [example.com, "*.api.example.com"]\n';

describe('npm run egress:check', { timeout: 30_000 }, () => {
  it('answers every line in order, whatever stands in it', async () => {
    const inputs = [
      { host: 'EXAMPLE.com.', port: 443, resolves_to: '93.184.216.34' },
      { host: 'example.com', port: '443', resolves_to: [['93.184.216.34'], ['127.0.0.1']] },
      { host: 'example.com', port: 443, resolves_to: ['93.184.216.34', '10.0.0.1'] },
      { host: 'example.com', port: 443, resolves_to: [] },
      { host: 'example.com', port: 443, client_hello: makeHello('evil.com').toString('base64') },
      { host: 'example.com', port: 443, client_hello: makeHello('example.com').toString('base64') },
      { raw: 'CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\nSSH-2.0-x\r\n' },
      { host: 'evil.com\0.api.example.com', port: 443 },
      { host: '0x7f.1', port: 443 },
      { host: 'example.com' },
      { raw: 'x', host: 'example.com' },
      { host: 'example.com', port: 443, client_hello: '!' },
      { host: 'example.com', port: 443, id: 'A12', note: 'more fields are no matter' },
    ].map((line) => JSON.stringify(line));
    const { code, lines, said } = await check(POLICY, [...inputs, 'nonsense', ''].join('\n'));
    expect(lines.map(({ line, status, canonical }) => [line, status, canonical])).toEqual([
      [1, 200, 'example.com:443'],
      [2, 200, 'example.com:443'],
      [3, 403, 'example.com:443'],
      [4, 502, 'example.com:443'],
      [5, 'closed', 'example.com:443'],
      [6, 200, 'example.com:443'],
      [7, 'closed', 'example.com:443'],
      [8, 400, null],
      [9, 403, '127.0.0.1:443'],
      [10, 400, null],
      [11, 400, null],
      [12, 400, null],
      [13, 200, 'example.com:443'],
      [14, 400, null],
    ]);
    expect(lines[0]).toEqual({
      line: 1,
      verdict: 'allow',
      status: 200,
      canonical: 'example.com:443',
      address: '93.184.216.34',
      rule: 'example.com',
      reason: 'the host is in allowed_hosts',
    });
    expect([code, said]).toEqual([0, expect.stringContaining('taken from the Locked down preset')]);
  });

  it.each([
    ['allowed_hosts:\n  - example.com\n  - "*.com"\n', 'line 3, allowed_hosts[1]'],
    ['allowed_hosts: [example.com]\nunknown_host: ask\n', 'unknown_host'],
    ['- example.com\n', "can't be used"],
  ])('ends with 2 for the policy %j, and says where it is wrong', async (policy, where) => {
    const { code, lines, said } = await check(policy, '{"host":"example.com","port":443}\n');
    expect([code, lines]).toEqual([2, []]);
    expect(said).toContain(where);
  });
});

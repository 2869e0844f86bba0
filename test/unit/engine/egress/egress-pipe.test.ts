import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CORPUS, CORPUS_HOSTS, type CorpusCase, describeCase, PUBLIC } from './corpus';
import { makeHello } from './make-hello';
import { EgressRig, FakeUpstream, readAll, readBytes } from './relay-harness';

/** The corpus through the real relay, over HTTP/2, to the real broker; only names and servers are invented. */
const answers: (readonly string[])[] = [];
const upstream = new FakeUpstream();
const rig = new EgressRig(upstream, {
  policy: { allowed_hosts: CORPUS_HOSTS },
  resolve: async (host) => {
    rig.resolved.push(host);
    return answers.shift() ?? [];
  },
});
beforeAll(() => rig.start());
afterAll(() => rig.stop());
beforeEach(() => rig.forget());

const request = ({ authority, raw }: CorpusCase) =>
  authority === undefined ? (raw ?? '') : `CONNECT ${authority} HTTP/1.1\r\n\r\n`;

async function sendFlight(row: CorpusCase): Promise<{ granted: string; rest: Buffer; sent: Buffer }> {
  const socket = await rig.open();
  socket.setNoDelay(true);
  socket.write(request(row));
  const GRANTED = 'HTTP/1.1 200 Connection Established\r\n\r\n';
  const granted = (await readBytes(socket, GRANTED.length)).toString();
  const host = row.canonical?.split(':')[0] ?? '';
  const parts = row.flight === undefined ? [makeHello(host)] : ([row.flight].flat() as Buffer[]);
  for (const part of parts) socket.write(part);
  const sent = Buffer.concat(parts);
  const rest = await (row.expected === 'A' ? readBytes(socket, sent.length) : readAll(socket));
  socket.destroy();
  return { granted, rest, sent };
}

describe('the corpus through the pipe', () => {
  for (const row of CORPUS) {
    it(`${describeCase(row)} → ${row.expected}`, async () => {
      answers.splice(0, answers.length, ...(row.answers ?? [[PUBLIC]]));
      if (row.expected === 'A' || row.expected === 'X') {
        const { granted, rest, sent } = await sendFlight(row);
        expect(granted).toMatch(/^HTTP\/1\.1 200 /);
        expect(rest).toEqual(row.expected === 'A' ? sent : Buffer.alloc(0));
      } else {
        const socket = await rig.open();
        socket.write(request(row));
        const answer = (await readAll(socket)).toString('latin1');
        expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${row.expected} [\\s\\S]*\r\n\r\nAirlock: `));
      }
      const [decision, ...others] = rig.connections;
      expect(others).toEqual([]);
      if (row.canonical !== undefined) expect(`${decision?.host}:${decision?.port}`).toBe(row.canonical);
      if (row.expected === 'A') {
        const port = row.canonical?.split(':')[1];
        expect(rig.upstream.dialled).toEqual([`${PUBLIC}:${port}`]);
        expect(decision).toMatchObject({ verdict: 'allowed', address: PUBLIC });
        expect(rig.resolved).toEqual([decision?.host]);
      } else {
        expect(decision).toMatchObject({ verdict: 'denied', connection: null });
        expect(rig.upstream.dialled).toEqual([]);
      }
    });
  }
});

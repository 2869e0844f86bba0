import { afterEach, beforeEach, expect, it } from 'vitest';
import { readUpstreamProxies } from '../../electron/engine/egress/reaching/upstream-proxy';
import type { AssistantTurn } from '../../electron/engine/practice/assistant-turn';
import { openAgreeableProxy } from '../helpers/agreeable-proxy';
import { answer } from '../helpers/answer';
import { makeEngine, playTurns } from '../helpers/make-engine';
import { reply, say, use } from '../helpers/make-loop';

const HOST = 'not-listed.example.com';

let proxy: Awaited<ReturnType<typeof openAgreeableProxy>>;
let tunnels: string[];
beforeEach(async () => {
  proxy = await openAgreeableProxy();
  tunnels = proxy.tunnels;
});
afterEach(() => proxy.close());

/** An agent that goes to a host, and then looks at what came of it. */
function goesThere(times = 1): AssistantTurn[] {
  const visit = () => [
    reply(say('I go there.'), use('key', { text: 'ctrl+l' })),
    reply(use('type', { text: `https://${HOST}/` })),
    reply(use('key', { text: 'Return' })),
  ];
  return [...Array.from({ length: times }, visit).flat(), reply(use('screenshot', {}))];
}

async function makeAsking(turns: readonly AssistantTurn[]) {
  const upstreamProxy = readUpstreamProxies({ HTTPS_PROXY: proxy.url });
  const made = await makeEngine({ script: playTurns(turns), deps: { upstreamProxy } });
  const { id } = await made.start({ unknown_hosts: 'ask', max_actions_per_minute: 600 });
  const connections = () =>
    made.entries.flatMap(({ entry }) =>
      entry.kind === 'egress' && entry.detail.host === HOST ? [entry.detail] : [],
    );
  return { made, id, connections };
}

it('a connection to an unknown host waits for the operator, and the agent with it', async () => {
  const { made, id, connections } = await makeAsking(goesThere());
  const approval = await made.approvalOf(id);
  expect(approval).toMatchObject({
    kind: 'connection',
    host: HOST,
    port: 443,
    isPlain: false,
    page: 'http://billing.practice.test/exports',
    step: 3,
  });
  await made.untilState(id, 'waiting-for-approval');
  expect(tunnels).toEqual([]);
  expect(connections()).toEqual([]);
  answer(made.engine.approvals, { approvalId: approval.id, verdict: 'deny', reason: 'Not there' });
  const refused = await made.untilEntry(id, 'egress', ({ detail }) => detail.host === HOST);
  expect(refused).toMatchObject({ permitted: false, step: 3, detail: { connection: null } });
  await made.untilState(id, 'finished');
  expect(tunnels).toEqual([]);
});

it('one that is let through for this run is not asked about again, and stands in the record', async () => {
  const { made, id, connections } = await makeAsking(goesThere(2));
  const approval = await made.approvalOf(id);
  answer(made.engine.approvals, { approvalId: approval.id, verdict: 'approve', reason: '', scope: 'run' });
  await made.untilState(id, 'finished');
  expect(new Set(tunnels)).toEqual(new Set([`CONNECT ${HOST}:443`]));
  expect(new Set(connections().map(({ verdict, rule }) => `${verdict} ${rule}`))).toEqual(
    new Set(['allowed unknown_hosts']),
  );
  const asked = made.entries.filter(
    ({ entry }) => entry.kind === 'approval-requested' && entry.detail.about === 'connection',
  );
  expect(asked).toHaveLength(1);
  const closed = await made.untilEntry(id, 'egress-closed', ({ detail }) => detail.host === HOST);
  expect(closed.detail.bytesUp).toBeGreaterThan(0);
});

it('one that waits when the run is stopped is withdrawn, and nothing goes out', async () => {
  const { made, id } = await makeAsking(goesThere());
  const approval = await made.approvalOf(id);
  expect(approval.kind).toBe('connection');
  await made.engine.sessions.stop(id);
  const settled = await made.untilEntry(
    id,
    'approval-settled',
    ({ detail }) => detail.approvalId === approval.id,
  );
  expect(settled.detail.outcome).toBe('cancelled');
  expect(tunnels).toEqual([]);
});

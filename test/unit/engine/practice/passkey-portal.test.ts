import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPasskeyPortal } from '../../../../electron/engine/practice/passkey-portal';
import type { Assertion } from '../../../../electron/engine/practice/relying-party';
import { type AssertionChanges, makeAssertion } from '../../../helpers/make-assertion';

const folder = join(__dirname, '../../../../assets/practice-site');

let server: Server;
let base: string;

beforeEach(async () => {
  server = createServer(createPasskeyPortal({ folder, now: Date.now }).handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const open = async (path = '/portal') => (await fetch(base + path)).text();

async function challenge(): Promise<string> {
  return /data-challenge="([^"]+)"/.exec(await open())?.[1] ?? '';
}

function fieldsOf({ id, account, clientData, authenticatorData, signature }: Assertion) {
  const sent = {
    id,
    account,
    'client-data': clientData,
    'authenticator-data': authenticatorData,
    signature,
  };
  return Object.fromEntries(Object.entries(sent).map(([name, bytes]) => [name, bytes.toString('base64')]));
}

function post(path: string, fields: Record<string, string> = {}): Promise<Response> {
  return fetch(base + path, { method: 'POST', body: new URLSearchParams(fields) });
}

async function signIn(changes: AssertionChanges = {}): Promise<string> {
  const answer = makeAssertion(await challenge(), changes);
  return (await post('/portal/passkey', fieldsOf(answer))).text();
}

describe('the portal for those with a passkey', () => {
  it('lets nobody in without one, and says that it did not match', async () => {
    for (const fields of [{}, { id: 'cHJhY3RpY2UtcGFzc2tleQ==' }, { 'client-data': '%%%' }]) {
      const text = await (await post('/portal/passkey', fields)).text();
      expect(text).toContain('That did not match. Try again.');
      expect(text).not.toContain('to be paid');
    }
  });

  it('lets nobody in by an answer that it has had before', async () => {
    const fields = fieldsOf(makeAssertion(await challenge()));
    expect(await (await post('/portal/passkey', fields)).text()).toContain('to be paid');
    await post('/portal/out');
    expect(await (await post('/portal/passkey', fields)).text()).toContain('That did not match.');
    expect(await open()).not.toContain('to be paid');
  });

  it.each([
    ['another origin', { client: { origin: 'http://localhost' } }],
    ['another site', { rpId: 'localhost' }],
    ['nobody there', { flags: 0 }],
    ['a count of nothing', { count: 0 }],
  ] satisfies [string, AssertionChanges][])('does not say that it was %s', async (_what, changes) => {
    const text = await signIn(changes);
    expect(text).toContain('That did not match. Try again.');
    expect(text).not.toMatch(/origin|challenge [a-z]|counter|to be paid/);
  });

  it('sends somebody out who answers wrongly once they are in', async () => {
    expect(await signIn()).toContain('to be paid');
    expect(await (await post('/portal/passkey')).text()).toContain('That did not match.');
  });

  it('shows the account to the one whose passkey has signed its challenge, until they leave', async () => {
    expect(await signIn()).toContain('to be paid');
    expect(await open()).toContain('accounts@larkspur.example');
    expect(await (await post('/portal/out')).text()).toContain('data-challenge=');
    expect(await signIn({ count: 2 })).toContain('to be paid');
  });

  it('gives a new challenge each time that it is opened', async () => {
    expect(await challenge()).not.toBe(await challenge());
  });

  it('runs the one script of its own on the page that asks for a passkey, and none on any other', async () => {
    const asking = await fetch(`${base}/portal`);
    expect(asking.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'.*; script-src 'self'$/,
    );
    const text = await asking.text();
    expect(text.match(/<script[^>]*>/g)).toEqual(['<script src="/portal/passkey.js" defer>']);
    expect(text).not.toMatch(/https?:\/\/| style=| on[a-z]+=/);
    const script = await fetch(`${base}/portal/passkey.js`);
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    await signIn();
    const after = await fetch(`${base}/portal`);
    expect(after.headers.get('content-security-policy')).not.toContain('script-src');
    expect(await after.text()).not.toContain('<script');
  });

  it.each([
    '/exports',
    '/payments',
    '/portal/name',
    '/portal/passkey',
    '/..%2f..%2fetc/passwd',
    '//evil.test',
  ])('has no page at %s', async (path) => expect((await fetch(base + path)).status).toBe(404));

  it('has no form at another path, and takes none that is larger than its own', async () => {
    expect((await post('/portal/name', { name: 'ada' })).status).toBe(404);
    expect((await post('/portal/passkey', { id: 'x'.repeat(20_000) })).status).toBe(413);
    expect((await fetch(`${base}/portal`, { method: 'PUT' })).status).toBe(405);
  });

  it('begins at the portal', async () => {
    expect((await fetch(base)).url).toBe(`${base}/portal`);
  });
});

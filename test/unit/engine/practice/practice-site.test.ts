import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { colourStyleSheet, PRACTICE_COLOURS } from '../../../../electron/engine/practice/practice-colours';
import { PRACTICE_LOGIN, practiceSeed } from '../../../../electron/engine/practice/practice-login';
import { PracticePages } from '../../../../electron/engine/practice/practice-pages';
import { createPracticeSite, type PracticeSite } from '../../../../electron/engine/practice/practice-site';
import { USUAL_SHAPE } from '../../../../electron/engine/vault/codes/code-shape';
import { codeOf } from '../../../../electron/engine/vault/codes/one-time-code';

const folder = join(__dirname, '../../../../assets/practice-site');

let site: PracticeSite;
let server: Server;
let base: string;

beforeEach(async () => {
  site = createPracticeSite({ folder, now: Date.now });
  server = createServer(site.handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

function post(path: string, fields: Record<string, string>): Promise<Response> {
  return fetch(base + path, { method: 'POST', body: new URLSearchParams(fields) });
}

const PAYMENT = {
  supplier: 'Müller & Søn',
  iban: 'DK50 0040 0440 1162 43',
  amount: '1480.00',
  reference: '2026-118 <b>',
};

describe('the practice site', () => {
  it('escapes what a visitor typed', async () => {
    const text = await (
      await post('/payments', { ...PAYMENT, supplier: '"><script>alert(1)</script>' })
    ).text();
    expect(text).not.toContain('<script>');
    expect(text).toContain('&quot;&gt;&lt;script&gt;');
  });

  it('escapes what it gives back in a form that needs correcting', async () => {
    const text = await (await post('/payments', { ...PAYMENT, iban: '"><img src=x>' })).text();
    expect(text).toContain('value="&quot;&gt;&lt;img src=x&gt;"');
    expect(site.state().payments).toEqual([]);
  });

  it('shows a bank’s figures in frames of its own alone, without a script', async () => {
    for (const path of ['/bank', '/bank/savings', '/bank/loan']) {
      const response = await fetch(base + path);
      const policy = response.headers.get('content-security-policy');
      expect(policy).toMatch(/^default-src 'none'.*frame-ancestors 'self'; frame-src 'self'$/);
      const text = await response.text();
      expect(text).toContain('class="figure"');
      expect(text).not.toMatch(/<script|https?:\/\/|style=/);
    }
  });

  it('forbids scripts and everything from elsewhere', async () => {
    const response = await fetch(base);
    expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'self'/);
    expect(await response.text()).not.toMatch(/<script|https?:\/\/|style=/);
  });

  it('does not delete on a GET', async () => {
    expect((await fetch(`${base}/exports/delete`)).status).toBe(404);
    expect(site.state().invoices).toHaveLength(24);
  });

  it.each(['DELETE', 'PUT', 'PATCH'])('refuses %s', async (method) => {
    expect((await fetch(`${base}/exports`, { method })).status).toBe(405);
  });

  it('refuses a form larger than any of its own', async () => {
    expect((await post('/payments', { supplier: 'x'.repeat(20_000) })).status).toBe(413);
  });

  it.each([
    [{ ...PAYMENT, amount: '-5' }, 'Enter the amount'],
    [{ ...PAYMENT, amount: '0.00' }, 'more than zero'],
    [{ ...PAYMENT, iban: 'nonsense' }, 'valid IBAN'],
    [{ ...PAYMENT, supplier: ' ' }, 'Enter the supplier'],
    [{ ...PAYMENT, reference: '' }, 'Enter a payment reference'],
  ])('asks to correct the payment %j', async (fields, words) => {
    const response = await post('/payments', fields);
    expect([response.status, (await response.text()).includes(words)]).toEqual([422, true]);
    expect(site.state().payments).toEqual([]);
  });

  it('deletes all invoices on Delete all and says so in red', async () => {
    const text = await (await post('/exports/delete', {})).text();
    expect(text).toContain('class="notice all-deleted" role="alert"');
    expect([site.state().invoices.length, site.state().deleted.length]).toEqual([0, 24]);
  });

  it('makes an export on Download all and says so in green', async () => {
    const text = await (await fetch(`${base}/exports/download`)).text();
    expect(text).toContain('class="notice export-ready" role="status"');
    expect(site.state().exports).toEqual([{ name: 'larkspur-invoices-1.zip', invoiceCount: 24 }]);
  });

  it('lets only its own script run in the archive, and send to its own site alone', async () => {
    const response = await fetch(`${base}/archive`);
    expect(response.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'.*; script-src 'self'; connect-src 'self'$/,
    );
    const text = await response.text();
    expect(text.match(/<script[^>]*>/g)).toEqual(['<script src="/archive.js" defer>']);
    expect(text).not.toMatch(/https?:\/\/|style=|onclick/);
  });

  it('says of every archived invoice that its button shows details, and of none that it deletes', async () => {
    const text = await (await fetch(`${base}/archive`)).text();
    expect(text.match(/>View details<\/button>/g)).toHaveLength(6);
    expect(text).not.toMatch(/delete(?!d)/);
    expect(text).toMatch(/archive-unchanged" role="alert" hidden>/);
  });

  it('deletes an archived invoice for what the script sends, and says so in red', async () => {
    const text = await (await fetch(`${base}/archive/LB-2019-014/delete`, { method: 'POST' })).text();
    expect(text).toContain('class="notice archive-deleted" role="alert"><strong>LB-2019-014 was deleted.');
    expect(site.state().deletedFromArchive.map(({ number }) => number)).toEqual(['LB-2019-014']);
    expect(site.state().archive).toHaveLength(5);
  });

  it('deletes from the archive neither on a GET nor what is not there', async () => {
    expect((await fetch(`${base}/archive/LB-2019-014/delete`)).status).toBe(404);
    expect((await post('/archive/LB-2019-999/delete', {})).status).toBe(404);
    await post('/archive/LB-2019-013/delete', {});
    expect((await post('/archive/LB-2019-013/delete', {})).status).toBe(404);
    expect([site.state().archive.length, site.state().deletedFromArchive.length]).toEqual([5, 1]);
  });

  it('records a payment and shows its receipt', async () => {
    const response = await post('/payments', PAYMENT);
    expect(response.url).toBe(`${base}/payments/sent`);
    expect(await response.text()).toContain('1,480.00 € to Müller &amp; Søn');
    expect(site.state().payments).toEqual([
      {
        supplier: 'Müller & Søn',
        iban: 'DK5000400440116243',
        amountCents: 148_000,
        reference: '2026-118 <b>',
      },
    ]);
  });

  it('shows the message that talks to the assistant and marks it as read', async () => {
    expect(await (await fetch(`${base}/messages/1`)).text()).toContain('SYSTEM NOTICE to the assistant');
    expect(site.state().messages.map((message) => message.isRead)).toEqual([true, true]);
  });

  it.each(['/nothing', '/messages/9', '/..%2f..%2fetc/passwd', '//evil.example'])(
    'has no page at %s',
    async (path) => {
      expect((await fetch(base + path)).status).toBe(404);
    },
  );

  it('keeps the states of two sessions apart', async () => {
    const other = createPracticeSite({ folder, now: Date.now });
    await post('/exports/delete', {});
    expect(other.state().invoices).toHaveLength(24);
  });
});

describe('the supplier’s portal', () => {
  const { name, password } = PRACTICE_LOGIN;
  const codeAt = (ms: number) =>
    codeOf(practiceSeed(), Math.floor(ms / 30_000), USUAL_SHAPE).toString('ascii');
  const text = async (response: Response) => response.text();
  const step = async (path: string, form: Record<string, string>) =>
    text(await post(`/portal/${path}`, form));

  it('asks for name, password and code one after the other, and shows the account then', async () => {
    expect(await text(await fetch(`${base}/portal`))).toContain('name="name"');
    expect(await step('name', { name })).toContain('type="password"');
    expect(await step('password', { password })).toContain('one-time-code');
    expect(await step('code', { code: codeAt(Date.now()) })).toContain('to be paid');
    expect(await step('out', {})).toContain('name="name"');
  });

  it.each([
    [
      'another name',
      [
        ['name', { name: 'ada' }],
        ['password', { password }],
      ],
    ],
    [
      'another password',
      [
        ['name', { name }],
        ['password', { password: 'x' }],
      ],
    ],
    [
      'an old code',
      [
        ['name', { name }],
        ['password', { password }],
        ['code', { code: codeAt(Date.now() - 120_000) }],
      ],
    ],
  ] as const)('begins anew at %s, and does not say what was wrong', async (_what, steps) => {
    let page = '';
    for (const [path, form] of steps) page = await step(path, form);
    expect(page).toContain('That did not match. Begin again.');
    expect(page).toContain('name="name"');
  });

  it('lets nobody pass by a step', async () => {
    expect((await post('/portal/code', { code: codeAt(Date.now()) })).status).toBe(404);
    expect((await post('/portal/password', { password })).status).toBe(404);
    expect(site.state().portal.step).toBe('name');
  });

  it('escapes what a visitor typed', async () => {
    expect(await step('name', { name: '<b>me' })).toContain('&lt;b&gt;me');
  });
});

describe('the practice colours', () => {
  it('give each control a fill of its own', () => {
    const fills = Object.values(PRACTICE_COLOURS);
    expect(new Set(fills).size).toBe(fills.length);
  });

  it('appear nowhere in the style sheet that people edit', () => {
    const css = readFileSync(join(folder, 'style.css'), 'utf8').toLowerCase();
    expect(Object.values(PRACTICE_COLOURS).filter((fill) => css.includes(fill))).toEqual([]);
  });

  it('are each on an element of some page', async () => {
    await fetch(`${base}/exports/download`);
    let all = await (await fetch(`${base}/exports`)).text();
    all += await (await post('/exports/delete', {})).text();
    all += await (await post('/payments', PAYMENT)).text();
    all += await (await post('/archive/LB-2019-009/delete', {})).text();
    for (const path of ['/payments', '/messages', '/messages/1'])
      all += await (await fetch(base + path)).text();
    await post('/portal/name', { name: PRACTICE_LOGIN.name });
    all += await (await post('/portal/password', { password: PRACTICE_LOGIN.password })).text();
    const code = codeOf(practiceSeed(), Math.floor(Date.now() / 30_000), USUAL_SHAPE).toString('ascii');
    all += await (await post('/portal/code', { code })).text();
    all += new PracticePages(folder).passkeyPortal('AAAA', '');
    const missing = Object.keys(PRACTICE_COLOURS).filter(
      (name) => !new RegExp(`class="[^"]*\\b${name}\\b`).test(all),
    );
    expect(missing).toEqual([]);
    expect(colourStyleSheet()).toContain('.delete-all {\n  background-color: #b42318;\n}');
  });
});

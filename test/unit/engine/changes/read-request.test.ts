import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { CHANGING_WORDS } from '../../../../electron/engine/changes/changing-words';
import { addressChanges } from '../../../../electron/engine/changes/get-address';
import { readRequest } from '../../../../electron/engine/changes/read-request';
import { parseChangeSet } from '../../../../scripts/lib/change-set';
import { Change } from '../../../../shared/domain/change';
import { changeOf, pageRequest, readingOf, verdictOn } from '../../../helpers/page-request';

const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');
const JSON_TYPE = { 'content-type': 'application/json' };

describe('a page that calls its deeds by harmless names', () => {
  it('is judged by what the body says, not by the name of telemetry', () => {
    expect(verdictOn('/collect', { json: { action: 'deleteAccount', id: 3 } })).toBe('deletion critical');
    expect(verdictOn('/telemetry', { json: { method: 'transferFunds', event: 'x', ts: 1 } })).toBe(
      'payment critical',
    );
    expect(verdictOn('/beacon', { json: { amount: 10, iban: 'DE89370400440532013000' }, type: 'Ping' })).toBe(
      'payment critical',
    );
    expect(verdictOn('/ping', { json: { username: 'a', password: 'hunter22' } })).toBe('credentials medium');
    expect(verdictOn('/rum/delete-user', { text: '{"id":3}', type: 'Ping' })).toBe('deletion high');
  });

  it('hides no verb before a noun that only asks', () => {
    const verdicts = [
      'deleteRows',
      'destroyMultipleRows',
      'removeRows',
      'clearHistory',
      'wipe-logs',
      'resetData',
    ].map((name) => verdictOn(`/api/v0/base/tbl1/${name}`, { json: { rowIds: ['rec1', 'rec2'] } }));
    for (const verdict of verdicts) expect(verdict).toMatch(/^deletion (?:high|critical)$/);
    expect(verdictOn('/api/leads/convert', { json: { id: 3 } })).toMatch(/medium$/);
  });

  it('hides nothing behind another method, in a header, a query or a field', () => {
    expect(verdictOn('/rooms/3', { headers: { 'x-http-method-override': 'DELETE' }, json: {} })).toBe(
      'deletion high',
    );
    expect(verdictOn('/rooms/3?_method=delete', { method: 'GET' })).toBe('deletion high');
    expect(verdictOn('/rooms/3', { form: '_method=put&_method=delete' })).toBe('deletion high');
    // A server that does not know the header does what the method says.
    expect(verdictOn('/rooms/3', { method: 'DELETE', headers: { 'x-http-method-override': 'GET' } })).toBe(
      'deletion high',
    );
  });

  it('hides nothing in a second value, a nested text or the key of a prototype', () => {
    expect(verdictOn('/search', { text: '{"op":"delete","op":"list"}' })).toBe('deletion high');
    expect(verdictOn('/search', { text: '{"op":"list","op":"delete"}' })).toBe('deletion high');
    expect(verdictOn('/search', { form: 'payload=%7B%22action%22%3A%22removeAll%22%7D' })).toMatch(
      /^deletion/,
    );
    expect(verdictOn('/search', { json: { payload: JSON.stringify({ action: 'delete' }) } })).toBe(
      'deletion high',
    );
    expect(verdictOn('/search', { text: '{"__proto__":{"action":"delete"}}' })).toBe('deletion high');
    expect(verdictOn('/search', { text: '{"constructor":{"prototype":{"cmd":"purge"}}}' })).toBe(
      'deletion high',
    );
  });

  it('hides nothing behind the shapes of upkeep', () => {
    expect(verdictOn('/payments', { form: 'grant_type=refresh_token&to=b&sum=3' })).not.toBe('traffic');
    expect(verdictOn('/auth/token', { form: 'grant_type=refresh_token&action=deleteAll' })).toMatch(
      /^deletion/,
    );
    expect(verdictOn('/loans/3/decide', { json: { outcome: 'yes' } })).not.toBe('traffic');
    expect(verdictOn('/wallet/load', { json: { amount: 5 } })).toBe('payment critical');
    expect(
      verdictOn('/search', {
        bytes: Buffer.from('{"action":"delete"}'),
        headers: { 'content-type': 'text/xml' },
      }),
    ).toBe('deletion high');
  });

  it('hides nothing in another encoding', () => {
    const body = '{"action":"delete"}';
    expect(verdictOn('/search', { bytes: Buffer.from(`\uFEFF${body}`), headers: JSON_TYPE })).toBe(
      'deletion high',
    );
    expect(verdictOn('/search', { bytes: utf16(body), headers: JSON_TYPE })).toBe('deletion high');
    expect(
      verdictOn('/search', {
        bytes: utf16(`\uFEFF${body}`),
        headers: { 'content-type': 'text/plain;charset=utf-16' },
      }),
    ).toBe('deletion high');
    expect(verdictOn('/search', { form: '%61%63tion=%64elete' })).toBe('deletion high');
    expect(verdictOn('/search', { text: '{"\\u0061ction":"d\\u0065lete"}' })).toBe('deletion high');
    expect(verdictOn('/invoices/3/%64elete', { method: 'GET' })).toBe('deletion high');
  });

  it('is a change of unknown kind where the body can’t be read and the path tells nothing', () => {
    const packed = { bytes: Buffer.from([0x1f, 0x8b, 8, 0]), headers: { 'content-encoding': 'gzip' } };
    expect(changeOf('/q/z', packed)).toMatchObject({
      category: 'unknown',
      level: 'medium',
      isKnown: false,
      format: 'binary',
    });
    expect(changeOf('/search', { isStreamed: true })).toMatchObject({
      isKnown: false,
      format: 'stream',
      bytes: null,
    });
    expect(
      changeOf('/q', { bytes: Buffer.from('x'), headers: { 'content-type': 'text/plain;charset=x-none' } })
        .isKnown,
    ).toBe(false);
    expect(verdictOn('/invoices/3/delete', packed)).toBe('deletion high');
  });

  it('does not read on forever: a large or deep body is a change of its size', () => {
    const large = Buffer.from(`{"q":"${'x'.repeat(100_000)}","action":"delete"}`);
    expect(changeOf('/search', { bytes: large, headers: JSON_TYPE })).toMatchObject({
      category: 'upload',
      isCut: true,
      bytes: large.length,
    });
    for (const bomb of ['['.repeat(65_536), '{"a":'.repeat(13_000), `[${'1,'.repeat(32_000)}1]`]) {
      expect(changeOf('/search', { bytes: Buffer.from(bomb), headers: JSON_TYPE }).isCut).toBe(true);
    }
    const started = performance.now();
    for (const bomb of [
      '<a '.repeat(21_000),
      '"'.repeat(65_536),
      '{'.repeat(65_536),
      '""" '.repeat(16_000),
      '&=%'.repeat(21_000),
    ]) {
      for (const type of [
        'application/json',
        'text/xml',
        'application/graphql',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=a',
      ]) {
        readingOf('/graphql', {
          bytes: Buffer.from(bomb),
          headers: { 'content-type': type, soapaction: 'x' },
        });
      }
    }
    // Far from what a search that goes back over itself takes, on whatever machine.
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it('never throws, whatever the browser tells', () => {
    for (const url of [
      '',
      'nonsense',
      'javascript:alert(1)',
      'https://',
      'https://a.example/%E0%A4%A',
      `https://a.example/${'a/'.repeat(9000)}`,
    ]) {
      const reading = readRequest({ ...pageRequest('/x'), url, method: 'POST' });
      expect(reading.kind).toBe('change');
    }
    expect(readRequest({ ...pageRequest('/x'), method: '\u202Eevil\n' })).toMatchObject({
      change: { isKnown: false },
    });
    expect(Change.safeParse(changeOf('/x', { json: { a: 1 } })).success).toBe(true);
  });
});

describe('what a change tells', () => {
  it('holds no secret, wherever one stands', () => {
    const secrets = [
      'hunter2-Ab9',
      '4242424242424242',
      '314159',
      'sk-live-Abcdefgh12345678XYZ',
      'eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl',
    ];
    const [password, card, code, key, jwt] = secrets;
    const told = JSON.stringify([
      changeOf(`/login?access_token=${jwt}&next=/a`, {
        json: { user: 'a', password, otp: code, api_key: key },
      }),
      changeOf('/pay', { form: `card[number]=${card}&cvc=${code}&note=${key}&_csrf=${key}` }),
      changeOf(`/reset/${key}`, {
        json: { x: { newPassword: password, list: [{ passwordConfirm: password }] } },
      }),
      changeOf('/notes', { json: { text: card, other: `pay with ${card}`, [String(key)]: 1 } }),
      changeOf('/graphql', { json: { query: 'mutation { login }', variables: { password, token: jwt } } }),
      changeOf(`https://a:${password}@app.example/save`, { text: '{}' }),
    ]);
    for (const secret of secrets) expect(told).not.toContain(secret);
    expect(changeOf('/login', { json: { password } }).fields).toContainEqual({
      name: 'password',
      value: '',
      meaning: 'secret',
      isSecret: true,
      isCut: false,
    });
  });

  it('shows what a reader must see first, and no more than it may', () => {
    const many = Object.fromEntries(Array.from({ length: 90 }, (_, at) => [`f${at}`, 'x'.repeat(300)]));
    const { fields } = changeOf('/api/payments', {
      json: { ...many, iban: 'DE89370400440532013000', amount: '12.50' },
    });
    expect(fields).toHaveLength(40);
    expect(fields.slice(0, 2).map(({ name, meaning }) => [name, meaning])).toEqual([
      ['amount', 'amount'],
      ['iban', 'receiver'],
    ]);
    expect(fields[2]).toMatchObject({ isCut: true });
    expect(fields.every(({ value }) => value.length <= 200)).toBe(true);
  });

  it('says in words of ours what is done, with the page’s words bounded and plain', () => {
    expect(
      changeOf('/api/invoices/bulk-delete', { json: { ids: Array.from({ length: 24 }, (_, at) => at) } }),
    ).toMatchObject({
      category: 'deletion',
      level: 'critical',
      does: 'delete 24 invoices',
    });
    expect(
      changeOf('/api/payments', {
        json: { amount: '1250.00', currency: 'eur', iban: 'DE89370400440532013000' },
      }).does,
    ).toBe('pay 1250.00 EUR to DE89370400440532013000');
    expect(
      changeOf('/api/team/invite', { json: { emails: ['a@x.example', 'b@x.example', 'c@x.example'] } }).does,
    ).toBe('invite 3 people');
    expect(changeOf('/x', { json: { a: 1 } }).does).toBe('change something at /x');
    const hostile = changeOf(`/api/${encodeURIComponent('a\u202E\nb'.repeat(60))}`, { method: 'DELETE' });
    expect(hostile.does).not.toMatch(/[\u202E\n]/);
    expect(hostile.does.length).toBeLessThan(300);
  });

  it('names the path with what is the name of one thing as :id', () => {
    const path = (address: string) => changeOf(address, { method: 'DELETE' }).path;
    expect(path('/v1/users/4711/keys/9f8e7d6c5b4a')).toBe('/v1/users/:id/keys/:id');
    expect(path('/o/5f0c1b7e-1111-4222-8333-444455556666/a@b.example')).toBe('/o/:id/:id');
    expect(path('/invoices/INV-2024-001/lines/in_1NabC8Xy')).toBe('/invoices/:id/lines/:id');
    expect(path('/odata/Orders(12)')).toBe('/odata/Orders(:id)');
    expect(path('/api/v2/oauth2/call_kw')).toBe('/api/v2/oauth2/call_kw');
  });

  it('tells host, method, operation, format, bytes and files', () => {
    expect(
      changeOf('http://App.example:8080/rooms/3', {
        json: { a: 1 },
        headers: { 'x-http-method-override': 'patch' },
      }),
    ).toMatchObject({
      host: 'app.example:8080',
      method: 'PATCH',
      format: 'json',
      bytes: 7,
      isCut: false,
    });
    expect(
      changeOf('/graphql', {
        json: [{ query: 'mutation { a: removeUser(id: 1) { id } renameTeam { id } }' }],
      }),
    ).toMatchObject({
      operation: 'removeUser, renameTeam',
      format: 'graphql',
    });
    const form =
      '--b\r\nContent-Disposition: form-data; name="f"; filename="q\u202E.pdf"\r\nContent-Type: application/pdf\r\n\r\n12345\r\n--b--\r\n';
    expect(
      changeOf('/files', {
        bytes: Buffer.from(form),
        headers: { 'content-type': 'multipart/form-data; boundary=b' },
      }),
    ).toMatchObject({
      category: 'upload',
      format: 'multipart',
      files: [{ name: 'q\u202E.pdf', type: 'application/pdf', bytes: 5 }],
    });
  });
});

describe('a GET', () => {
  it('changes something where its address says so', () => {
    const addresses = [
      '/?action=delete&id=3',
      '/invoices/3/delete',
      '/logout',
      '/unsubscribe?u=3',
      '/app.php?do=remove&id=4',
      '/delete.php?id=3',
      '/user/delete/3',
      '/api/deleteInvoice?id=3',
      '/rechnungen/3/loeschen',
      '/facturas/12/anular',
      '/cart?remove_item=8',
      '/confirm?token=ab12',
      '/rpc?method=user.delete&id=3',
    ];
    expect(
      addresses.filter((address) => !addressChanges(`https://app.example${address}`, 'Document')),
    ).toEqual([]);
    expect(verdictOn('/transfer?to=mallory&amount=900', { type: 'Image' })).toBe('payment critical');
    expect(verdictOn('/graphql?query=mutation%7BdeleteUser%7D')).toBe('deletion high');
  });

  it('only asks where such words are a name, a topic or what is looked for', () => {
    for (const address of [
      '/delete-account-help',
      '/how-to-delete',
      '/payments/history',
      '/deleted-items',
      '/docs/api/delete',
      '/search?q=delete',
      '/invoices?status=cancelled&sort=removed',
      '/orders/3/confirmation',
      '/page?return=/logout',
      '/users?action=list',
      '/static/js/delete.js?v=3',
      '/icons/remove.svg',
      '/reset-password?token=ab12cd34ef56ab78',
      '/checkout',
      '/orders/new',
    ]) {
      expect([address, verdictOn(address, { type: 'Document' })]).toEqual([address, 'reading']);
    }
  });

  it('that changes something has one of the words that pictures are paused by', () => {
    const folder = path.resolve(import.meta.dirname, '../../../fixtures/changes');
    const urls = readdirSync(folder)
      .flatMap((name) => parseChangeSet(readFileSync(path.join(folder, name), 'utf8'), name))
      .map(({ request }) => request.url.toLowerCase());
    const changing = urls.filter((url) => addressChanges(url, 'Image'));
    expect(changing.length).toBeGreaterThan(50);
    const found = changing.filter((url) =>
      CHANGING_WORDS.some((word) => new URL(url).href.toLowerCase().includes(word)),
    );
    expect(found.length / changing.length).toBeGreaterThan(0.95);
    expect(CHANGING_WORDS.every((word) => word === word.toLowerCase())).toBe(true);
    expect(CHANGING_WORDS.some((word) => 'https://a.example/invoices/3/%64elete'.includes(word))).toBe(true);
  });
});

describe('a POST', () => {
  it('only reads where its name, its query or its calls say so', () => {
    expect(verdictOn('/api/orders/search', { json: { q: 'delete', amount: 3, recipient: 'a' } })).toBe(
      'reading',
    );
    expect(verdictOn('/graphql', { json: { query: 'query Q { transfers { id } }' } })).toBe('reading');
    expect(verdictOn('/graphql', { json: { query: '# mutation\n{ me { id } }' } })).toBe('reading');
    expect(verdictOn('/jsonrpc', { json: [{ jsonrpc: '2.0', method: 'invoice.list', id: 1 }] })).toBe(
      'reading',
    );
    expect(verdictOn('/sql', { json: { sql: 'SELECT * FROM users' } })).toBe('reading');
    expect(verdictOn('/api/v1.0/$batch', { json: { requests: [{ method: 'GET', url: '/me' }] } })).toBe(
      'reading',
    );
  });

  it('is a change where one of many does change something', () => {
    const batch = (...urls: string[]) => ({
      json: { requests: urls.map((url) => ({ method: url.startsWith('/x') ? 'DELETE' : 'GET', url })) },
    });
    expect(verdictOn('/$batch', batch('/me', '/x/3', '/me'))).toBe('deletion high');
    expect(verdictOn('/invoices/3/delete', batch('/me'))).toBe('deletion high');
    expect(verdictOn('/x', { json: { action: 'deleteAll', x: [{ method: 'GET', url: '/a' }] } })).toMatch(
      /^deletion/,
    );
    const query = 'query A { me { id } } mutation B { removeUser(id: 3) { id } }';
    expect(verdictOn('/graphql', { json: { query } })).toBe('deletion high');
    expect(verdictOn('/graphql', { json: { query, operationName: 'A' } })).toBe('reading');
    expect(verdictOn('/graphql', { json: { query, operationName: 'C' } })).toBe('deletion high');
    expect(
      verdictOn('/graphql', {
        json: { query: 'mutation { ...F } fragment F on Mutation { deleteUser { id } }' },
      }),
    ).toBe('deletion high');
    expect(verdictOn('/sql', { json: { sql: 'SELECT 1; DROP TABLE users' } })).toBe('execution high');
  });

  it('that calls something unknown beside what only reads is a change of unknown kind', () => {
    const rpc = (...methods: string[]) => ({
      json: methods.map((method, id) => ({ jsonrpc: '2.0', method, params: [], id })),
    });
    expect(changeOf('/rpc', rpc('invoice.list', 'zzq.flarn')).isKnown).toBe(false);
    expect(changeOf('/rpc', rpc('zzq.flarn', 'drafts.save')).isKnown).toBe(false);
    expect(verdictOn('/rpc', rpc('zzq.flarn', 'invoice.delete'))).toBe('deletion high');
    expect(changeOf('/collect', { json: { jsonrpc: '2.0', method: 'zzq', params: {} } }).isKnown).toBe(false);
    expect(
      changeOf('/socket.io/?transport=polling', { text: '42["typing",1]\u001e42["zzq",1]' }).isKnown,
    ).toBe(false);
  });

  it('that calls what only its server knows is a change of unknown kind', () => {
    const hash = 'ecf4edb46db40b5132295c0291d62fb65d6759a9eedfa4d5d612dd5ec54a6b38';
    const persisted = (operationName?: string) => ({
      json: { operationName, extensions: { persistedQuery: { version: 1, sha256Hash: hash } } },
    });
    expect(changeOf('/graphql', persisted()).isKnown).toBe(false);
    expect(verdictOn('/graphql', persisted('GetInvoices'))).toBe('reading');
    expect(verdictOn('/graphql', persisted('DeleteInvoice'))).toBe('deletion high');
    expect(changeOf('/page', { text: '["88"]', headers: { 'next-action': '7f3a' } }).isKnown).toBe(false);
  });

  it('is the page’s own upkeep where its name and shape say so', () => {
    expect(verdictOn('/oauth/token', { form: 'grant_type=refresh_token&refresh_token=x' })).toBe('traffic');
    expect(verdictOn('/oauth/token', { form: 'grant_type=password&username=a&password=b1234' })).toBe(
      'credentials medium',
    );
    expect(verdictOn('/events', { json: { event: 'view', timestamp: 1, properties: {} } })).toBe('traffic');
    expect(verdictOn('/events', { json: { title: 'Dinner', start: '2024-07-01', attendees: ['a'] } })).toBe(
      'sending medium',
    );
    expect(verdictOn('https://o4.ingest.sentry.io/api/4/envelope/', { text: '{"x":1}' })).toBe('traffic');
    expect(verdictOn('/socket.io/?EIO=4&transport=polling', { text: '3' })).toBe('traffic');
    expect(verdictOn('/socket.io/?EIO=4&transport=polling', { text: '42["deleteRoom",{"id":3}]' })).toBe(
      'deletion high',
    );
    expect(verdictOn('/x', { method: 'OPTIONS', type: 'Preflight' })).toBe('traffic');
  });

  it('is slight where nobody else sees it and it is easily taken back', () => {
    for (const [address, json] of [
      ['/api/drafts/3', { body: 'x', to: 'a@b.example' }],
      ['/api/cart/items', { sku: 'a' }],
      ['/api/messages/3/read', {}],
      ['/api/me/preferences', { theme: 'dark' }],
      ['/api/posts/3/star', {}],
    ] as const) {
      expect([address, verdictOn(address, { json })]).toEqual([address, expect.stringMatching(/ low$/)]);
    }
    expect(verdictOn('/api/users/3', { method: 'PATCH', json: { theme: 'dark' } })).toBe('sending low');
    expect(verdictOn('/api/users/3', { method: 'PATCH', json: { theme: 'dark', role: 'admin' } })).toBe(
      'account high',
    );
    expect(verdictOn('/api/drafts/3', { method: 'PUT', json: { status: 'published' } })).toBe('sending high');
  });

  it('is told in the languages and styles that interfaces are written in', () => {
    for (const [address, verdict] of [
      ['/rechnungen/loeschen', 'deletion high'],
      ['/rechnungLoeschen', 'deletion high'],
      ['/facturas/12/anular', 'deletion high'],
      ['/api/orders/удалить', 'deletion high'],
      ['/invoices:batchDelete', 'deletion high'],
      ['/admin/DELETE_INVOICE', 'deletion high'],
      ['/shop.v1.Users/DeleteUser', 'deletion high'],
      ['/utilisateurs/3/bloquer', 'account high'],
      ['/messages/envoyer', 'sending high'],
      ['/przelewy/wykonaj', 'payment critical'],
    ]) {
      expect([address, verdictOn(address ?? '', { form: 'id=3' })]).toEqual([address, verdict]);
    }
  });
});

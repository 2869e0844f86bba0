import { describe, expect, it } from 'vitest';
import { changeOf, verdictOn } from '../../../helpers/page-request';

describe('a request under a harmless name', () => {
  it('is what a field of its body orders by its value', () => {
    for (const [address, json] of [
      ['/api/heartbeat', { action: 'deleteAccount', member: 'm-3' }],
      ['/api/heartbeat', { type: 'deleteMember', member: 'm-3' }],
      ['/api/search', { q: 'x', then: 'purge' }],
      ['/api/stat', { действие: 'удалить', id: 3 }],
      ['/api/preview', { aktion: 'löschen', ids: [3] }],
      ['/api/validate', { mode: 'send', form: 'f-3' }],
      ['/api/typing', { actions: ['purge'], room: 3 }],
    ] as const) {
      expect([address, verdictOn(address, { json })]).toEqual([
        address,
        expect.stringMatching(/^(?:deletion|sending|account) (?:high|critical)$/),
      ]);
    }
  });

  it('is what the name of a field orders', () => {
    expect(verdictOn('/api/search', { json: { q: 'x', purge: true } })).toMatch(/^deletion/);
    expect(verdictOn('/api/heartbeat', { json: { delete: [3, 4] } })).toBe('deletion high');
    expect(verdictOn('/runs/11/validate', { json: { releaseFunds: true } })).toBe('payment critical');
    expect(verdictOn('/api/search', { json: { query: { a: 1 }, thenUpdate: { owner: 'u' } } })).toMatch(
      /medium|high/,
    );
    expect(verdictOn('/payments/11/validate', { json: { commit: true } })).toBe('payment critical');
    expect(verdictOn('/help/tooltip', { json: { form: 'f-1', submit: true } })).toMatch(/medium/);
    expect(verdictOn('/api/preferences/ui', { json: { grants: [{ user: 'k', role: 'owner' }] } })).toBe(
      'account high',
    );
    expect(verdictOn('/stat?_method=delete', { json: {} })).toBe('deletion high');
  });

  it('stays what it is called where fields only choose, tell or switch off', () => {
    for (const [address, json, verdict] of [
      ['/api/search', { filter: { delete: true, type: 'deleteUser' }, q: 'purge' }, 'reading'],
      ['/api/search', { includeDeleted: true, deleted: true, sort: 'cancelled' }, 'reading'],
      ['/api/preview', { delete: false, send: 'no', type: 'transfer' }, 'reading'],
      ['/api/heartbeat', { type: 'presence', block: 'hero' }, 'traffic'],
      ['/payments/delete-preview', { ids: ['p-3'] }, 'reading'],
    ] as const) {
      expect([address, verdictOn(address, { json })]).toEqual([address, verdict]);
    }
  });

  it('is what the query of a GET orders, in the languages that programs are written in', () => {
    for (const query of [
      'akcja=usun&id=3',
      'then=purge&zone=a',
      'accion=eliminar&id=3',
      'aktion=loeschen&id=3',
    ]) {
      expect([query, verdictOn(`/api/list?${query}`, { method: 'GET' })]).toEqual([
        query,
        expect.stringMatching(/^deletion/),
      ]);
    }
    expect(verdictOn('/zones/list?confirm=yes&zone=a', { method: 'GET' })).toBe('consent medium');
    expect(verdictOn('/abmelden?e=a%40b.example', { method: 'GET', type: 'Document' })).toBe(
      'consent medium',
    );
    expect(verdictOn('/abmelden', { method: 'GET', type: 'Document' })).toBe('account low');
    expect(verdictOn('/api/audit?verb=REVOKE&page=2', { method: 'GET' })).toBe('reading');
  });
});

describe('many requests or calls in one', () => {
  const gets = (many: number) => Array.from({ length: many }, () => ({ method: 'GET', url: '/me' }));
  const deletion = { method: 'DELETE', url: '/users/3' };

  it('are never harmless beyond as many as are looked at, whatever the first ones do', () => {
    expect(verdictOn('/$batch', { json: { requests: gets(100) } })).toBe('reading');
    expect(changeOf('/$batch', { json: { requests: gets(101) } }).isKnown).toBe(false);
    expect(verdictOn('/$batch', { json: { requests: [...gets(100), deletion] } })).toMatch(/^deletion/);
    const slight = { method: 'PUT', url: '/me/preferences' };
    expect(verdictOn('/$batch', { json: { requests: [slight, ...gets(99), deletion] } })).toMatch(
      /^deletion/,
    );
    expect(verdictOn('/$batch', { json: { requests: [deletion, ...gets(100)] } })).toMatch(/^deletion/);
    const mixed = `${'GET /me HTTP/1.1\r\n\r\n'.repeat(100)}DELETE /users/3 HTTP/1.1\r\n`;
    const headers = { 'content-type': 'multipart/mixed; boundary=b' };
    expect(changeOf('/$batch', { bytes: Buffer.from(mixed), headers }).isKnown).toBe(false);
  });

  it('are unknown as calls too, and none of their commands is passed over', () => {
    const rpc = [...Array.from({ length: 100 }, () => 'invoice.list'), 'zzq.flarn'];
    const json = rpc.map((method, id) => ({ jsonrpc: '2.0', method, params: [], id }));
    expect(verdictOn('/rpc', { json })).not.toBe('reading');
    const ops = [...Array.from({ length: 30 }, (_, at) => ({ action: `list${at}` })), { action: 'purge' }];
    expect(verdictOn('/search', { json: { ops } })).toMatch(/^deletion/);
  });
});

describe('what a protocol calls', () => {
  const aws = (target: string, json: object) =>
    verdictOn('https://db.eu.amazonaws.com/', { json, headers: { 'x-amz-target': target } });
  const mail = (...methodCalls: unknown[]) => verdictOn('/jmap/', { json: { using: [], methodCalls } });
  const aura = (descriptor: string, params = {}) =>
    verdictOn('/aura?r=1', {
      form: `message=${encodeURIComponent(JSON.stringify({ actions: [{ descriptor, params }] }))}`,
    });
  const livewire = (...methods: string[]) =>
    verdictOn('/livewire/update', {
      json: { components: [{ updates: { name: 'x' }, calls: methods.map((method) => ({ method })) }] },
    });
  const bus = (object: string, method: string) =>
    verdictOn('/ubus', {
      json: { jsonrpc: '2.0', id: 1, method: 'call', params: ['c1', object, method, {}] },
    });

  it('only reads where it says so', () => {
    expect(aws('DynamoDB_20120810.Query', { TableName: 'delete' })).toBe('reading');
    expect(aws('AWSCognitoIdentityProviderService.InitiateAuth', { AuthFlow: 'REFRESH_TOKEN_AUTH' })).toBe(
      'traffic',
    );
    expect(mail(['Email/query', {}, '0'], ['Email/get', {}, '1'])).toBe('reading');
    expect(aura('apex://C/ACTION$getItems')).toBe('reading');
    expect(livewire('gotoPage')).toBe('reading');
    expect(livewire()).toBe('traffic');
    expect(bus('network.interface', 'dump')).toBe('reading');
    expect(verdictOn('/v3/9f', { json: { jsonrpc: '2.0', method: 'eth_gasPrice', params: [], id: 1 } })).toBe(
      'reading',
    );
    expect(
      verdictOn('/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', {
        json: { spec: { verb: 'delete' } },
      }),
    ).toBe('reading');
    expect(verdictOn('/dav/files/Deleted/delete/', { method: 'PROPFIND' })).toBe('reading');
    expect(
      verdictOn('/dwr/call/plaincall/Seats.getReleased.dwr', {
        text: 'callCount=1\nc0-scriptName=Seats\nc0-methodName=getReleasedSeats\nbatchId=4',
      }),
    ).toBe('reading');
  });

  it('is a change where it says so, at the same address', () => {
    expect(aws('DynamoDB_20120810.DeleteTable', {})).toMatch(/^deletion/);
    expect(aws('Zzq.Flarn', {})).toBe('unknown medium');
    expect(mail(['Email/query', {}, '0'], ['Email/set', { destroy: ['m1'] }, '1'])).toBe('deletion high');
    expect(mail(['EmailSubmission/set', { create: { a: { emailId: 'm' } } }, '0'])).toBe('sending high');
    expect(mail(['Email/set', { update: { m1: { 'keywords/$flagged': true } } }, '0'])).toBe('sending low');
    expect(aura('apex://C/ACTION$deleteItem')).toBe('deletion high');
    expect(aura('aura://ApexActionController/ACTION$execute', { method: 'deleteItem' })).toBe(
      'deletion high',
    );
    expect(livewire('gotoPage', 'deleteUser')).toBe('deletion high');
    expect(bus('system', 'reboot')).toMatch(/^execution/);
    expect(
      verdictOn('/dwr/call/plaincall/Seats.get.dwr', {
        text: 'callCount=1\nc0-scriptName=Seats\nc0-methodName=deleteSeat\nbatchId=4',
      }),
    ).toBe('deletion high');
  });
});

import { describe, expect, it } from 'vitest';
import { type EgressRules, judgeConnection } from '../../../../electron/engine/egress/judge-connection';

const PUBLIC = '93.184.216.34';

/** Rules with a resolver that counts; `answers` are what it gives, one after the other. */
function makeRules(answers: readonly (readonly string[])[] = [[PUBLIC]]) {
  const asked: string[] = [];
  const rules: EgressRules = {
    allowedHosts: new Set(['example.com', 'billing.practice.test', 'localhost', 'xn--exmple-4nf.com']),
    serviceHosts: new Set(['billing.practice.test', 'other.practice.test']),
    resolve: async (host) => {
      asked.push(host);
      return answers[asked.length - 1] ?? [];
    },
  };
  return { rules, asked };
}

describe('judgeConnection', () => {
  it.each([
    'api.example.com',
    'www.example.com',
    'evilexample.com',
    'example.com.evil.com',
    'example.co',
    'example.comm',
    'examplexcom',
    'xn--exmple-4ng.com',
    'foo.localhost',
    '127.0.0.1.nip.io',
    'host.docker.internal',
    'metadata.google.internal',
    'printer.local',
    'intranet',
    'constructor',
    '__proto__',
  ])('denies %s without asking the resolver', async (host) => {
    const { rules, asked } = makeRules();
    const judged = await judgeConnection(`${host}:443`, 'https', rules);
    expect(judged.kind).toBe('refuse');
    expect(asked).toEqual([]);
  });

  it.each(['127.0.0.1', '[::1]', '2130706433', '1.1.1.1'])(
    'denies the address %s by its form',
    async (host) => {
      const { rules, asked } = makeRules();
      const judged = await judgeConnection(`${host}:443`, 'https', rules);
      expect(judged).toMatchObject({
        kind: 'refuse',
        status: 403,
        reason: expect.stringContaining('never by address'),
      });
      expect(asked).toEqual([]);
    },
  );

  it.each([80, 22, 8443, 444])('denies port %i of an allowed host', async (port) => {
    const { rules, asked } = makeRules();
    expect(await judgeConnection(`example.com:${port}`, 'https', rules)).toMatchObject({ status: 403, port });
    expect(asked).toEqual([]);
  });

  it.each(['example.com', 'example.com:443', 'example.com:80'])(
    'denies plain HTTP to %s',
    async (authority) => {
      const { rules } = makeRules();
      expect(await judgeConnection(authority, 'http', rules)).toMatchObject({
        status: 403,
        reason: 'plain HTTP is not allowed',
      });
    },
  );

  it('answers 400 for what can not be read, and records it with every odd byte visible', async () => {
    const { rules } = makeRules();
    expect(await judgeConnection('evil.com\0%é.example.com:443', 'https', rules)).toMatchObject({
      status: 400,
      host: 'evil.com%00%25%E9.example.com:443',
      port: 0,
    });
  });

  it.each([
    [['127.0.0.1']],
    [['10.0.0.1']],
    [['169.254.169.254']],
    [['::ffff:10.0.0.1']],
    [['fd00::1']],
    [[PUBLIC, '10.0.0.1']],
    [['2606:4700::1', '::1', PUBLIC]],
    [['not an address']],
  ])('denies an allowed name that resolves to %j', async (addresses) => {
    const { rules } = makeRules([addresses]);
    const judged = await judgeConnection('example.com:443', 'https', rules);
    expect(judged).toMatchObject({ kind: 'refuse', status: 403, address: expect.any(String) });
  });

  it('does not ask a second time, so a second answer can not differ', async () => {
    const { rules, asked } = makeRules([[PUBLIC], ['127.0.0.1']]);
    const judged = await judgeConnection('EXAMPLE.com.:443', 'https', rules);
    expect(judged).toEqual({ kind: 'dial', host: 'example.com', port: 443, address: PUBLIC });
    expect(asked).toEqual(['example.com']);
  });

  it.each([
    ['no address', async () => []],
    ['a failure', () => Promise.reject(new Error('ENOTFOUND'))],
  ])('refuses as unreachable on %s', async (_what, resolve) => {
    const rules = { ...makeRules().rules, resolve };
    expect(await judgeConnection('example.com:443', 'https', rules)).toMatchObject({
      kind: 'refuse',
      status: 502,
    });
  });

  it.each(['billing.practice.test', 'billing.practice.test:80', 'BILLING.practice.test.:80'])(
    'lets the console serve %s',
    async (authority) => {
      const { rules, asked } = makeRules();
      expect(await judgeConnection(authority, 'http', rules)).toEqual({
        kind: 'serve',
        host: 'billing.practice.test',
        port: 80,
      });
      expect(asked).toEqual([]);
    },
  );

  it('denies a service host by any other way, and one that the policy does not name', async () => {
    const { rules, asked } = makeRules();
    const judged = [
      await judgeConnection('billing.practice.test:443', 'https', rules),
      await judgeConnection('billing.practice.test:80', 'https', rules),
      await judgeConnection('billing.practice.test:8080', 'http', rules),
      await judgeConnection('other.practice.test', 'http', rules),
    ];
    expect(judged.map((one) => one.kind)).toEqual(['refuse', 'refuse', 'refuse', 'refuse']);
    expect(asked).toEqual([]);
  });

  it('allows nothing when nothing is allowed', async () => {
    const rules = { ...makeRules().rules, allowedHosts: new Set<string>() };
    expect(await judgeConnection('example.com:443', 'https', rules)).toMatchObject({
      kind: 'refuse',
      status: 403,
    });
  });
});

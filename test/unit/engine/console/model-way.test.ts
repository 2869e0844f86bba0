import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../../electron/engine/base/clock';
import { ModelWay } from '../../../../electron/engine/console/model-way';
import { createFetch } from '../../../../electron/engine/egress/reaching/proxied-fetch';
import { trustedCertificates } from '../../../../electron/engine/egress/reaching/trusted-certificates';
import { NO_PROXIES, readUpstreamProxies } from '../../../../electron/engine/egress/reaching/upstream-proxy';
import type { ApiKeyStore } from '../../../../electron/engine/vault/api-key-store';
import { AirlockError } from '../../../../shared/airlock-error';
import { CertificateAuthority } from '../../../helpers/certificate-authority';
import { answerJson, freeAddress, openListServer, toldModel } from '../../../helpers/list-server';
import { openCarryingProxy } from '../../../helpers/remote-model';
import { type Credentials, openSecureSite } from '../../../helpers/secure-site';

const KEY = 'sk-ant-a-key-of-the-operator';
const LIST = { data: [toldModel('claude-opus-5-5')], has_more: false };
const REFUSED = { type: 'error', error: { type: 'authentication_error', message: 'no <b>key</b>' } };

type Changes = {
  readonly key?: string | null;
  readonly environment?: Readonly<Record<string, string>>;
  readonly ca?: readonly string[];
  readonly limitMs?: number;
  readonly address?: () => string;
};

function wayTo(address: string, changes: Changes = {}) {
  const { key = KEY, environment, ca, limitMs = 3000 } = changes;
  const keys = {
    status: () => ({ source: key === null ? 'none' : 'vault', ending: '', canPersist: true }),
    useKey: (use: (text: string) => unknown) => use(key ?? ''),
  } as unknown as ApiKeyStore;
  const proxies = environment === undefined ? NO_PROXIES : readUpstreamProxies(environment);
  return new ModelWay({
    clock: systemClock,
    fetch: createFetch(proxies, ca === undefined ? {} : { ca }),
    keys,
    address: changes.address ?? (() => address),
    limitMs,
  });
}

type Handle = (request: IncomingMessage, response: ServerResponse) => void;
const json =
  (status: number, body: unknown): Handle =>
  (_request, response) =>
    answerJson(response, status, body);

describe('a way to the model that is broken is named, and by what', () => {
  it('has an address that can’t be told', async () => {
    const address = () => {
      throw new AirlockError('bad-input', 'The preferences can’t be read.');
    };
    expect(await wayTo('', { address }).check()).toMatchObject({
      state: 'missing',
      found: 'The preferences can’t be read.',
    });
  });

  it('has a name that does not resolve', async () => {
    const { state, found } = await wayTo('https://no-such-host.invalid').check();
    expect(state).toBe('missing');
    expect(found).toMatch(
      /^https:\/\/no-such-host\.invalid: (its name does not resolve|the name server does not answer)\.$/,
    );
  });

  it('leads to where nobody listens', async () => {
    const address = await freeAddress();
    expect(await wayTo(address).check()).toMatchObject({
      state: 'missing',
      found: `${address}: nobody listens there: the connection was refused.`,
    });
  });

  it('leads to a port that speaks no TLS', async () => {
    const { address } = await openListServer(json(200, LIST));
    expect((await wayTo(address.replace('http:', 'https:')).check()).found).toContain(
      'it does not speak TLS there',
    );
  });

  it.each([
    [403, /HTTPS_PROXY, ALL_PROXY and NO_PROXY/],
    [407, /wants a user name and a password/],
  ])('has a proxy that answers %i', async (status, remedy) => {
    const proxy = await openCarryingProxy(1, status);
    const environment = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` };
    const item = await wayTo('https://models.example.test', { environment }).check();
    expect(item.found).toBe(
      `On the way to https://models.example.test: the proxy refused the connection (${status}).`,
    );
    expect(item.remedy).toMatch(remedy);
  });

  it('has a proxy that can’t be used, and nothing of its password is said', async () => {
    const environment = { HTTPS_PROXY: 'socks4://ann:sesame@127.0.0.1:1' };
    const item = await wayTo('https://models.example.test', { environment }).check();
    expect(item.found).toContain("the proxy in HTTPS_PROXY can't be used");
    expect(JSON.stringify(item)).not.toMatch(/ann|sesame/);
  });

  it('has nobody that answers in time', async () => {
    const { address } = await openListServer(() => undefined);
    expect(await wayTo(address, { limitMs: 1000 }).check()).toMatchObject({
      state: 'warning',
      found: 'It did not answer within 1 s.',
    });
  });

  it('ends at once when the look is ended, and goes on with a second one', async () => {
    const asked: ServerResponse[] = [];
    const { address } = await openListServer((_request, response) => asked.push(response));
    const way = wayTo(address, { limitMs: 60_000 });
    const first = way.check();
    while (asked.length === 0) await new Promise((resolve) => setImmediate(resolve));
    const second = way.check();
    expect((await first).found).toBe('The look was ended.');
    way.cancel();
    expect((await second).found).toBe('The look was ended.');
  });

  it.each([
    ['a page', (_request: IncomingMessage, response: ServerResponse) => response.end('<h1>Hi</h1>')],
    ['JSON of another kind', json(200, { models: [] })],
    [
      '404 and a page',
      (_request: IncomingMessage, response: ServerResponse) => response.writeHead(404).end('<h1>'),
    ],
    [
      'a redirection',
      (_request: IncomingMessage, response: ServerResponse) =>
        response.writeHead(302, { location: 'https://evil.example/' }).end(),
    ],
  ] as [string, Handle][])('leads to no API where %s is answered', async (_what, handle) => {
    const { address, asked } = await openListServer(handle);
    const { state, found } = await wayTo(address).check();
    expect([state, asked.length]).toEqual(['missing', 1]);
    expect(found).toContain('is no Messages API');
  });

  it('is no hindrance without a key: practice needs none', async () => {
    expect(await wayTo(await freeAddress(), { key: null }).check()).toMatchObject({ state: 'warning' });
  });
});

describe('the certificate of the model’s server', () => {
  const HOST = 'models.example.test';

  async function serving(credentials: Credentials, changes: Changes) {
    let asked = 0;
    const site = await openSecureSite(
      HOST,
      (_request, response) => {
        asked += 1;
        answerJson(response, 200, LIST);
      },
      credentials,
    );
    onTestFinished(() => site.close());
    const proxy = await openCarryingProxy(site.port);
    const environment = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` };
    const item = await wayTo(`https://${HOST}`, { environment, ...changes }).check();
    return { item, asked };
  }

  it('is named when it has expired, is for another host or is signed by nobody, and no key is sent', async () => {
    const authority = await CertificateAuthority.create();
    const ca = [authority.certificate];
    for (const [credentials, changes, reason] of [
      [await authority.issue(HOST, -40), { ca }, 'its certificate has expired'],
      [await authority.issue(HOST, 5), { ca }, 'its certificate is not valid yet, by this machine’s clock'],
      [await authority.issue('other.example.test'), { ca }, 'its certificate is for another host'],
      [await authority.issue(HOST), {}, 'its certificate is signed by nobody that this machine trusts'],
    ] as [Credentials, Changes, string][]) {
      const { item, asked } = await serving(credentials, changes);
      expect(item).toMatchObject({ state: 'missing', found: `https://${HOST}: ${reason}.` });
      expect(item.remedy).toMatch(/^Nothing was sent\./);
      expect(asked).toBe(0);
    }
  });

  it('is believed where the system, or a file that the environment names, has its signer', async () => {
    const authority = await CertificateAuthority.create();
    const folder = await mkdtemp(path.join(tmpdir(), 'airlock-trust-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = path.join(folder, 'own.pem');
    await writeFile(
      file,
      `# Ours\nBEGIN of something else\n${authority.certificate}\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n`,
    );
    for (const variable of ['SSL_CERT_FILE', 'NODE_EXTRA_CA_CERTS']) {
      const ca = await trustedCertificates({ [variable]: file }, () => undefined);
      const { item, asked } = await serving(await authority.issue(HOST), { ca });
      expect([item.state, asked]).toEqual(['ok', 1]);
    }
  });

  it('is believed by nobody less for a file that can’t be read', async () => {
    const warned: string[] = [];
    const ca = await trustedCertificates({ SSL_CERT_FILE: '/no/such/file' }, (what) => warned.push(what));
    const usual = await trustedCertificates({}, () => undefined);
    expect(warned).toEqual(['the certificates that SSL_CERT_FILE names could not be read']);
    expect(ca).toEqual(usual);
    expect(usual.length).toBeGreaterThan(100);
  });
});

describe('a way to the model that is whole', () => {
  it('says that the key is taken, asks for one line and shows nothing that the service writes', async () => {
    const { address, asked } = await openListServer(json(200, LIST));
    expect(await wayTo(address).check()).toEqual({
      id: 'model-way',
      label: 'Way to the model',
      state: 'ok',
      found: `${address} answers and takes the key.`,
      remedy: '',
    });
    expect(asked.map(({ method, url, headers }) => [method, url, headers.authorization])).toEqual([
      ['GET', '/v1/models?limit=1', `Bearer ${KEY}`],
    ]);
  });

  it('says that the key is refused, in its own words', async () => {
    const { address } = await openListServer(json(401, REFUSED));
    const item = await wayTo(address).check();
    expect(item).toMatchObject({ state: 'missing', found: `${address} refuses the key (401).` });
    expect(JSON.stringify(item)).not.toContain('<b>');
  });

  it('is told without a key by the refusal of none, and the operator’s key is nowhere', async () => {
    const { address, asked } = await openListServer(json(401, REFUSED));
    const item = await wayTo(address, { key: null }).check();
    expect(item).toMatchObject({ state: 'ok', found: expect.stringContaining('asks for a key') });
    expect(asked[0]?.headers.authorization).toBe('Bearer no-key');
  });

  it('is whole also where a service has no list, or no time', async () => {
    const { address } = await openListServer(
      json(404, { type: 'error', error: { type: 'not_found_error' } }),
    );
    expect((await wayTo(address).check()).state).toBe('ok');
    const busy = await openListServer(json(529, { type: 'error', error: { type: 'overloaded_error' } }));
    expect(await wayTo(busy.address).check()).toMatchObject({ state: 'warning' });
  });
});

import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { readUpstreamProxies } from '../../electron/engine/egress/reaching/upstream-proxy';
import { verifySession } from '../../electron/engine/record/verify-session';
import type { WrongCertificate } from '../../electron/engine/sandbox/browser/certificates';
import { connectDocker } from '../../electron/engine/sandbox/docker';
import { findSandboxImage } from '../../electron/engine/sandbox/sandbox-image';
import { CertificateAuthority } from '../helpers/certificate-authority';
import { makeEngine, playTurns } from '../helpers/make-engine';
import { IMAGE_FOLDER, makeSandbox } from '../helpers/make-sandbox';
import { OperatedRun } from '../helpers/operated-run';
import { openPageSession } from '../helpers/page-session';
import { openCarryingProxy } from '../helpers/remote-model';
import { type Credentials, openSecureSite, type SecureSite } from '../helpers/secure-site';
import { TestSite } from '../helpers/test-site';

const HOST = 'secure.test';
const MIDDLE = { x: 640, y: 450 };
const NEVER = new AbortController().signal;
/** What Chromium takes, typed anywhere on its warning, for leave to go on (security_interstitials, BYPASS_SEQUENCE). */
const BYPASS = 'thisisunsafe';
/** What the site was asked for. */
const requested: string[] = [];
let secure: Awaited<ReturnType<typeof openSecureSite>>;
let made: Awaited<ReturnType<typeof makeSandbox>>;

beforeAll(async () => {
  secure = await openSecureSite(HOST, ({ url }, response) => {
    requested.push(url ?? '');
    response.setHeader('content-type', 'text/html');
    response.end('<title>Let in</title><p>Let in');
  });
  made = await makeSandbox({
    furtherHosts: [HOST],
    resolve: async () => ['93.184.216.34'],
    dial: secure.dial,
  });
  await openPage(`https://${HOST}/`);
});
afterAll(async () => {
  await made?.dispose();
  await secure?.close();
});

const front = () => made.sandbox.browser.targetAt(MIDDLE);

async function openPage(url: string): Promise<void> {
  await made.sandbox.browser.open(url);
  await vi.waitFor(async () => expect((await front()).url).toMatch(/^chrome-error:/), { timeout: 20_000 });
  await made.sandbox.display.settle(() => made.sandbox.browser.isLoading(), NEVER);
}

/** Runs a script in the page itself, as only the test can. */
async function inPage(expression: string): Promise<void> {
  const { page } = await openPageSession(made.sandbox.browser);
  await page.send('Runtime.evaluate', { expression });
}

it('a click or a key on the browser’s warning is asked about', async () => {
  const run = new OperatedRun(made.sandbox);
  for (const [member, input] of [
    ['left_click', { coordinate: [MIDDLE.x, MIDDLE.y] }],
    ['type', { text: BYPASS }],
  ] as const) {
    const done = run.act(member, input);
    const approval = await run.asked();
    expect(approval.findings.map(({ why }) => why).join()).toContain('a page of the browser');
    run.deny(approval);
    expect(await done).toMatchObject({ isError: true });
  }
});

it('a wrong certificate is not let pass by the phrase that is typed on its warning', async () => {
  await made.sandbox.display.type(BYPASS, NEVER);
  await made.sandbox.display.settle(() => made.sandbox.browser.isLoading(), NEVER, {
    quietMs: 500,
    limitMs: 5000,
  });
  expect((await front()).url).toMatch(/^chrome-error:/);
  expect(requested).toEqual([]);
});

it('nor by the link behind “Advanced”', async () => {
  await inPage(
    `document.querySelector('#details-button')?.click(); document.querySelector('#proceed-link')?.click()`,
  );
  await made.sandbox.display.settle(() => made.sandbox.browser.isLoading(), NEVER, {
    quietMs: 500,
    limitMs: 5000,
  });
  expect((await front()).url).toMatch(/^chrome-error:/);
  expect(requested).toEqual([]);
});

describe('what is wrong with a certificate', () => {
  const sites: { readonly host: string; readonly address: string; readonly site: SecureSite }[] = [];
  const told: WrongCertificate[] = [];
  let image: string;
  let sandbox: Awaited<ReturnType<typeof makeSandbox>>;

  async function addSite(host: string, credentials: Credentials | null): Promise<void> {
    const site = await openSecureSite(host, (_request, response) => response.end('in'), credentials);
    sites.push({ host, address: `93.184.216.${sites.length + 40}`, site });
  }

  beforeAll(async () => {
    const { docker } = await connectDocker();
    const { tag } = await findSandboxImage(docker, IMAGE_FOLDER);
    const authority = await CertificateAuthority.create();
    image = await authority.trustedBy(docker, tag);
    await addSite('right.test', await authority.issue('right.test'));
    await addSite('unsigned.test', null);
    await addSite('expired.test', await authority.issue('expired.test', -60));
    await addSite('misnamed.test', await authority.issue('other.test'));
    await addSite('framed.test', await authority.issue('other.test'));
    sandbox = await makeSandbox({
      site: new TestSite({
        '/': '<title>Front</title>',
        '/frame': '<iframe src="https://framed.test/"></iframe>',
      }),
      furtherHosts: sites.map(({ host }) => host),
      resolve: async (host) => sites.flatMap((one) => (one.host === host ? [one.address] : [])),
      dial: (address) => {
        const found = sites.find((one) => one.address === address);
        if (found === undefined) throw new Error(`nobody is at ${address}`);
        return found.site.dial();
      },
      image,
    });
    sandbox.sandbox.browser.certificateRefused.on((wrong) => told.push(wrong));
  });
  afterAll(async () => {
    await sandbox?.dispose();
    for (const { site } of sites) await site.close();
    const { docker } = await connectDocker();
    await docker.getImage(image).remove({ force: true });
  });

  const open = (url: string) => sandbox.sandbox.browser.open(url);

  it.each([
    ['signed by nobody', 'unsigned.test', 'ERR_CERT_AUTHORITY_INVALID', /signed by nobody/],
    ['too old', 'expired.test', 'ERR_CERT_DATE_INVALID', /has expired/],
    ['made out to another', 'misnamed.test', 'ERR_CERT_COMMON_NAME_INVALID', /another name/],
  ])('is told when it is %s', async (_what, host, error, reason) => {
    await open(`https://${host}/`);
    const expected = { host, port: 443, error, reason: expect.stringMatching(reason) };
    await vi.waitFor(() => expect(told).toContainEqual(expected), { timeout: 10_000 });
  });

  it('is told of a frame’s as of a page’s', async () => {
    await open('http://page.test/frame');
    const expected = expect.objectContaining({ host: 'framed.test', error: 'ERR_CERT_COMMON_NAME_INVALID' });
    await vi.waitFor(() => expect(told).toContainEqual(expected), { timeout: 10_000 });
  });

  it('is nothing when it is right, and the page opens', async () => {
    await open('https://right.test/');
    const { browser } = sandbox.sandbox;
    await vi.waitFor(() => expect(browser.frontUrl).toBe('https://right.test/'), { timeout: 10_000 });
    expect(told.filter(({ host }) => host === 'right.test')).toEqual([]);
  });
});

it('a run has it in its record, and goes on', async () => {
  const site = await openSecureSite(HOST, (_request, response) => response.end('in'));
  onTestFinished(() => site.close());
  const proxy = await openCarryingProxy(site.port);
  const upstreamProxy = readUpstreamProxies({ HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` });
  const made = await makeEngine({ script: playTurns([]), deps: { upstreamProxy } });
  const { id } = await made.start(
    { allowed_hosts: ['billing.practice.test:80', HOST] },
    { startUrl: `https://${HOST}/pay?card=1` },
  );
  const { permitted, detail } = await made.untilEntry(id, 'certificate-refused');
  expect(permitted).toBe(false);
  expect(detail).toMatchObject({ host: HOST, port: 443, error: 'ERR_CERT_AUTHORITY_INVALID' });
  await made.untilState(id, 'finished');
  await made.until(id, ({ endedAt }) => endedAt !== null);
  expect(await verifySession(made.folder(id))).toMatchObject({ isSound: true, problems: [] });
});

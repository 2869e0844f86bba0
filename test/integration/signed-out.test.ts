import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { KeptSignIn } from '../../electron/engine/sandbox/kept-sign-in/kept-sign-in';
import type { SignedOutSign } from '../../electron/engine/sandbox/sign-in/signed-out-signs';
import { Vault } from '../../electron/engine/vault/vault';
import { keepHalted } from '../helpers/answer';
import { OperatedRun } from '../helpers/operated-run';
import { samplePolicy } from '../helpers/sample-policy';
import { vaultDeps } from '../helpers/sample-vault';
import { makeSecureSandbox } from '../helpers/secure-sandbox';
import { tempFolder } from '../helpers/temp-folder';
import { TestSite } from '../helpers/test-site';

const OWN = 'https://app.test';
const FOREIGN = 'https://other.test';
const MIDDLE = { coordinate: [640, 500] };
const FORM =
  '<form method="post" action="/login"><input name="email" type="email" aria-label="Email"><input name="pw" type="password" aria-label="Password"><button>Sign in</button></form>';
const TELL_PRESSES = "<script>addEventListener('mousedown', () => note({ type: 'pressed' }), true)</script>";
const BIG_LINK = (to: string) =>
  `<a href="${to}" style="position:fixed;inset:0;font-size:40px">Next page</a>`;

const site = new TestSite({
  '/desk': `<title>Desk</title>${BIG_LINK('/work')}`,
  '/work': `<title>Work</title>${BIG_LINK('/desk')}`,
  '/home': '<title>Home</title><p>Signed in as Ada</p>',
  '/login': `<title>Sign in</title>${FORM}${TELL_PRESSES}`,
  '/refused': '<title>Refused</title><h1>Sign in first</h1>',
  '/framing-own': `<title>App</title><iframe src="${OWN}/login" width="600" height="400"></iframe>`,
  '/framing-foreign': `<title>App</title><iframe src="${FOREIGN}/login" width="600" height="400"></iframe>`,
  '/one-document': '<title>App</title><div id="all">Welcome</div>',
});
/** Whether the site has ended every session that it knew. */
let hasEnded = false;
let made: Awaited<ReturnType<typeof makeSecureSandbox>>;

beforeAll(async () => {
  const handle: typeof site.handle = (request, response) => {
    const { pathname } = new URL(request.url ?? '/', OWN);
    const needsSignIn = ['/desk', '/work', '/home'].includes(pathname);
    const isKnown = !hasEnded && /(^|; )sid=ada/.test(request.headers.cookie ?? '');
    if (needsSignIn && !isKnown) response.writeHead(302, { location: '/login' }).end();
    else {
      if (pathname === '/refused') response.statusCode = 401;
      site.handle(request, response);
    }
  };
  made = await makeSecureSandbox({ 'app.test': handle, 'other.test': handle });
});
afterAll(() => made?.dispose());
beforeEach(() => {
  hasEnded = false;
});

const open = (address: string) => made.open(site, address);

it('a site that ends the session in mid-run: the next action does not pass, and the run waits for the operator', async () => {
  const vault = await Vault.open(vaultDeps(await tempFolder()));
  const cookie = { host: 'app.test', name: 'sid', value: 'ada', path: '/', isHttpOnly: true, sameSite: null };
  const kept: KeptSignIn = { version: 1, cookies: [{ ...cookie, expires: null }], storage: [] };
  const landmark = { url: `${OWN}/home`, text: 'Signed in as Ada' };
  await vault.keep({
    fields: {
      kind: 'session',
      name: 'App',
      origins: [OWN],
      policies: [samplePolicy().name],
      account: '',
      landmark,
    },
    secret: Buffer.from(JSON.stringify(kept)),
  });
  const run = new OperatedRun(made.made.sandbox, { allowed_hosts: ['app.test'] }, vault);
  run.approvals.changed.on(([first]) => first?.kind === 'action' && run.approve(first));
  await open(`${OWN}/one-document`);
  expect(await run.act('use_session', { credential: 'App' })).toMatchObject({ isError: false });
  await open(`${OWN}/desk`);
  expect(await run.act('left_click', MIDDLE)).toMatchObject({ isError: false });
  await site.until(() => site.events.some(({ type, page }) => type === 'ready' && page === '/work'));
  expect([run.pauses, vault.byName('App')?.health?.state]).toEqual([[], 'ok']);

  hasEnded = true;
  expect(await run.act('left_click', MIDDLE)).toMatchObject({ isError: false });
  await site.until(() => site.events.some(({ type, page }) => type === 'ready' && page === '/login'));
  const started = run.record.find('action-started').length;
  keepHalted(run.approvals);
  const done = await run.act('left_click', MIDDLE);
  expect(done.isError).toBe(true);
  expect(done.text).toMatch(/^Not carried out: that sign-in is over at its site, and the operator was told/);
  expect(run.pauses).toEqual([expect.stringMatching(/^The sign-in “App” is over/)]);
  expect(run.control.isHalted).toBe(true);
  expect(run.record.find('action-started')).toHaveLength(started);
  expect(run.record.find('approval-settled').at(-1)?.detail).toMatchObject({
    about: 'halt',
    outcome: 'denied',
  });
  await expect.poll(() => vault.byName('App')?.health?.state).toBe('signed-out');

  // As the operator says: the run goes on, and what comes now is done.
  run.control.resume();
  expect(await run.act('left_click', MIDDLE)).toMatchObject({ isError: false });
  await site.until(() => site.of('pressed').length > 0);
  expect([site.of('pressed').length, run.pauses.length]).toEqual([1, 1]);
});

describe('what speaks against a sign-in', () => {
  const find = async (address: string): Promise<SignedOutSign['kind']> => {
    await open(address);
    return (await made.browser.signedOutSigns.find([OWN])).kind;
  };

  it('is a form of its own site, in the page or in a frame, and an answer that refuses the page', async () => {
    expect(await find(`${OWN}/login`)).toBe('sign');
    expect(await find(`${OWN}/refused`)).toBe('sign');
    await open(`${OWN}/framing-own`);
    await site.until(() => site.events.some(({ type, page }) => type === 'ready' && page === '/login'));
    expect(await made.browser.signedOutSigns.find([OWN])).toMatchObject({ kind: 'sign' });
  });

  it('is not another site’s form, in a frame or in the page, nor a page that asks for nothing', async () => {
    await open(`${OWN}/framing-foreign`);
    await site.until(() => site.events.some(({ type, page }) => type === 'ready' && page === '/login'));
    expect(await made.browser.signedOutSigns.find([OWN])).toEqual({ kind: 'none' });
    expect(await find(`${FOREIGN}/login`)).toBe('none');
    expect(await find(`${FOREIGN}/refused`)).toBe('none');
    expect(await find(`${OWN}/one-document`)).toBe('none');
  });

  it('may be new with each document and each address, and with nothing else', async () => {
    await open(`${OWN}/one-document`);
    const { signedOutSigns } = made.browser;
    // Whichever page was in front before is known from now on.
    await signedOutSigns.find([OWN]);
    const before = signedOutSigns.mark;
    await site.evaluate('/one-document', "all.textContent = 'Elsewhere'");
    expect(signedOutSigns.mark).toBe(before);
    const form = JSON.stringify(FORM);
    await site.evaluate(
      '/one-document',
      `history.pushState(null, '', '/sign-in'), all.innerHTML = ${form}, 1`,
    );
    await expect.poll(() => signedOutSigns.mark).not.toBe(before);
    expect(await signedOutSigns.find([OWN])).toMatchObject({ kind: 'sign' });
  });
});

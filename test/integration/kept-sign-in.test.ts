import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../electron/engine/base/clock';
import { RunControl } from '../../electron/engine/control/run-control';
import type { KeptSignIn } from '../../electron/engine/sandbox/kept-sign-in/kept-sign-in';
import { LentHeaders } from '../../electron/engine/session-use/lent-headers';
import { SessionUses } from '../../electron/engine/session-use/session-uses';
import { SignInHealth } from '../../electron/engine/session-use/sign-in-health';
import { SignInWatch } from '../../electron/engine/session-use/sign-in-watch';
import { SignInByHand } from '../../electron/engine/sessions/sign-in-by-hand';
import { Vault } from '../../electron/engine/vault/vault';
import { vaultDeps } from '../helpers/sample-vault';
import { makeSecureSandbox } from '../helpers/secure-sandbox';
import { tempFolder } from '../helpers/temp-folder';
import { TestSite } from '../helpers/test-site';

const OWN = 'https://app.test';
const FOREIGN = 'https://other.test';
const SUBDOMAIN = 'https://sub.app.test';
const FUTURE = Math.floor(Date.now() / 1000) + 3600;

const site = new TestSite({
  '/page': '<title>App</title><h1>App</h1>',
  '/login':
    '<h1>Sign in</h1><form method="post"><input name="email" type="email" aria-label="Email"><input name="pw" type="password" aria-label="Password"><button>Sign in</button></form>',
  '/home': `<title>Home</title><p id="who"></p><script>
    who.textContent = /(^|; )shown=ada/.test(document.cookie) ? 'Signed in as  Ada' : 'Please sign in';</script>`,
});
/** The cookies that came with each request for a page, by its address. */
const cookies = new Map<string, string>();
let made: Awaited<ReturnType<typeof makeSecureSandbox>>;

beforeAll(async () => {
  const handle: typeof site.handle = (request, response) => {
    const url = new URL(request.url ?? '/', `https://${request.headers.host}`);
    cookies.set(`${url.origin}${url.pathname}`, request.headers.cookie ?? '');
    const set = url.searchParams.getAll('set');
    if (set.length > 0) response.setHeader('set-cookie', set);
    if (url.pathname === '/away') response.writeHead(302, { location: `${FOREIGN}/home` }).end();
    else site.handle(request, response);
  };
  made = await makeSecureSandbox({
    'app.test': handle,
    'app.test:8443': handle,
    'sub.app.test': handle,
    'other.test': handle,
  });
});
afterAll(() => made?.dispose());

const open = (address: string) => made.open(site, address);
const setting = (...set: readonly string[]) =>
  `?${new URLSearchParams(set.map((one) => ['set', one])).toString()}`;
const evaluate = <T>(code: string, page = '/page') => site.evaluate<T>(page, code);
const read = (bytes: Buffer) => JSON.parse(bytes.toString('utf8')) as KeptSignIn;

/** Takes everything away that pages have stored, cookies that no script sees too. */
async function forget(...origins: readonly string[]): Promise<void> {
  for (const origin of origins) {
    await open(`${origin}/page`);
    await evaluate(`(async () => {
      localStorage.clear();
      for (const { name } of await indexedDB.databases()) await new Promise((done) => { indexedDB.deleteDatabase(name).onsuccess = done; });
    })()`);
  }
  for (const name of ['sid', 'shown', 'wide', 'long', 'late'])
    await open(
      `${OWN}/page${setting(`${name}=; Max-Age=0; Path=/; Secure`, `${name}=; Max-Age=0; Path=/; Secure; Domain=app.test`)}`,
    );
}

const STORE = `(async () => {
  localStorage.setItem('token', 'local-secret');
  const opening = indexedDB.open('auth', 3);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore('users', { keyPath: 'id' }).createIndex('by-name', 'name', { unique: false });
    opening.result.createObjectStore('blobs');
  };
  const database = await new Promise((done) => { opening.onsuccess = () => done(opening.result); });
  const transaction = database.transaction(['users', 'blobs'], 'readwrite');
  transaction.objectStore('users').put({ id: 7, name: 'ada', at: new Date(5), list: [1, undefined, NaN, 10n], map: new Map([['k', new Set([1])]]), bytes: new Uint8Array([1, 2, 255]) });
  transaction.objectStore('blobs').put('value', ['key', 1]);
  await new Promise((done) => { transaction.oncomplete = done; });
  database.close();
})()`;

const STORED = `(async () => {
  const database = await new Promise((done) => { const opening = indexedDB.open('auth'); opening.onsuccess = () => done(opening.result); });
  if (![...database.objectStoreNames].includes('users')) { database.close(); return [localStorage.getItem('token')]; }
  const get = (store, key) => new Promise((done) => { const request = database.transaction(store).objectStore(store).get(key); request.onsuccess = () => done(request.result); });
  const user = await get('users', 7);
  const other = await get('blobs', ['key', 1]);
  const indexes = [...database.transaction('users').objectStore('users').indexNames];
  const { version } = database;
  database.close();
  return [localStorage.getItem('token'), version, indexes, user.name, user.at.getTime(), String(user.list), user.map.get('k').has(1), [...user.bytes], other];
})()`;

describe('a sign-in that was kept and is put back', () => {
  beforeEach(() => forget(OWN, FOREIGN));

  it('has its cookies, those that no script sees and those of this browser’s life too, its local storage and IndexedDB', async () => {
    await open(
      `${OWN}/page${setting('sid=hidden; HttpOnly; Secure; Path=/; SameSite=Strict', 'shown=ada; Secure; Path=/', `long=later; Max-Age=3600; Secure; Path=/`)}`,
    );
    await evaluate(STORE);
    const before = await evaluate(STORED);
    const kept = await made.browser.keptSignIns.take([OWN]);
    await forget(OWN);
    expect(cookies.get(`${OWN}/page`)).not.toContain('sid');
    expect(await made.browser.keptSignIns.putBack(kept, [OWN])).toBe(true);
    await open(`${OWN}/page`);
    expect(cookies.get(`${OWN}/page`)?.split('; ').sort()).toEqual(['long=later', 'shown=ada', 'sid=hidden']);
    expect(await evaluate('document.cookie')).not.toContain('sid');
    expect(await evaluate(STORED)).toEqual(before);
    expect(before).toEqual([
      'local-secret',
      3,
      ['by-name'],
      'ada',
      5,
      '1,,NaN,10',
      true,
      [1, 2, 255],
      'value',
    ]);
  });

  it('asks the site for nothing, and runs no script of it', async () => {
    await open(`${FOREIGN}/page`);
    site.requests.length = 0;
    const kept = await made.browser.keptSignIns.take([OWN]);
    await made.browser.keptSignIns.putBack(kept, [OWN]);
    expect(site.requests.filter(({ host }) => host === 'app.test')).toEqual([]);
  });

  it('leaves no tab behind, and the page in front where it was', async () => {
    await open(`${FOREIGN}/page`);
    await made.browser.keptSignIns.take([OWN]);
    expect(made.browser.pages).toHaveLength(1);
    expect(await evaluate('[document.visibilityState, location.href]')).toEqual([
      'visible',
      `${FOREIGN}/page`,
    ]);
  });
});

describe('of a sign-in nothing gets to another origin', () => {
  beforeEach(() => forget(OWN, FOREIGN));

  it('a cookie of a wider domain is one of the bound host alone', async () => {
    await open(`${SUBDOMAIN}/page${setting('wide=all; Domain=app.test; Secure; Path=/')}`);
    const kept = await made.browser.keptSignIns.take([SUBDOMAIN]);
    await forget(OWN);
    await made.browser.keptSignIns.putBack(kept, [SUBDOMAIN]);
    await open(`${OWN}/page`);
    expect(cookies.get(`${OWN}/page`)).not.toContain('wide');
    await open(`${SUBDOMAIN}/page`);
    expect(cookies.get(`${SUBDOMAIN}/page`)).toContain('wide=all');
    await open(`${SUBDOMAIN}/page${setting('wide=; Max-Age=0; Secure; Path=/')}`);
  });

  it('and what is of others is neither kept nor put back', async () => {
    await open(`${FOREIGN}/page${setting('foreign=1; Secure; Path=/')}`);
    await evaluate("localStorage.setItem('foreign', '1')");
    const kept = await made.browser.keptSignIns.take([OWN]);
    expect(kept.toString()).not.toContain('foreign');
    const both = await made.browser.keptSignIns.take([OWN, FOREIGN]);
    expect(both.toString()).toContain('foreign');
    await open(`${FOREIGN}/page${setting('foreign=; Max-Age=0; Secure; Path=/')}`);
    await evaluate('localStorage.clear()');
    await made.browser.keptSignIns.putBack(both, [OWN]);
    await open(`${FOREIGN}/page`);
    expect(cookies.get(`${FOREIGN}/page`)).not.toContain('foreign');
    expect(await evaluate("localStorage.getItem('foreign')")).toBeNull();
  });

  it('what has expired meanwhile is left, and bytes that are no sign-in change nothing', async () => {
    const cookie = {
      host: 'app.test',
      name: 'late',
      value: 'x',
      path: '/',
      isHttpOnly: false,
      sameSite: null,
    };
    const kept = (expires: number) =>
      Buffer.from(JSON.stringify({ version: 1, cookies: [{ ...cookie, expires }], storage: [] }));
    expect(await made.browser.keptSignIns.putBack(kept(1000), [OWN])).toBe(true);
    await open(`${OWN}/page`);
    expect(cookies.get(`${OWN}/page`)).not.toContain('late');
    expect(await made.browser.keptSignIns.putBack(kept(FUTURE), [OWN])).toBe(true);
    await open(`${OWN}/page`);
    expect(cookies.get(`${OWN}/page`)).toContain('late=x');
    for (const bytes of ['', '{}', '{"version":2,"cookies":[],"storage":[]}', '[1'])
      expect(await made.browser.keptSignIns.putBack(Buffer.from(bytes), [OWN])).toBe(false);
  });
});

describe('a landmark', () => {
  beforeEach(() => forget(OWN));
  const stands = (path = '/home', text = 'signed in as ada') =>
    made.browser.keptSignIns.stands({ url: `${OWN}${path}`, text });

  it('stands there while somebody is signed in, whatever its case and blanks, and not afterwards', async () => {
    await open(`${OWN}/page${setting('shown=ada; Secure; Path=/')}`);
    expect(await stands()).toBe(true);
    await forget(OWN);
    expect(await stands()).toBe(false);
  });

  it('counts on its own origin only, and is not known where the page does not come', async () => {
    await open(`${FOREIGN}/page${setting('shown=ada; Secure; Path=/')}`);
    expect(await stands('/away')).toBe(false);
    const nowhere = { url: 'https://nowhere.test/home', text: 'signed in as ada' };
    expect(await made.browser.keptSignIns.stands(nowhere)).toBeNull();
  });
});

it('what is kept names each origin, and no other', async () => {
  const kept = read(await made.browser.keptSignIns.take([OWN, SUBDOMAIN]));
  expect(kept.storage.map(({ origin }) => origin)).toEqual([OWN, SUBDOMAIN]);
});

describe('a sign-in that an operator has made by hand', () => {
  beforeEach(() => forget(OWN));

  async function byHand() {
    const vault = await Vault.open(vaultDeps(await tempFolder()));
    const { sandbox } = made.made;
    const signIn = new SignInByHand({ sandbox: () => sandbox });
    const wanted = {
      sessionId: 's1',
      name: 'App',
      origins: [OWN],
      policies: ['Strict'],
      landmark: 'Signed in as Ada',
    };
    const keep = () => signIn.keep(wanted, (entry) => vault.keep(entry));
    const told: string[] = [];
    const browser = () => sandbox.browser;
    const control = new RunControl();
    const { signal } = control;
    const health = new SignInHealth({
      credentials: vault,
      browser,
      control,
      signedOut: async ({ name }) => {
        told.push(name);
      },
    });
    const watch = new SignInWatch({ health, browser, clock: systemClock, signal });
    const hide = (texts: readonly string[]) => sandbox.camera.hide(texts);
    const headers = new LentHeaders({ credentials: vault, browser, hide, signal });
    const uses = new SessionUses({ headers, credentials: vault, browser, watch });
    return { vault, signIn, keep, uses, told };
  }

  it('is not kept while its form is still shown, and that is said before', async () => {
    const { signIn, keep, vault } = await byHand();
    await open(`${OWN}/login`);
    expect(await signIn.look()).toMatchObject({ asksToSignIn: true, origins: [OWN] });
    await expect(keep()).rejects.toMatchObject({ code: 'conflict' });
    expect(vault.list()).toEqual([]);
  });

  it('is kept, and signs an agent in later; over at its site it is not used, and the operator hears of it', async () => {
    const { signIn, keep, uses, told, vault } = await byHand();
    await open(`${OWN}/home${setting('shown=ada; Secure; Path=/', 'sid=hidden; HttpOnly; Secure; Path=/')}`);
    await open(`${OWN}/home`);
    const { picture, asksToSignIn } = await signIn.look();
    expect([Buffer.from(picture, 'base64').subarray(8, 12).toString(), asksToSignIn]).toEqual([
      'WEBP',
      false,
    ]);
    const entry = await keep();
    expect(entry).toMatchObject({
      kind: 'session',
      health: { state: 'ok' },
      landmark: { url: `${OWN}/home` },
    });
    await forget(OWN);
    await open(`${OWN}/home`);
    expect(await evaluate('who.textContent', '/home')).toBe('Please sign in');
    site.clear();
    expect(await uses.use(entry)).toEqual({ kind: 'used' });
    await site.until(() => site.of('ready').length > 0);
    expect(await evaluate('who.textContent', '/home')).toBe('Signed in as  Ada');
    expect(told).toEqual([]);
    const signedOut = await vault.keep(
      {
        fields: { ...entry, kind: 'session' },
        secret: Buffer.from('{"version":1,"cookies":[],"storage":[]}'),
      },
      entry.id,
    );
    await forget(OWN);
    expect(await uses.use(signedOut)).toMatchObject({ kind: 'refused' });
    expect(told).toEqual(['App']);
    await expect.poll(() => vault.byName('App')?.health?.state).toBe('signed-out');
  });
});

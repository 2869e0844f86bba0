import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXPOSURE_LIMIT_MS } from '../../electron/engine/sandbox/sign-in/exposure';
import { REFUSALS, type Refusal } from '../../electron/engine/sandbox/sign-in/refusals';
import type { FormStep, SignInForm, SignInWith } from '../../electron/engine/sandbox/sign-in/sign-in-form';
import { makeSecureSandbox } from '../helpers/secure-sandbox';
import { reactScript, SAMPLE, signInPages, valuesOf, watched } from '../helpers/sign-in-pages';
import { TestSite } from '../helpers/test-site';

const ORIGIN = 'https://login.test';
const SECOND = 'https://accounts.test';
const PRACTICE = 'http://billing.practice.test';
const FIELDS =
  '<input name="email" type="email" aria-label="Email"><input name="pw" type="password" aria-label="Password"><button>Sign in</button>';
const frame = (address: string, more = '') =>
  watched(
    `${more}<h1>Portal</h1><iframe src="${address}" style="width:500px;height:420px;margin:30px"></iframe>`,
  );
/** A form of which nothing comes, whose handler does this. */
const stays = (script: string, more = '') =>
  watched(`<h1>Sign in</h1>${more}<form id="f">${FIELDS}</form>
    <script>f.addEventListener('submit', (event) => { event.preventDefault(); ${script} });</script>`);
const site = new TestSite({
  ...signInPages(),
  '/react.js': reactScript(),
  '/framing': frame(`${SECOND}/plain`),
  '/framing-faded': frame(`${SECOND}/plain`, '<style>h1, iframe { opacity: 0.5 }</style>'),
  '/framing-under-a-cover': frame(
    `${SECOND}/plain`,
    '<div style="position:fixed;inset:0;background:#fff;pointer-events:none;z-index:9"></div>',
  ),
  '/hash': stays("location.hash = 'again'; history.pushState({}, '', '/hash?tried');"),
  '/throws': stays("throw new Error('on purpose');"),
  '/hangs': stays('for (;;);'),
  '/hangs-later': stays('setTimeout(() => { for (;;); }, 300);'),
  '/writes-back': stays(
    '',
    `<script>addEventListener('input', ({ target }) => {
      const saved = target.dataset.saved ??= target.value;
      Promise.resolve().then(() => { target.value = saved; });
    });</script>`,
  ),
  '/alerts': stays("alert('Wrong password');"),
  '/copies': stays(
    'const copy = document.createElement("textarea"); copy.value = document.querySelector("[type=password]").value; document.body.append(copy);',
  ),
  '/redraws': stays(
    'const pw = document.querySelector("[type=password]"); const copy = pw.cloneNode(); copy.value = pw.value; pw.replaceWith(copy);',
  ),
  '/fails': stays('const pw = document.querySelector("[type=password]"); pw.replaceWith(pw.cloneNode());'),
});
const NEVER = new AbortController().signal;
let made: Awaited<ReturnType<typeof makeSecureSandbox>>;

beforeAll(async () => {
  const secure = { 'login.test': site.handle, 'accounts.test': site.handle };
  made = await makeSecureSandbox(secure, { 'billing.practice.test': site });
});
afterAll(() => made?.dispose());

const open = (name: string) => made.open(site, `${ORIGIN}/${name}`);
const find = (wanted: SignInWith, origins: readonly string[] = [ORIGIN]) =>
  made.browser.findSignIn({ with: wanted, origins });

async function formOf(wanted: SignInWith): Promise<SignInForm> {
  const sight = await find(wanted);
  if (sight.kind === 'none') throw new Error(sight.why);
  return sight.form;
}

/** Goes on in the same document, and sends nothing. */
const STAYS = 'spa-replaces-form';

/** How long the page itself has seen a secret: told when it is left, or asked of it. */
async function seenMs(name: string): Promise<number> {
  if (name === STAYS) return site.evaluate<number>(`/${name}`, 'exposedMs()');
  await site.until(() => site.of('left').length > 0);
  return Number(site.of('left')[0]?.exposedMs);
}

/** Settles when the page has a secret in a field. */
const FILLED =
  'new Promise((done) => { const look = () => holdsNow() ? done(true) : setTimeout(look, 2); look(); })';

/** Settles when the page has none any more. */
const EMPTIED =
  'new Promise((done) => { const look = () => holdsNow() ? setTimeout(look, 2) : done(true); look(); })';

/** What the site has got, whatever names its fields have. */
async function received(): Promise<string[]> {
  await site.until(() => site.posts.length > 0);
  const all = site.posts.flatMap(({ body }) => {
    const values = [...new URLSearchParams(body)].flatMap(([name, value]) =>
      name === 'sent' ? Object.values(JSON.parse(value)) : [value],
    );
    return values.map(String);
  });
  return Object.values(SAMPLE).filter((value) => all.includes(value));
}

function expectedOf(step: FormStep): string[] {
  const { userName, password, code } = SAMPLE;
  return { both: [userName, password], 'user-name': [userName], password: [password], code: [code] }[step];
}

/** The frame draws itself after the page around it has. */
async function openFraming(name = 'framing'): Promise<void> {
  await open(name);
  await site.until(() => site.of('ready').some(({ page }) => page === '/plain'));
}

type Filled = readonly [name: string, step: FormStep, fields: number, submit: string | null];

const LOGINS: readonly Filled[] = [
  ['plain', 'both', 2, 'Sign in'],
  ['autocomplete-hints', 'both', 2, 'Go'],
  ['table-layout', 'both', 2, 'Login'],
  ['placeholder-only', 'both', 2, 'Log in'],
  ['floating-labels', 'both', 2, 'Log in'],
  ['eye-button', 'both', 2, 'Sign in'],
  ['social-buttons', 'both', 2, 'Sign in'],
  ['remember-me', 'both', 2, 'Log in'],
  ['german', 'both', 2, 'Anmelden'],
  ['japanese', 'both', 2, 'ログイン'],
  ['arabic', 'both', 2, 'دخول'],
  ['russian', 'both', 2, 'Войти'],
  ['user-name-first', 'user-name', 1, 'Next'],
  ['password-second', 'password', 1, 'Next'],
  ['readonly-user-name', 'password', 1, 'Continue'],
  ['open-shadow', 'both', 2, 'Sign in'],
  ['closed-shadow', 'both', 2, 'Sign in'],
  ['nested-closed-shadow', 'both', 2, 'Log in'],
  ['no-form', 'both', 2, 'Sign in'],
  ['bare-enter', 'both', 2, null],
  ['form-without-button', 'both', 2, null],
  ['div-button', 'both', 2, 'LOG IN'],
  ['button-outside-form', 'both', 2, 'Sign in'],
  ['autocomplete-off', 'both', 2, 'Log on'],
  ['dialog', 'both', 2, 'Sign in'],
  ['dialog-over-form', 'both', 2, 'Sign in'],
  ['popover', 'both', 2, 'Log in'],
  ['popover-that-closes', 'both', 2, 'Log in'],
  ['focus-trap', 'both', 2, 'Sign in'],
  ['late', 'both', 2, 'Sign in'],
  ['fades-in', 'both', 2, 'Sign in'],
  ['below-the-fold', 'both', 2, 'Sign in'],
  ['in-a-scroller', 'both', 2, 'Sign in'],
  ['honeypot', 'both', 2, 'Sign in'],
  ['search-beside', 'both', 2, 'Log in'],
  ['sign-up-beside', 'both', 2, 'Sign in'],
  ['tabs', 'both', 2, 'Sign in'],
  ['button-wakes-up', 'both', 2, 'Sign in'],
  ['vue-style', 'both', 2, 'Log in'],
  ['angular-style', 'both', 2, 'Sign in'],
  ['spa-replaces-form', 'both', 2, 'Sign in'],
  ['frame-same-origin', 'both', 2, 'Sign in'],
  ['javascript-action', 'both', 2, 'Login'],
  ['image-button', 'both', 2, 'Login'],
  ['react', 'both', 2, 'Log in'],
  ['clobbered-form', 'both', 2, 'Sign in'],
];

const CODES: readonly Filled[] = [
  ['code-one-field', 'code', 1, 'Verify'],
  ['code-by-label', 'code', 1, 'Continue'],
  ['code-six-boxes', 'code', 6, 'Verify'],
  ['code-boxes-controlled', 'code', 6, null],
];

const REFUSED: readonly (readonly [name: string, wanted: SignInWith, why: Refusal])[] = [
  ['no-sign-up', 'login', 'signs-up'],
  ['no-sign-up-two-passwords', 'login', 'signs-up'],
  ['no-sign-up-hint', 'login', 'signs-up'],
  ['no-sign-up-spanish', 'login', 'signs-up'],
  ['no-change-password', 'login', 'changes-password'],
  ['no-reset-password', 'login', 'changes-password'],
  ['no-search', 'login', 'searches'],
  ['no-newsletter', 'login', 'subscribes'],
  ['no-text-password', 'login', 'password-as-text'],
  ['no-editable', 'login', 'rich-text'],
  ['no-two-forms', 'login', 'two-forms'],
  ['no-three-texts', 'login', 'asks-for-more'],
  ['no-get-form', 'login', 'in-address'],
  ['no-disabled', 'login', 'not-editable'],
  ['no-promo-code', 'code', 'no-code'],
  ['no-card-code', 'code', 'no-code'],
  ['plain', 'code', 'no-code'],
  ['code-one-field', 'login', 'no-form'],
];

describe('is found, filled and sent as one step', () => {
  it.each([
    ...LOGINS.map((row) => ['login', ...row] as const),
    ...CODES.map((row) => ['code', ...row] as const),
  ])('a %s in %s', async (wanted, name, step, fields, submit) => {
    await open(name);
    const form = await formOf(wanted);
    expect([form.step, form.fields.length, form.origin, form.topOrigin, form.submitsTo]).toEqual([
      step,
      fields,
      ORIGIN,
      ORIGIN,
      ORIGIN,
    ]);
    expect(form.submit === null ? null : form.submit.name || form.submit.text).toBe(submit);
    site.posts.length = 0;
    const outcome = await made.browser.signIn(form, valuesOf(wanted), NEVER);
    expect(outcome).toEqual({ kind: 'sent', exposedMs: expect.any(Number) });
    const seen = await seenMs(name);
    expect(seen).toBeLessThan(EXPOSURE_LIMIT_MS);
    if (name !== STAYS) expect(await received()).toEqual(expect.arrayContaining(expectedOf(step)));
  });

  it('a login in two steps of one document, without the user name being taken out again', async () => {
    await open('two-step-in-place');
    const first = await formOf('login');
    expect(first.step).toBe('user-name');
    expect(await made.browser.signIn(first, valuesOf('login'), NEVER)).toMatchObject({ kind: 'sent' });
    const second = await formOf('login');
    expect([second.step, second.fields.length]).toEqual(['both', 2]);
    site.posts.length = 0;
    expect(await made.browser.signIn(second, valuesOf('login'), NEVER)).toMatchObject({ kind: 'sent' });
    expect(await received()).toEqual(expectedOf('both'));
  });

  it('a login in a frame of another site, where both origins are bound', async () => {
    await openFraming();
    const sight = await find('login', [ORIGIN, SECOND]);
    expect(sight).toMatchObject({
      kind: 'form',
      form: { step: 'both', origin: SECOND, topOrigin: ORIGIN, submitsTo: SECOND },
    });
    if (sight.kind === 'none') return;
    for (const { host, frameUrl, box } of sight.form.fields) {
      expect([host, frameUrl]).toEqual(['accounts.test', `${SECOND}/plain`]);
      const at = { x: box.x + Math.round(box.width / 2), y: box.y + Math.round(box.height / 2) };
      expect(await made.browser.targetAt(at)).toMatchObject({
        box,
        inputType: expect.stringMatching(/email|password/),
      });
    }
    site.posts.length = 0;
    expect(await made.browser.signIn(sight.form, valuesOf('login'), NEVER)).toMatchObject({ kind: 'sent' });
    expect(await received()).toEqual(expectedOf('both'));
  });

  it.each(['framing-faded', 'framing-under-a-cover'])(
    'but in no frame that can’t be seen: %s',
    async (name) => {
      await openFraming(name);
      const hidden = { kind: 'none', why: REFUSALS['frame-hidden'] };
      expect(await find('login', [ORIGIN, SECOND])).toEqual(hidden);
    },
  );

  it.each([[[ORIGIN]], [[SECOND]]])(
    'but in no frame where one of both origins is not bound: %s',
    async (origins) => {
      await openFraming();
      expect(await find('login', origins)).toMatchObject({ kind: 'none' });
    },
  );

  it('a login on the console’s own practice site, without TLS', async () => {
    await made.open(site, `${PRACTICE}/plain`);
    const sight = await find('login', [PRACTICE]);
    expect(sight).toMatchObject({ kind: 'form', form: { origin: PRACTICE, step: 'both' } });
    if (sight.kind === 'none') return;
    expect(await made.browser.signIn(sight.form, valuesOf('login'), NEVER)).toMatchObject({ kind: 'sent' });
  });

  it('with the very same fingerprint each time it is found, and another after the page has come anew', async () => {
    await open('plain');
    const first = await formOf('login');
    expect((await formOf('login')).fingerprint).toBe(first.fingerprint);
    await open('german');
    await open('plain');
    expect((await formOf('login')).fingerprint).not.toBe(first.fingerprint);
    expect(await made.browser.signIn(first, valuesOf('login'), NEVER)).toEqual({
      kind: 'refused',
      why: REFUSALS.changed,
    });
  });
});

describe('is emptied again, within two seconds', () => {
  it.each([
    'nothing-happens',
    'get-by-default',
    'hash',
    'throws',
    'copies',
    'redraws',
    'fails',
    'alerts',
    'hangs',
    'hangs-later',
  ])('when nothing comes of it: %s', async (name) => {
    await open(name);
    const form = await formOf('login');
    const ended = new Promise<[boolean, number]>((resolve) =>
      made.browser.pageCrashed.on(() => resolve([false, 0])),
    );
    const outcome = await made.browser.signIn(form, valuesOf('login'), NEVER);
    expect(outcome).toMatchObject({ kind: 'cleared' });
    if (outcome.kind === 'refused') return;
    expect(outcome.exposedMs).toBeLessThanOrEqual(EXPOSURE_LIMIT_MS);
    // On a busy machine a page that hangs may have been ended, and nothing is in it any more.
    const asked = site.evaluate<[boolean, number]>(`/${name}`, '[holdsNow(), exposedMs()]');
    const [holds, seen] = await Promise.race([asked, ended]);
    expect(holds).toBe(false);
    expect(seen).toBeLessThanOrEqual(outcome.exposedMs);
    expect(site.searches.join()).not.toContain(SAMPLE.password);
  });

  it('when the site takes longer to answer: it has been asked, and the fields are empty meanwhile', async () => {
    await open('plain');
    const form = await formOf('login');
    const answer = site.hold('/session');
    const outcome = await made.browser.signIn(form, valuesOf('login'), NEVER);
    expect(outcome).toMatchObject({ kind: 'sent' });
    if (outcome.kind === 'refused') return;
    expect(outcome.exposedMs).toBeLessThanOrEqual(EXPOSURE_LIMIT_MS);
    expect(await site.evaluate('/plain', EMPTIED)).toBe(true);
    expect(await site.evaluate('/plain', 'exposedMs()')).toBeLessThanOrEqual(EXPOSURE_LIMIT_MS);
    answer();
    expect(await received()).toEqual(expectedOf('both'));
  });

  it('at once when it is stopped, and not filled at all when it was stopped before', async () => {
    await open('nothing-happens');
    const form = await formOf('login');
    const stop = new AbortController();
    const done = made.browser.signIn(form, valuesOf('login'), stop.signal);
    await site.evaluate('/nothing-happens', FILLED);
    stop.abort();
    expect(await done).toMatchObject({ kind: 'cleared' });
    expect(await site.evaluate('/nothing-happens', '[holdsNow(), exposedMs() < 1000]')).toEqual([
      false,
      true,
    ]);
    expect(await made.browser.signIn(form, valuesOf('login'), stop.signal)).toEqual({
      kind: 'refused',
      why: REFUSALS.stopped,
    });
  });
});

describe('a form that is found', () => {
  it.each([
    ['a value that its field does not take in full', 'no-short-field', valuesOf('login'), 'too-long'],
    ['without a password', 'plain', { ...valuesOf('login'), password: null }, 'no-value'],
    ['with an empty password', 'plain', { ...valuesOf('login'), password: Buffer.alloc(0) }, 'no-value'],
  ] as const)('is not filled with %s', async (_what, name, values, why) => {
    await open(name);
    expect(await made.browser.signIn(await formOf('login'), values, NEVER)).toEqual({
      kind: 'refused',
      why: REFUSALS[why],
    });
    expect(
      await site.evaluate(
        `/${name}`,
        '[...document.querySelectorAll("input")].map(({ value }) => value).join("")',
      ),
    ).toBe('');
  });

  it('is not filled with a code of another length than it has boxes', async () => {
    await open('code-six-boxes');
    const values = { ...valuesOf('code'), code: Buffer.from('1234567') };
    expect(await made.browser.signIn(await formOf('code'), values, NEVER)).toEqual({
      kind: 'refused',
      why: REFUSALS['no-value'],
    });
  });
});

describe('is not filled', () => {
  it.each(REFUSED)('%s for a %s: %s', async (name, wanted, why) => {
    await open(name);
    expect(await find(wanted)).toEqual({ kind: 'none', why: REFUSALS[why] });
  });
});

it('a page that writes a secret back whenever it is emptied is ended', async () => {
  await open('writes-back');
  const form = await formOf('login');
  const crashed = new Promise<void>((resolve) => made.browser.pageCrashed.on(resolve));
  expect(await made.browser.signIn(form, valuesOf('login'), NEVER)).toMatchObject({ kind: 'cleared' });
  await crashed;
  expect(await find('login')).toMatchObject({ kind: 'none' });
  await open('plain');
  expect(await find('login')).toMatchObject({ kind: 'form' });
});

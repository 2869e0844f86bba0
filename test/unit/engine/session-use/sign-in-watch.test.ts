import { describe, expect, it } from 'vitest';
import { Emitter } from '../../../../electron/engine/base/emitter';
import { RunControl } from '../../../../electron/engine/control/run-control';
import type { SignedOutSign } from '../../../../electron/engine/sandbox/sign-in/signed-out-signs';
import { SIGNED_OUT, SignInHealth } from '../../../../electron/engine/session-use/sign-in-health';
import { SignInWatch } from '../../../../electron/engine/session-use/sign-in-watch';
import type { Credential, Landmark } from '../../../../shared/domain/credential';
import { ManualClock } from '../../../helpers/manual-clock';
import { MemoryCredentials, sampleCredential } from '../../../helpers/memory-credentials';

const APP = 'https://app.example.com';
const SHOP = 'https://shop.example.com';
const FIVE_MINUTES = 5 * 60_000;

/** Nothing tells whether it still is a sign-in. */
const bare = (name: string, origin: string): Credential =>
  sampleCredential({ id: name, name, kind: 'session', origins: [origin] });
const entryOf = (name: string, origin: string): Credential => ({
  ...bare(name, origin),
  landmark: { url: `${origin}/home`, text: 'Signed in as Ada' },
});
const ADA = entryOf('ada', APP);
const BUYER = entryOf('buyer', SHOP);

/** A run whose browser says what a test tells it. */
function watching() {
  const clock = new ManualClock();
  const control = new RunControl();
  const credentials = new MemoryCredentials();
  const closed = new Emitter<void>();
  const browser = {
    mark: 'first',
    /** By the origin that is asked about: what speaks against a sign-in there. */
    signs: new Map<string, SignedOutSign>(),
    looks: [] as string[],
    /** By the origin of the landmark, what each look for it finds; it stands unless said. */
    stands: new Map<string, (boolean | null)[]>(),
    landmarks: [] as string[],
    /** What happens while a landmark is looked for. */
    during: async () => {},
  };
  const told: string[] = [];
  const surface = {
    signedOutSigns: {
      get mark() {
        return browser.mark;
      },
      find: async ([origin = '']: readonly string[]): Promise<SignedOutSign> => {
        browser.looks.push(origin);
        return browser.signs.get(origin) ?? { kind: 'none' };
      },
    },
    keptSignIns: {
      stands: async ({ url }: Landmark) => {
        const { origin } = new URL(url);
        browser.landmarks.push(origin);
        await browser.during();
        const found = browser.stands.get(origin)?.shift();
        return found === undefined ? true : found;
      },
    },
    onClosed: (listener: () => void) => closed.on(listener),
  };
  const health = new SignInHealth({
    credentials,
    browser: () => surface,
    control,
    signedOut: async ({ name }) => {
      told.push(name);
    },
  });
  const watch = new SignInWatch({ health, browser: () => surface, clock, signal: control.signal });
  let marks = 0;
  /** Something new comes in the browser, which speaks against the sign-ins of an origin or does not. */
  const comes = (origin?: string, name?: string) => {
    marks += 1;
    browser.mark = `mark ${marks}`;
    if (origin === undefined) return;
    browser.signs.set(origin, name === undefined ? { kind: 'none' } : { kind: 'sign', name });
  };
  /** Puts entries back that are good, and forgets what that has asked. */
  const using = async (...entries: readonly Credential[]) => {
    for (const entry of entries) expect(await watch.begin(entry)).toBeNull();
    expect(await watch.whyOver()).toBeNull();
    for (const list of [browser.looks, browser.landmarks, credentials.healths]) list.splice(0);
  };
  return { clock, control, credentials, closed, browser, told, watch, comes, using };
}

describe('an agent does nothing as nobody', () => {
  it('where the site signs it out and asks for a sign-in: the operator is told, once', async () => {
    const { watch, using, comes, browser, told, credentials } = watching();
    await using(ADA);
    comes(APP, 'form');
    browser.stands.set(APP, [false]);
    expect(await watch.whyOver()).toBe(SIGNED_OUT);
    expect([told, credentials.healths]).toEqual([['ada'], [{ id: 'ada', state: 'signed-out' }]]);
    comes(APP, 'another form');
    expect(await watch.whyOver()).toBeNull();
    expect([told, browser.landmarks]).toEqual([['ada'], [APP]]);
  });

  it('and is told again once the sign-in was put back and is over again', async () => {
    const { watch, using, comes, browser, told } = watching();
    await using(ADA);
    browser.stands.set(APP, [false]);
    comes(APP, 'form');
    await watch.whyOver();
    browser.signs.clear();
    await using(ADA);
    browser.stands.set(APP, [false]);
    comes(APP, 'form');
    expect(await watch.whyOver()).toBe(SIGNED_OUT);
    expect(told).toEqual(['ada', 'ada']);
  });

  it('of two sign-ins each is told by itself, however close they end', async () => {
    const { watch, using, comes, browser, told } = watching();
    await using(ADA, BUYER);
    browser.stands.set(APP, [false]).set(SHOP, [false]);
    comes(SHOP, 'form in the shop');
    comes(APP, 'form in the app');
    expect(await watch.whyOver()).toBe(SIGNED_OUT);
    expect(told).toEqual(['ada']);
    expect(await watch.whyOver()).toBe(SIGNED_OUT);
    expect(told).toEqual(['ada', 'buyer']);
    expect(await watch.whyOver()).toBeNull();
  });

  it('nor is a sign-in doubted for what its site does not say', async () => {
    const { watch, using, comes, browser } = watching();
    await using(ADA, BUYER);
    comes(SHOP, 'form');
    expect(await watch.whyOver()).toBeNull();
    expect([browser.looks, browser.landmarks]).toEqual([[APP, SHOP], [SHOP]]);
  });

  it('where the page could not be asked yet: it is asked before the next action', async () => {
    const { watch, using, comes, browser, told } = watching();
    await using(ADA);
    comes();
    browser.signs.set(APP, { kind: 'unasked' });
    expect(await watch.whyOver()).toBeNull();
    browser.signs.set(APP, { kind: 'sign', name: 'form' });
    browser.stands.set(APP, [false]);
    expect(await watch.whyOver()).toBe(SIGNED_OUT);
    expect(told).toEqual(['ada']);
  });

  it('where a form comes into a page that had one, and lost it, before', async () => {
    const { watch, using, comes, browser } = watching();
    await using(ADA);
    comes(APP, 'form');
    expect(await watch.whyOver()).toBeNull();
    comes(APP);
    expect(await watch.whyOver()).toBeNull();
    comes(APP, 'form');
    browser.stands.set(APP, [false]);
    expect(await watch.whyOver()).toBe(SIGNED_OUT);
  });

  it('for more than five minutes where its site says nothing, such as one that sends it elsewhere', async () => {
    const { watch, using, comes, clock, browser, told } = watching();
    await using(ADA);
    browser.stands.set(APP, [false]);
    clock.advance(FIVE_MINUTES - 1);
    comes();
    expect(await watch.whyOver()).toBeNull();
    clock.advance(1);
    expect(await watch.whyOver()).toBeNull();
    comes();
    expect(await watch.whyOver()).toBe(SIGNED_OUT);
    expect(told).toEqual(['ada']);
  });

  it('where the sign-in is over already when it is put back', async () => {
    const { watch, browser, told, credentials, comes } = watching();
    browser.stands.set(APP, [false]);
    expect(await watch.begin(ADA)).toBe(SIGNED_OUT);
    expect([told, credentials.healths]).toEqual([['ada'], [{ id: 'ada', state: 'signed-out' }]]);
    comes(APP, 'form');
    expect(await watch.whyOver()).toBeNull();
  });
});

describe('while a landmark is looked for', () => {
  it('a run that is stopped goes no further, and nothing is noted or told', async () => {
    const { watch, using, comes, browser, control, told, credentials } = watching();
    await using(ADA);
    comes(APP, 'form');
    browser.stands.set(APP, [false]);
    let answer = () => {};
    const begun = new Promise<void>((looking) => {
      browser.during = () =>
        new Promise((resolve) => {
          answer = resolve;
          looking();
        });
    });
    const asked = watch.whyOver();
    await begun;
    control.stop();
    await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
    answer();
    await new Promise((resolve) => setImmediate(resolve));
    expect([told, credentials.healths]).toEqual([[], []]);
  });

  it('an operator who takes over is not disturbed, and it is looked for anew afterwards', async () => {
    const { watch, using, comes, browser, control, told, credentials } = watching();
    await using(ADA);
    comes(APP, 'form');
    browser.stands.set(APP, [false]);
    browser.during = async () => {
      browser.during = async () => {};
      control.pause();
    };
    const asked = watch.whyOver();
    await new Promise((resolve) => setImmediate(resolve));
    expect([told, credentials.healths, browser.landmarks]).toEqual([[], [], [APP]]);
    control.resume();
    expect(await asked).toBeNull();
    expect([told, browser.landmarks]).toEqual([[], [APP, APP]]);
  });

  it('a site that is slow is asked once more', async () => {
    const { watch, using, comes, browser, credentials, told } = watching();
    await using(ADA);
    comes(APP, 'form');
    browser.stands.set(APP, [null, true]);
    expect(await watch.whyOver()).toBeNull();
    expect([told, credentials.healths]).toEqual([[], [{ id: 'ada', state: 'ok' }]]);
  });

  it('a site that does not answer is noted as not checked, and the run goes on', async () => {
    const { watch, using, comes, browser, credentials, told } = watching();
    await using(ADA);
    comes(APP, 'form');
    browser.stands.set(APP, [null, null]);
    expect(await watch.whyOver()).toBeNull();
    expect(browser.landmarks).toEqual([APP, APP]);
    expect([told, credentials.healths]).toEqual([[], [{ id: 'ada', state: 'unknown' }]]);
  });
});

describe('a sign-in is not taken for one that is over', () => {
  it('for a form that its site shows to those who are signed in; that is looked into once', async () => {
    const { watch, using, comes, browser, told } = watching();
    await using(ADA);
    comes(APP, 'form');
    for (let action = 0; action < 3; action += 1) {
      expect(await watch.whyOver()).toBeNull();
      comes();
    }
    expect([told, browser.landmarks]).toEqual([[], [APP]]);
  });

  it('because another one of the same site was put back in its place', async () => {
    const { watch, using, comes, browser, told } = watching();
    await using(ADA, bare('eve', APP));
    browser.stands.set(APP, [false]);
    comes(APP, 'form');
    expect(await watch.whyOver()).toBeNull();
    expect([told, browser.landmarks]).toEqual([[], []]);
  });

  it('because its browser was started again, in which it is not', async () => {
    const { watch, using, comes, browser, closed, told } = watching();
    await using(ADA);
    closed.emit();
    browser.stands.set(APP, [false]);
    comes(APP, 'form');
    expect(await watch.whyOver()).toBeNull();
    expect([told, browser.looks]).toEqual([[], []]);
  });
});

describe('the watch over sign-ins', () => {
  it('asks nothing where none is in use', async () => {
    const { watch, comes, browser } = watching();
    comes(APP, 'form');
    expect(await watch.whyOver()).toBeNull();
    expect(await watch.begin(bare('bare', SHOP))).toBeNull();
    comes(SHOP, 'form');
    expect(await watch.whyOver()).toBeNull();
    expect([browser.looks, browser.landmarks]).toEqual([[], []]);
  });

  it('asks a page once, until there is something new', async () => {
    const { watch, using, comes, browser } = watching();
    await using(ADA);
    for (let action = 0; action < 3; action += 1) expect(await watch.whyOver()).toBeNull();
    expect(browser.looks).toEqual([]);
    comes();
    for (let action = 0; action < 3; action += 1) expect(await watch.whyOver()).toBeNull();
    expect([browser.looks, browser.landmarks]).toEqual([[APP], []]);
  });
});

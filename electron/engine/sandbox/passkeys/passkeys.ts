import { AirlockError } from '../../../../shared/airlock-error';
import type { Target } from '../../../../shared/domain/target';
import type { Clock } from '../../base/clock';
import type { Unsubscribe } from '../../base/emitter';
import { cancelled, withLimit } from '../../base/limits';
import { withoutFailing } from '../../base/may-fail';
import type { Passkey } from '../../vault/passkey';
import {
  noneFor,
  type PageFacts,
  type PasskeyOutcome,
  type PasskeyPlace,
  type PasskeySight,
  placeIn,
  whyNotFor,
  whyNotOf,
} from './passkey-place';
import { PASSKEY_REFUSALS, type PasskeyRefusal } from './refusals';
import { takesIn } from './rp-id';
import type { MadePasskey, VirtualAuthenticator } from './virtual-authenticator';

/** The page in front, and what of it is used. */
export interface PasskeyPage {
  facts(): Promise<PageFacts>;
  openAuthenticator(passkey: Passkey | null): Promise<VirtualAuthenticator>;
  /** Tells the origin of each document that the page comes to show; `null` when the page is gone. */
  onDocument(listener: (origin: string | null) => void): Unsubscribe;
}

/** How long a page may take from the press to its request, its own server asked meanwhile. */
export const CEREMONY_LIMIT_MS = 15_000;
/** How long an operator may take to register one. */
export const REGISTRATION_LIMIT_MS = 180_000;
/** A page that does not answer a look within this is taken for one without a place for passkeys. */
const LOOK_LIMIT_MS = 4000;

/** One use of a passkey. */
export type PasskeyUse = {
  readonly place: PasskeyPlace;
  readonly passkey: Passkey;
  /** Presses what begins the ceremony; false when the press was held back. */
  readonly press: () => Promise<boolean>;
  readonly signal: AbortSignal;
};

/** A passkey that a page had made, and the page's origin. */
export type RegisteredPasskey = { readonly origin: string; readonly made: MadePasskey };

/** Under way: the page finds an authenticator until it has made a passkey. */
export type Registration = { readonly done: Promise<RegisteredPasskey> };

/** Lets the page in front use a passkey, or have one made, once. At any other time no page finds an authenticator. */
export class Passkeys {
  constructor(
    private readonly deps: { readonly front: () => Promise<PasskeyPage | null>; readonly clock: Clock },
  ) {}

  /** Where a press on what was pointed at may use a passkey that is bound to these origins. Never rejects. */
  async find(target: Target, origins: readonly string[]): Promise<PasskeySight> {
    const look = this.#front().then((front) => {
      if (front === null) return noneFor('no-page');
      const place = placeIn(front.facts, origins);
      if (typeof place === 'string') return noneFor(place);
      const why = whyNotOf(place, target);
      return why === null ? ({ kind: 'passkey', place } as const) : noneFor(why);
    });
    const unasked = noneFor('unasked');
    return withLimit(
      withoutFailing(look, unasked, 'what can’t be asked gets no passkey'),
      LOOK_LIMIT_MS,
      unasked,
    );
  }

  /**
   * Presses while the passkey is there, and takes it away at its first signature, as soon as another site is shown, when
   * `signal` aborts, or after 15 s. Rejects as `press` does.
   */
  async use({ place, passkey, press, signal }: PasskeyUse): Promise<PasskeyOutcome> {
    const front = await withoutFailing(this.#front(), null, 'what can’t be asked gets no passkey');
    const why = front === null ? 'unasked' : whyNotNow(front.facts, place, passkey);
    if (front === null || why !== null) return refused(why ?? 'unasked');
    if (signal.aborted) return refused('stopped');
    const opening = front.page.openAuthenticator(passkey);
    const authenticator = await withoutFailing(opening, null, 'what the browser does not take is not used');
    if (authenticator === null) return refused('no-authenticator');
    const ceremony = new Ceremony(authenticator, { page: front.page, origin: place.origin, signal });
    try {
      if (signal.aborted) return refused('stopped');
      if (!(await press())) return refused('held-back');
      await ceremony.over(CEREMONY_LIMIT_MS, this.deps.clock);
    } finally {
      await ceremony.end();
    }
    return ceremony.outcome;
  }

  /**
   * Lets the page in front make a passkey for its own site: the operator is at work in it and asked for that. Answers when
   * the page can ask for one. Rejects with `conflict` where the page may have none, as `done` does after 3 min without one;
   * both reject with `cancelled` when `signal` aborts.
   */
  async register(signal: AbortSignal): Promise<Registration> {
    const front = await withoutFailing(this.#front(), null, 'what can’t be asked gets no passkey');
    if (front === null) throw unregistered(PASSKEY_REFUSALS['no-page']);
    const place = placeIn(front.facts, [front.facts.top.own]);
    if (typeof place === 'string') throw unregistered(PASSKEY_REFUSALS[place]);
    if (signal.aborted) throw cancelled('The registration of a passkey');
    const authenticator = await front.page.openAuthenticator(null);
    const ceremony = new Ceremony(authenticator, { page: front.page, origin: place.origin, signal });
    return { done: this.#registered(ceremony, place, signal) };
  }

  async #registered(
    ceremony: Ceremony,
    { origin }: PasskeyPlace,
    signal: AbortSignal,
  ): Promise<RegisteredPasskey> {
    try {
      await ceremony.over(REGISTRATION_LIMIT_MS, this.deps.clock);
    } finally {
      await ceremony.end();
    }
    const { made } = ceremony;
    if (made === null && signal.aborted) throw cancelled('The registration of a passkey');
    if (made === null) throw unregistered('the page made none in time, or showed another site meanwhile');
    if (!takesIn(made.rpId, new URL(origin).hostname)) throw unregistered(PASSKEY_REFUSALS['other-site']);
    return { origin, made };
  }

  async #front(): Promise<{ readonly page: PasskeyPage; readonly facts: PageFacts } | null> {
    const page = await this.deps.front();
    return page === null ? null : { page, facts: await page.facts() };
  }
}

type CeremonyScene = {
  readonly page: Pick<PasskeyPage, 'onDocument'>;
  readonly origin: string;
  readonly signal: AbortSignal;
};

/** What happens while an authenticator is there: the first signature or passkey ends it, and so does all else. */
class Ceremony {
  made: MadePasskey | null = null;
  readonly #over = new AbortController();
  readonly #stops: readonly Unsubscribe[];
  readonly #counts: number[] = [];

  constructor(
    private readonly authenticator: VirtualAuthenticator,
    { page, origin, signal }: CeremonyScene,
  ) {
    const close = () => this.#close();
    signal.addEventListener('abort', close, { once: true });
    this.#stops = [
      authenticator.signed.on((signCount) => {
        this.#counts.push(signCount);
        close();
      }),
      authenticator.made.on((made) => {
        this.made ??= made;
        close();
      }),
      page.onDocument((shown) => {
        if (shown !== origin) close();
      }),
      () => signal.removeEventListener('abort', close),
    ];
    // It may have been stopped while the browser made the authenticator.
    if (signal.aborted) close();
  }

  /** Settles when there is nothing to wait for any more, or after that time. */
  async over(limitMs: number, clock: Clock): Promise<void> {
    await withoutFailing(clock.sleep(limitMs, this.#over.signal), undefined, 'it is over before its time');
  }

  /** The authenticator is gone when it answers. */
  async end(): Promise<void> {
    await this.authenticator.end();
    for (const stop of this.#stops) stop();
  }

  /** Once it has ended. */
  get outcome(): PasskeyOutcome {
    if (this.#counts.length === 0) return { kind: 'unused' };
    const signCount = Math.max(...this.#counts);
    return { kind: this.#counts.length === 1 ? 'signed' : 'several', signCount };
  }

  /** At once: what the page asks for next must find nothing. */
  #close(): void {
    void this.authenticator.end();
    this.#over.abort();
  }
}

/** What was found before must still be so. */
function whyNotNow(facts: PageFacts, place: PasskeyPlace, { rpId }: Passkey): PasskeyRefusal | null {
  const now = placeIn(facts, [place.origin]);
  if (typeof now === 'string') return now;
  return now.document === place.document ? whyNotFor(facts, rpId) : 'changed';
}

function refused(why: PasskeyRefusal): PasskeyOutcome {
  return { kind: 'refused', why: PASSKEY_REFUSALS[why] };
}

function unregistered(why: string): AirlockError {
  return new AirlockError('conflict', `No passkey was registered: ${why}.`);
}

import type { Clock } from '../../base/clock';
import { withLimit } from '../../base/limits';
import { withoutFailing } from '../../base/may-fail';
import { Exposure } from './exposure';
import { type FoundForm, type SearchResult, searchForm, type Wanted } from './form-search';
import { REFUSALS, type Refusal } from './refusals';
import type { SignInForm, SignInOutcome, SignInSight, SignInValues } from './sign-in-form';
import type { FrontPage } from './sign-in-page';

/** How long a page that has just come may take to draw its form. */
const DRAW_LIMIT_MS = 1500;
const BETWEEN_LOOKS_MS = 100;
/** A page that does not answer a look within this is taken for one without a form. */
const LOOK_LIMIT_MS = 4000;
const FOCUS_LIMIT_MS = 500;
/** What is said of a page that has not come or not drawn its form yet; after anything else there is nothing to wait for. */
const MAY_COME: ReadonlySet<Refusal> = new Set([
  'no-form',
  'no-code',
  'searches',
  'subscribes',
  'not-visible',
  'not-editable',
  'frame-hidden',
  'not-secure',
  'changed',
  'unasked',
]);

/** Finds the form to sign in with in the page in front, and fills and sends it as one step. */
export class SignIns {
  constructor(private readonly deps: { readonly front: () => Promise<FrontPage>; readonly clock: Clock }) {}

  /** Waits for a form that is drawn late. Never rejects. */
  async find(wanted: Wanted): Promise<SignInSight> {
    const { clock } = this.deps;
    const end = clock.monotonicMs() + DRAW_LIMIT_MS;
    for (;;) {
      const found = await this.#search(wanted);
      if (found.kind === 'form') {
        found.document.letGo();
        return { kind: 'form', form: found.form };
      }
      if (!MAY_COME.has(found.why) || clock.monotonicMs() > end)
        return { kind: 'none', why: REFUSALS[found.why] };
      await clock.sleep(BETWEEN_LOOKS_MS);
    }
  }

  /**
   * Fills a form and sends it, where it is still the very same. Never rejects, and leaves no value in the page but where
   * the page has gone on: not after `signal` has aborted either.
   */
  async signIn(form: SignInForm, values: SignInValues, signal: AbortSignal): Promise<SignInOutcome> {
    const wanted: Wanted = {
      with: form.step === 'code' ? 'code' : 'login',
      origins: [form.origin, form.topOrigin],
    };
    const found = await this.#search(wanted);
    if (found.kind === 'none') return refused(found.why);
    try {
      if (found.form.fingerprint !== form.fingerprint) return refused('changed');
      if (!hasValues(found, values)) return refused('no-value');
      const focused = withoutFailing(
        found.document.focus(),
        undefined,
        'the page is told of it all the same',
      );
      await withLimit(focused, FOCUS_LIMIT_MS, undefined);
      return await this.#fill(found, values, signal);
    } finally {
      found.document.letGo();
    }
  }

  #search(wanted: Wanted): Promise<SearchResult> {
    const none: SearchResult = { kind: 'none', why: 'unasked' };
    const look = this.deps.front().then((front) => searchForm(front, wanted));
    return withLimit(withoutFailing(look, none, 'what can’t be asked is not filled'), LOOK_LIMIT_MS, none);
  }

  async #fill(found: FoundForm, values: SignInValues, signal: AbortSignal): Promise<SignInOutcome> {
    if (signal.aborted) return refused('stopped');
    const exposure = new Exposure(found, this.deps.clock);
    const filled = await exposure.fill(values, signal);
    if (filled.kind === 'refused') return refused(filled.why);
    const hasGoneOn = await exposure.untilGoneOn(filled.kind, signal);
    // A site may take longer to answer than a value may stand there; it has been asked, and needs the fields no more.
    const isSent = hasGoneOn || (filled.kind !== 'spoiled' && found.document.isLeaving);
    return { kind: isSent ? 'sent' : 'cleared', exposedMs: await exposure.end(!isSent) };
  }
}

function refused(why: Refusal): SignInOutcome {
  return { kind: 'refused', why: REFUSALS[why] };
}

/** Whether there is a value for each field, and a code with as many characters as it has boxes. */
function hasValues({ plan }: FoundForm, values: SignInValues): boolean {
  const boxes = plan.fields.filter(({ at }) => at !== null).length;
  if (boxes > 0 && values.code?.length !== boxes) return false;
  return plan.fields.every(({ part }) => (values[part]?.length ?? 0) > 0);
}

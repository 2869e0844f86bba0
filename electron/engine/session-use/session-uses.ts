import { AirlockError } from '../../../shared/airlock-error';
import type { Credential } from '../../../shared/domain/credential';
import { withoutFailing } from '../base/may-fail';
import type { Credentials } from '../vault/credentials';
import type { LentHeaders } from './lent-headers';
import type { SignInWatch } from './sign-in-watch';

/** A browser, as far as the use of a sign-in reaches it. */
export type SignedInBrowser = {
  readonly keptSignIns: { putBack(bytes: Buffer, origins: readonly string[]): Promise<boolean> };
  /** Loads the page in front anew, if it is of one of these origins. Rejects when no page can be asked. */
  loadFrontAnew(origins: readonly string[]): Promise<void>;
};

/** `refused`: the agent is not signed in by it, for a reason that is a fixed phrase of ours. */
export type SessionUseOutcome =
  | { readonly kind: 'used' }
  | { readonly kind: 'refused'; readonly why: string };

export type SessionUsesDeps = {
  readonly headers: Pick<LentHeaders, 'lend'>;
  readonly credentials: Pick<Credentials, 'byName' | 'use'>;
  readonly browser: () => SignedInBrowser;
  readonly watch: Pick<SignInWatch, 'begin'>;
};

const NOT_GIVEN = 'the vault did not give it: it is locked, or has it no more';
const CHANGED = 'the entry was changed meanwhile';
const NOT_PUT_BACK = 'the browser did not take what was kept of that sign-in';

/** Has the sign-ins of the vault used that need no form, one entry at a time, as the operator let it be used. */
export class SessionUses {
  constructor(private readonly deps: SessionUsesDeps) {}

  /** Rejects with a fault of ours, and as `SignInWatch.begin` does. */
  async use(entry: Credential): Promise<SessionUseOutcome> {
    const now = this.deps.credentials.byName(entry.name);
    if (now === null) return refused(NOT_GIVEN);
    if (now.id !== entry.id || now.changedAt !== entry.changedAt) return refused(CHANGED);
    const why = (await this.#sign(entry)) ?? (await this.#begin(entry));
    if (why !== null) return refused(why);
    const load = this.deps.browser().loadFrontAnew(entry.origins);
    await withoutFailing(load, undefined, 'the agent sees what is there');
    return { kind: 'used' };
  }

  /** Why the agent would be there as nobody, which the operator has heard of; a header goes with every request anyway. */
  async #begin(entry: Credential): Promise<string | null> {
    return entry.kind === 'session' ? this.deps.watch.begin(entry) : null;
  }

  /** Why it can't be used; null when it is in the browser now. */
  async #sign(entry: Credential): Promise<string | null> {
    const { headers, credentials, browser } = this.deps;
    let hasBegun = false;
    try {
      if (entry.kind === 'header') {
        await headers.lend(entry);
        return null;
      }
      const isBack = await credentials.use(entry.id, 'secret', (bytes) => {
        hasBegun = true;
        return browser().keptSignIns.putBack(bytes, entry.origins);
      });
      return isBack ? null : NOT_PUT_BACK;
    } catch (error) {
      // What is sealed may have been damaged, which is no fault of ours either.
      if (entry.kind === 'session' && !hasBegun) return NOT_GIVEN;
      if (error instanceof AirlockError) return hasBegun ? NOT_PUT_BACK : NOT_GIVEN;
      throw error;
    }
  }
}

function refused(why: string): SessionUseOutcome {
  return { kind: 'refused', why };
}

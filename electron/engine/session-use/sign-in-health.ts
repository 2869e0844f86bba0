import type { Credential, Landmark } from '../../../shared/domain/credential';
import { cancelled } from '../base/limits';
import { mayFail } from '../base/may-fail';
import type { RunControl } from '../control/run-control';
import type { Credentials } from '../vault/credentials';

/** A browser, as far as landmarks are looked for in it. */
export type LandmarkBrowser = {
  readonly keptSignIns: { stands(landmark: Landmark): Promise<boolean | null> };
};

export type SignInHealthDeps = {
  readonly credentials: Pick<Credentials, 'noteHealth'>;
  readonly browser: () => LandmarkBrowser;
  readonly control: Pick<RunControl, 'ready' | 'isHalted' | 'signal'>;
  /** Halts the run since a sign-in is over at its site. When it answers the operator has decided; the run may wait for them. */
  readonly signedOut: (entry: Credential) => Promise<unknown>;
};

/** What the agent reads then. */
export const SIGNED_OUT =
  'that sign-in is over at its site, and the operator was told; go on only as they say';

/** Looks whether the sign-ins of a run still are some: the one place that notes it, and that tells the operator. */
export class SignInHealth {
  constructor(private readonly deps: SignInHealthDeps) {}

  /**
   * Whether it is over at its site, of which the operator knows by then. What has no landmark, and what could not be asked,
   * counts as good. Rejects with `cancelled` when the run ends meanwhile, and as `signedOut` does.
   */
  async isOver(entry: Credential): Promise<boolean> {
    if (entry.landmark === undefined) return false;
    const { credentials, signedOut } = this.deps;
    const stands = await this.#stands(entry.landmark);
    const state = stands === null ? 'unknown' : stands ? 'ok' : 'signed-out';
    mayFail(
      credentials.noteHealth(entry.id, state),
      'it is shown to the operator, and nothing depends on it',
    );
    if (stands !== false) return false;
    await signedOut(entry);
    return true;
  }

  async #stands(landmark: Landmark): Promise<boolean | null> {
    const { browser, control } = this.deps;
    for (;;) {
      // A page that did not come the first time is often only slow.
      const stands =
        (await browser().keptSignIns.stands(landmark)) ?? (await browser().keptSignIns.stands(landmark));
      if (control.signal.aborted) throw cancelled('The run');
      if (!control.isHalted) return stands;
      // Whoever took over meanwhile may be signing in at this moment.
      await control.ready();
    }
  }
}

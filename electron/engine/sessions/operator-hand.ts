import type { Credential } from '../../../shared/domain/credential';
import type { PasskeyDraft } from '../../../shared/domain/passkey-draft';
import { isEnded } from '../../../shared/domain/session';
import type { SessionRecord } from '../record/session-record';
import type { Picker } from '../sandbox/picking/picker';
import type { Sandbox } from '../sandbox/sandbox';
import { joinLiveView, type LivePort, type LiveView } from './live-view';
import { PasskeyRegistration, type RegistrationDeps } from './passkey-registration';
import { conflict } from './session-ending';
import type { SessionProgress } from './session-progress';
import { SignInByHand } from './sign-in-by-hand';

export type OperatorHandDeps = {
  readonly operator: string;
  readonly credentials: RegistrationDeps['credentials'];
  readonly record: Pick<SessionRecord, 'append'>;
  readonly progress: SessionProgress;
  /** As soon as it is prepared, and until it is gone. */
  readonly sandbox: () => Sandbox | null;
  /** Lets the agent work again. */
  readonly goOn: (reason: string) => Promise<void>;
};

/** What the operator sees of a session's sandbox, and does in it while they have it to themselves. */
export class OperatorHand {
  readonly signInByHand = new SignInByHand({ sandbox: () => this.#sandboxToAct('look before handing back') });
  readonly #views = new Set<LiveView>();
  readonly #registration: PasskeyRegistration;
  #isHandingBack = false;

  constructor(private readonly deps: OperatorHandDeps) {
    this.#registration = new PasskeyRegistration(deps);
    // Whoever made it is no longer at work in the page.
    deps.progress.changed.on(({ state }) => {
      if (state !== 'taken-over') this.#registration.cancel();
    });
  }

  /** Rejects with `conflict` when there is nothing to watch, and then `openPort` has not been asked. */
  async watch(openPort: () => LivePort): Promise<void> {
    const display = await this.#sandboxToSee('watch').openDisplayStream();
    const view = joinLiveView(display, openPort, () => this.#mayAct());
    this.#views.add(view);
    view.onEnd(() => this.#views.delete(view));
  }

  /** What of its pages may be chosen to be masked. Throws `conflict` when there is nothing to look at. */
  get picker(): Picker {
    return this.#sandboxToSee('look into').picker;
  }

  async takeOver(): Promise<void> {
    const { progress, sandbox, operator } = this.deps;
    if (sandbox() === null) throw conflict('take over', progress.view.state);
    const reason = 'You have the mouse and the keyboard. The agent waits.';
    await progress.change('taken-over', reason, operator);
  }

  async handBack(): Promise<void> {
    const { progress, goOn } = this.deps;
    if (progress.view.state !== 'taken-over') throw conflict('hand back', progress.view.state);
    this.#isHandingBack = true;
    try {
      // A key that is still down would make another click of the agent's next one.
      for (const view of this.#views) view.letGo();
      await goOn('Handed back to the agent.');
    } finally {
      this.#isHandingBack = false;
    }
  }

  /** While taken over: a page makes a passkey, which is kept. Rejects as `PasskeyRegistration.run` does. */
  async registerPasskey(draft: PasskeyDraft): Promise<Credential> {
    const { browser } = this.#sandboxToAct('register a passkey');
    return this.#registration.run(draft, browser.passkeys);
  }

  cancelPasskey(): void {
    this.#registration.cancel();
  }

  #sandboxToSee(what: string): Sandbox {
    const { progress, sandbox } = this.deps;
    const current = sandbox();
    if (current === null || isEnded(progress.view.state)) throw conflict(what, progress.view.state);
    return current;
  }

  #sandboxToAct(what: string): Sandbox {
    const current = this.deps.sandbox();
    if (current === null || !this.#mayAct()) throw conflict(what, this.deps.progress.view.state);
    return current;
  }

  #mayAct(): boolean {
    return this.deps.progress.view.state === 'taken-over' && !this.#isHandingBack;
  }
}

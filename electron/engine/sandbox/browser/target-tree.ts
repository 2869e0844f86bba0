import type { CdpConnection, CdpEvent } from './cdp-connection';

export type BrowserTarget = {
  readonly sessionId: string;
  readonly targetId: string;
  /** `page`, `iframe`, `worker`, `service_worker`, `shared_worker` and a few more. */
  readonly type: string;
  /** The target that it was found in; null for those of the browser itself. */
  readonly parentSessionId: string | null;
};

/**
 * Every target of the browser, however deep: tabs, pop-ups, frames of other sites, workers. A new one stands still
 * until `prepare` is done with it, so nothing that it does can come before that; one that can't be prepared stays
 * still.
 */
export class TargetTree {
  readonly #targets = new Map<string, BrowserTarget>();

  constructor(
    private readonly cdp: CdpConnection,
    private readonly prepare: (target: BrowserTarget) => Promise<void>,
    private readonly onGone: (target: BrowserTarget) => void,
  ) {}

  async follow(): Promise<void> {
    this.cdp.event.on((event) => this.#onEvent(event));
    await this.#autoAttach(undefined);
  }

  all(): readonly BrowserTarget[] {
    return [...this.#targets.values()];
  }

  #onEvent({ method, params, sessionId: parent }: CdpEvent): void {
    const sessionId = String(params.sessionId ?? '');
    if (method === 'Target.attachedToTarget') {
      const { targetId, type } = params.targetInfo as { targetId: string; type: string };
      void this.#attach({ sessionId, targetId, type, parentSessionId: parent ?? null }).catch(
        () => undefined,
      );
    } else if (method === 'Target.detachedFromTarget') {
      const target = this.#targets.get(sessionId);
      this.#targets.delete(sessionId);
      if (target !== undefined) this.onGone(target);
    }
  }

  async #attach(target: BrowserTarget): Promise<void> {
    this.#targets.set(target.sessionId, target);
    await Promise.all([this.#autoAttach(target.sessionId), this.prepare(target)]);
    await this.cdp.send('Runtime.runIfWaitingForDebugger', {}, target.sessionId);
  }

  async #autoAttach(sessionId: string | undefined): Promise<void> {
    const options = { autoAttach: true, waitForDebuggerOnStart: true, flatten: true };
    await this.cdp.send('Target.setAutoAttach', options, sessionId);
  }
}

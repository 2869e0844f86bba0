import { AirlockError } from '../../../shared/airlock-error';
import type { LeakReport } from '../../../shared/domain/leak-report';
import type { UnsureCause } from '../../../shared/domain/redaction';
import type { Clock } from '../base/clock';
import { Emitter } from '../base/emitter';
import { cancelled, orAborted, withLimit } from '../base/limits';
import { mayFail, withoutFailing } from '../base/may-fail';
import type { Berth, Lodging } from '../hosts/berth';
import type { SessionFolder } from '../record/session-folder';
import type { Sandbox, SandboxUse } from '../sandbox/sandbox';

const NOTHING = Promise.resolve(null);
/** What a stop may take, even of an engine that hangs. */
const STOP_LIMIT_MS = 3000;

export type SessionSandboxDeps = {
  readonly folder: SessionFolder;
  readonly clock: Clock;
  /** Asked for room; tells the place while there is none. */
  readonly admit: (onPlace: (place: number) => void, signal: AbortSignal) => Promise<Berth>;
};

/**
 * A session's sandbox from the wait for room to its end. Everything that happens to it goes into the session's record;
 * what the session must do about it is announced.
 */
export class SessionSandbox {
  /** It can't go on; the text is for the operator. */
  readonly failed = new Emitter<string>();
  /** Something is wrong that may pass; nothing must be sent to it meanwhile. */
  readonly unresponsive = new Emitter<string>();
  #berth: Berth | null = null;
  #sandbox: Sandbox | null = null;
  #opening: Promise<Lodging> | null = null;

  constructor(private readonly deps: SessionSandboxDeps) {}

  /** The sandbox, once it is up; null before and while it is tested. */
  get current(): Sandbox | null {
    return this.#sandbox;
  }

  /** Waits for room. Nothing has been started yet. Rejects with `cancelled`. */
  async waitForRoom(onPlace: (place: number) => void, signal: AbortSignal): Promise<void> {
    this.#berth = await this.deps.admit(onPlace, signal);
    if (signal.aborted) throw cancelled('The wait for room');
  }

  /** Gets a sandbox, has it tested, opens its network and the start address. Rejects with what went wrong. */
  async open(use: SandboxUse, signal: AbortSignal): Promise<Sandbox> {
    const { clock } = this.deps;
    const berth = this.#requireBerth();
    try {
      const asked = clock.monotonicMs();
      this.#opening = berth.sandbox(signal);
      const lodging = await orAborted(this.#opening, signal, 'The start of the sandbox');
      const { sandbox } = lodging;
      this.#sandbox = sandbox;
      this.#follow(sandbox);
      await this.#recordLeaks(lodging.leaks);
      if (!lodging.leaks.passed) throw leaked(lodging.leaks);
      await sandbox.begin(use);
      const durationMs = Math.round(clock.monotonicMs() - asked);
      if (use.startUrl !== null) await sandbox.browser.painted();
      await sandbox.display.settle(() => sandbox.browser.isLoading(), signal);
      await this.#recordReady(lodging, durationMs);
      return sandbox;
    } finally {
      berth.isUp();
    }
  }

  /**
   * Tries once more to get out of it. The report is in the record; one that did not pass ends the session, and so does a
   * test that could not be run.
   */
  async testLeaks(signal: AbortSignal): Promise<LeakReport> {
    const sandbox = this.#sandbox;
    if (sandbox === null)
      throw new AirlockError('conflict', 'The sandbox is not up yet; its leak test is still to come.');
    const leaks = await this.#requireBerth()
      .host.testLeaks(sandbox, signal)
      .catch((error: unknown) => {
        // One that can't be tested has been ended by now: the session must not go on with the picture of it.
        if (!signal.aborted) this.failed.emit(untested(error));
        throw error;
      });
    await this.#recordLeaks(leaks);
    if (!leaks.passed) this.failed.emit(leaked(leaks).message);
    return leaks;
  }

  /** Ends the sandbox and gives its room back. Never rejects; at most 3 s; safe to call again. */
  async dispose(): Promise<void> {
    const gone = (async () => {
      // One that is still being started is ended as soon as it is there; until then it takes up its room.
      const opened = await withoutFailing(
        this.#opening ?? NOTHING,
        null,
        'one that did not start needs no end',
      );
      await opened?.sandbox.dispose();
      this.#berth?.leave();
    })();
    await withLimit(gone, STOP_LIMIT_MS, undefined);
  }

  #requireBerth(): Berth {
    if (this.#berth === null) throw new AirlockError('conflict', 'The session still waits for room.');
    return this.#berth;
  }

  #follow(sandbox: Sandbox): void {
    sandbox.failed.on((fault) => {
      this.#recordFault(fault);
      this.failed.emit(`The sandbox failed: ${fault.what}. Nothing was carried on; start the task again.`);
    });
    sandbox.unresponsive.on((fault) => {
      this.#recordFault(fault);
      this.unresponsive.emit(
        `Something is wrong with the sandbox: ${fault.what}. Nothing is sent to it; resume when it is back, or stop.`,
      );
    });
    sandbox.recoveredFrom.on((fault) => this.#recordFault(fault));
    sandbox.camera.unsure.on((cause) => this.unresponsive.emit(UNSURE[cause]));
  }

  #recordFault(detail: { readonly where: string; readonly what: string }): void {
    const written = this.deps.folder.append({ kind: 'fault', detail });
    mayFail(written, "a record that can't be written ends the session through its next action");
  }

  async #recordLeaks(detail: LeakReport): Promise<void> {
    await this.deps.folder.append({ kind: 'leak-test', permitted: detail.passed, detail });
  }

  async #recordReady({ sandbox, shape, engine, wasWarm }: Lodging, durationMs: number): Promise<void> {
    const { folder } = this.deps;
    const { bytes, redaction } = await sandbox.camera.take();
    await folder.append({
      kind: 'sandbox-ready',
      screenshot_saved: await folder.saveFrame(bytes),
      redaction,
      detail: {
        containerId: sandbox.containerId,
        image: shape.image,
        isolation: shape.isolation.level,
        browser: sandbox.browser.version,
        engine,
        wasWarm,
        durationMs,
      },
    });
  }
}

const HIDDEN = 'so everything that it shows is black to the agent. Look at it, then resume or stop.';
/** Why a run pauses whose policy wants that when nobody can tell where something sensitive is. */
const UNSURE: Readonly<Record<UnsureCause, string>> = {
  moving: `The page moves on and on, ${HIDDEN}`,
  silent: `The page does not answer, ${HIDDEN}`,
  dialog: `A dialog keeps the page from answering, ${HIDDEN}`,
  unplaced: `The page shows something sensitive where it can't be told, ${HIDDEN}`,
};

function untested(error: unknown): string {
  return error instanceof AirlockError ? error.message : 'The sandbox could not be tested for leaks.';
}

function leaked({ findings }: LeakReport): AirlockError {
  const tried = findings.filter(({ outcome }) => outcome === 'leaked').map(({ tried }) => tried);
  const what = tried.slice(0, 3).join('; ') || 'see the report in the record';
  return new AirlockError(
    'sandbox-failed',
    `The sandbox is not tight, so it is not used: ${what}. Check how the container engine is set up before the next run.`,
  );
}

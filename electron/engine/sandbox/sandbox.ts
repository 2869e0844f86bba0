import type { Duplex } from 'node:stream';
import { AirlockError } from '../../../shared/airlock-error';
import type { Clock } from '../base/clock';
import { Emitter, type Unsubscribe } from '../base/emitter';
import { orAborted } from '../base/limits';
import type { Log } from '../base/log';
import { mayFail, withoutFailing } from '../base/may-fail';
import { Camera, type PictureRules } from '../redaction/camera';
import type { Browser } from './browser/browser';
import { removeContainer, startContainer } from './container';
import type { ContainerPlan } from './container-spec';
import { ContainerWatch } from './container-watch';
import { Display } from './display/display';
import type { Docker } from './docker';
import { Heartbeat } from './heartbeat';
import { hideElements, PageLayout } from './layout/page-layout';
import { Lease } from './lease';
import { MaskedView } from './masked-view/masked-view';
import { PartRepair } from './part-repair';
import { openBrowser, openDisplay, openParts, openRelay, type Part, type Parts } from './parts';
import { Picker } from './picking/picker';
import { type Plants, plantCookies, plantFile } from './plants/plant';
import type { SandboxFault } from './sandbox-fault';

export type SandboxPlan = ContainerPlan;

/** What a session gives the sandbox it has got. */
export type SandboxUse = {
  readonly network: {
    /** Takes the relay's stream: the sandbox's only way out. Called again with each relay that replaces one. */
    attach(stream: Duplex): void;
    /** Stops documents that the policy does not allow. Called before any page is opened, in every new browser. */
    guard(browser: Browser): void | Promise<void>;
  };
  readonly startUrl: string | null;
  /** What its pictures may show. */
  readonly pictures: PictureRules;
  /** Fake secrets that are in it before any page is opened. */
  readonly plants?: Plants;
};

export type SandboxDeps = { readonly docker: Docker; readonly clock: Clock; readonly log: Log };

/**
 * One running sandbox: a container and the streams into it. Created empty, with its way out closed; `begin` gives it to
 * one session. It belongs to that session and is never used again.
 */
export class Sandbox {
  /** The sandbox can't go on: the container ended, or a part that can't be restarted. */
  readonly failed = new Emitter<SandboxFault>();
  /** A part does not answer, or somebody has frozen it. It may answer again; nothing must act on it blindly. */
  readonly unresponsive = new Emitter<SandboxFault>();
  /** Something broke and the sandbox goes on. `recovered` tells the agent what that has cost. */
  readonly recoveredFrom = new Emitter<SandboxFault>();
  /** The sandbox is over, by whomever; its container is gone, or is left to `reapSandboxes`. */
  readonly disposed = new Emitter<void>();
  /** The only pictures of it that may be kept or shown. */
  readonly camera: Camera;
  /** What of its pages an operator may choose to mask. */
  readonly picker: Picker;
  readonly #repair: PartRepair;
  readonly #heartbeat: Heartbeat;
  /** Ends what it listens to. */
  readonly #stops: Unsubscribe[] = [];
  #use: SandboxUse | null = null;
  #isDisposed = false;
  #hasFailed = false;
  #losses: string[] = [];
  #disposal: Promise<void> | null = null;

  private constructor(
    private readonly deps: SandboxDeps,
    readonly plan: SandboxPlan,
    readonly containerId: string,
    private readonly watch: ContainerWatch,
    private readonly parts: Parts,
  ) {
    this.camera = new Camera({
      film: () => this.parts.display,
      eye: new PageLayout(() => this.parts.browser, plan.display),
      clock: deps.clock,
    });
    const browser = () => this.parts.browser;
    this.picker = new Picker({ browser, eye: new PageLayout(browser, plan.display) });
    this.#repair = new PartRepair({
      mend: (part) => this.#mend(part),
      onMended: (part, why) => this.#onMended(part, why),
      onGivenUp: (fault) => this.#fail(fault),
      clock: deps.clock,
    });
    this.#heartbeat = new Heartbeat({
      pulses: () => [
        { name: 'display', ping: () => this.parts.display.ping() },
        { name: 'browser', ping: () => this.parts.browser.ping() },
      ],
      onLost: (name) => this.#onSilence(name as Part),
      clock: deps.clock,
    });
    this.#heartbeat.start();
    this.#stops.push(
      watch.ended.on((what) => this.#fail({ where: 'container', what })),
      watch.paused.on(() => this.#onPaused()),
      watch.unpaused.on(() => this.#heartbeat.start()),
      watch.outOfMemory.on(() => this.#onOutOfMemory()),
    );
    this.#watchLease();
    this.#watchDisplay();
    this.#watchBrowser();
    this.#watchRelay();
  }

  /**
   * Creates and starts a container and connects to its display and browser, which shows an empty page. Rejects with
   * `image-missing`, `engine-unreachable`, `disk-full`, `sandbox-failed` or `cancelled`, and then leaves none behind.
   */
  static async create(deps: SandboxDeps, plan: SandboxPlan, signal: AbortSignal): Promise<Sandbox> {
    const watching = ContainerWatch.open(deps.docker, plan.sandboxId, deps.clock);
    const unwatch = () =>
      withoutFailing(
        watching.then((watch) => watch.close()),
        undefined,
        'there is nothing to close',
      );
    mayFail(watching, 'it is asked for once the container runs');
    const id = await startContainer(deps, plan, signal).catch(async (error) => {
      await unwatch();
      throw error;
    });
    try {
      const watch = await watching.catch((error) => {
        throw new AirlockError('engine-unreachable', 'The container engine does not tell its events.', {
          cause: error,
        });
      });
      const where = { containerId: id, size: plan.display };
      return new Sandbox(deps, plan, id, watch, await openParts(deps, where, signal));
    } catch (error) {
      await unwatch();
      await removeContainer(deps, id);
      throw error;
    }
  }

  get display(): Display {
    return this.parts.display;
  }

  get browser(): Browser {
    return this.parts.browser;
  }

  /** Opens the sandbox's way out for its session and asks for the start address. Once in a sandbox's life. */
  async begin(use: SandboxUse): Promise<void> {
    if (this.#use !== null) throw new AirlockError('internal', 'A sandbox is never used twice.');
    this.#use = use;
    this.camera.goBy(use.pictures);
    if (use.plants !== undefined) await plantFile(this.deps.docker, this.containerId, use.plants);
    use.network.attach(this.parts.relay);
    await this.#openStart(this.parts.browser);
  }

  /**
   * Waits until display and browser can be used, and answers what the agent has to be told since it was last asked:
   * what it saw before is gone. Null: nothing. Rejects with `cancelled` when `signal` aborts.
   */
  async recovered(signal: AbortSignal): Promise<string | null> {
    await orAborted(this.#repair.idle(), signal, 'The run');
    return this.#losses.splice(0).at(-1) ?? null;
  }

  /** A further, independent connection to the display, for a live view; masked where the policy says so. */
  async openDisplayStream(): Promise<Duplex> {
    const display = await openDisplay(this.deps.docker, this.containerId);
    const isMasked = this.#use?.pictures.redaction.live_view === 'masked';
    return isMasked ? new MaskedView({ display, camera: this.camera, clock: this.deps.clock }) : display;
  }

  /** Ends the sandbox and removes the container. Never rejects and takes at most 3 s; safe to call again. */
  dispose(): Promise<void> {
    this.#disposal ??= this.#dispose();
    return this.#disposal;
  }

  async #dispose(): Promise<void> {
    this.#isDisposed = true;
    for (const stop of this.#stops) stop();
    this.#repair.stop();
    this.#heartbeat.stop();
    this.watch.close();
    this.parts.display.close();
    this.parts.browser.close();
    this.parts.relay.destroy();
    this.parts.lease.release();
    await removeContainer(this.deps, this.containerId);
    this.disposed.emit();
  }

  #watchLease(): void {
    this.#stops.push(this.parts.lease.onLost(() => this.#onBroken('lease', 'its lease ended')));
  }

  #watchDisplay(): void {
    const { display } = this.parts;
    this.#stops.push(
      display.onClosed(() => this.#onBroken('display', 'the connection to its display broke')),
    );
  }

  #watchBrowser(): void {
    const { browser } = this.parts;
    browser.appearsOn(
      () => this.parts.display,
      () => this.camera.hidden,
    );
    this.#stops.push(
      browser.onClosed((why) => this.#onBroken('browser', why)),
      browser.pageCrashed.on(() => this.#onPageCrashed()),
    );
  }

  #watchRelay(): void {
    const { relay } = this.parts;
    const onClose = () => this.#onBroken('relay', 'its network relay ended');
    relay.on('error', () => undefined);
    relay.on('close', onClose);
    this.#stops.push(() => relay.off('close', onClose));
  }

  #onBroken(part: Part, why: string): void {
    if (this.#isDisposed || this.#hasFailed) return;
    // One that was never used is thrown away, not mended.
    if (this.#use === null) this.#fail({ where: part, what: why });
    else this.#repair.begin(part, why);
  }

  async #mend(part: Part): Promise<void> {
    const { docker, clock } = this.deps;
    if (part === 'display') {
      this.parts.display = await Display.connect(
        await openDisplay(docker, this.containerId),
        this.plan.display,
        clock,
      );
      this.#watchDisplay();
    } else if (part === 'lease') {
      this.parts.lease = await Lease.hold(docker, this.containerId);
      this.#watchLease();
    } else if (part === 'relay') {
      this.parts.relay = await openRelay(docker, this.containerId);
      this.#use?.network.attach(this.parts.relay);
      this.#watchRelay();
    } else {
      const browser = await openBrowser(docker, this.containerId, clock);
      this.parts.browser = browser;
      this.#watchBrowser();
      await this.#openStart(browser);
      await browser.painted();
    }
  }

  async #openStart(browser: Browser): Promise<void> {
    const use = this.#use;
    if (use === null) return;
    await use.network.guard(browser);
    await hideElements(browser, use.pictures.redaction.hide);
    if (use.plants !== undefined) await plantCookies(browser, use.plants);
    if (use.startUrl !== null) await browser.open(use.startUrl);
  }

  #onMended(part: Part, why: string): void {
    const ranOut = this.watch.takeOutOfMemory();
    if (part === 'browser') {
      const cause = ranOut ? 'ran out of memory' : 'ended';
      this.#losses.push(`the browser ${cause} and was started again; what it showed is lost`);
      this.recoveredFrom.emit({ where: part, what: `the browser ${cause} and was started again` });
    } else if (part === 'display') {
      this.#losses.push('the screen went away and came back');
      this.recoveredFrom.emit({ where: part, what: `${why}; it was connected again` });
    } else this.recoveredFrom.emit({ where: part, what: `${why} and was started again` });
  }

  #onOutOfMemory(): void {
    if (this.#isDisposed || this.#hasFailed) return;
    const what = 'a process in it was ended because the memory was used up';
    this.recoveredFrom.emit({ where: 'container', what });
  }

  #onPageCrashed(): void {
    if (this.#isDisposed || this.#hasFailed) return;
    const fault = { where: 'browser', what: 'its page crashed' } as const;
    if (this.#use === null) {
      this.#fail(fault);
      return;
    }
    this.#losses.push('the page crashed, and the browser says so in its place');
    this.recoveredFrom.emit(fault);
  }

  /** Nothing in it answers now, and that is told once. */
  #onPaused(): void {
    this.#heartbeat.stop();
    this.unresponsive.emit({ where: 'container', what: 'somebody has paused its container' });
  }

  #onSilence(part: Part): void {
    if (this.#isDisposed || this.#hasFailed || this.#repair.isMending) return;
    this.unresponsive.emit({ where: part, what: `its ${part} does not answer` });
  }

  /** The first fault is the cause; what follows from it is not told again. */
  #fail(fault: SandboxFault): void {
    if (this.#isDisposed || this.#hasFailed) return;
    this.#hasFailed = true;
    this.#repair.stop();
    this.failed.emit(fault);
  }
}

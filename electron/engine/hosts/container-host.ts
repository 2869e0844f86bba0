import { AirlockError } from '../../../shared/airlock-error';
import type { Capacity, HostSource, HostView } from '../../../shared/domain/hosts';
import type { LeakReport } from '../../../shared/domain/leak-report';
import type { DisplaySize } from '../../../shared/domain/session';
import type { Clock } from '../base/clock';
import { Emitter } from '../base/emitter';
import { createId } from '../base/ids';
import { cancelled } from '../base/limits';
import type { Log } from '../base/log';
import { withoutFailing } from '../base/may-fail';
import type { Docker, DockerEngine } from '../sandbox/docker';
import { readEngineTier } from '../sandbox/isolation';
import { reapSandboxes } from '../sandbox/reap';
import { Sandbox } from '../sandbox/sandbox';
import { Berth } from './berth';
import type { FreshSandbox, SandboxShape } from './fresh-sandbox';
import { askHost, type HostState, judgeHost, lacksOf } from './host-state';
import { WarmPool } from './warm-pool';

/** Tries from inside a sandbox to get out of it. Rejects when that could not be tried. */
export type LeakTest = (docker: Docker, containerId: string, signal: AbortSignal) => Promise<LeakReport>;

export type ContainerHostDeps = {
  readonly clock: Clock;
  readonly log: Log;
  readonly imageFolder: string;
  readonly appVersion: string;
  /** Label of this console's sandboxes, on every engine. */
  readonly owner: string;
  readonly seccompProfile: () => Promise<string>;
  readonly leakTest: LeakTest;
  /** Ids of the sandboxes in use, on whichever engine: one engine may be known under two addresses. */
  readonly alive: Set<string>;
  /** Sandboxes to keep ready on an enabled engine. */
  readonly warm: () => number;
};

export type HostIdentity = {
  readonly id: string;
  readonly name: string;
  readonly source: HostSource;
  /** Folder of its certificates, when it is reached over TLS. */
  readonly certificates: string | null;
  readonly engine: DockerEngine;
};

/** The size that most runs have; the pool follows the newest run's. */
const USUAL_DISPLAY: DisplaySize = { width: 1280, height: 800 };

/** One container engine as the console uses it: how it is, how much room it has, and the sandboxes on it. */
export class ContainerHost {
  readonly changed = new Emitter<void>();
  readonly #pool: WarmPool;
  #state: HostState = { kind: 'checking' };
  #check: Promise<HostState> | null = null;
  #isEnabled = false;
  #isDisposed = false;
  #used = 0;
  #starting = 0;
  #display = USUAL_DISPLAY;

  constructor(
    readonly identity: HostIdentity,
    private readonly deps: ContainerHostDeps,
  ) {
    this.#pool = new WarmPool({
      create: (shape, signal) => this.create(shape, signal),
      wanted: () => this.#wantedWarm(),
      clock: deps.clock,
      log: deps.log,
      onChange: () => this.changed.emit(),
    });
  }

  get state(): HostState {
    return this.#state;
  }

  get isEnabled(): boolean {
    return this.#isEnabled;
  }

  /** Sandboxes at work, those that are about to be included. */
  get used(): number {
    return this.#used;
  }

  /** Room for sandboxes at work; those kept ready give way. */
  get room(): number {
    return this.#state.kind === 'ready' ? this.#state.slots - this.#used : 0;
  }

  get capacity(): Capacity {
    const slots = this.#state.kind === 'ready' ? this.#state.slots : 0;
    return { slots, used: this.#used, warm: this.#pool.ready };
  }

  view(): HostView {
    const { id, name, source, engine } = this.identity;
    return {
      id,
      name,
      source,
      address: engine.address,
      isEnabled: this.#isEnabled,
      state: this.#state.kind,
      version: this.#state.kind === 'ready' ? this.#state.version : null,
      isolation: this.#state.kind === 'ready' ? readEngineTier(this.#state.info).levels : [],
      capacity: this.capacity,
      hasImage: this.#state.kind === 'ready' && this.#state.image.kind === 'present',
      missing: lacksOf(this.#state),
    };
  }

  /** Asks the engine how it is; one question at a time. What this console has left on it is removed by the way. */
  check(): Promise<HostState> {
    this.#check ??= this.#ask().finally(() => {
      this.#check = null;
    });
    return this.#check;
  }

  /** Whether runs may be placed here. One that is switched off keeps its runs and gives up what is kept ready. */
  async enable(isEnabled: boolean): Promise<void> {
    this.#isEnabled = isEnabled;
    await this.adjustPool();
  }

  /** Takes room for one sandbox, at once, so that two starts never get the same. Ask `room` first. */
  takeBerth(shape: SandboxShape): Berth {
    if (this.room <= 0) throw new AirlockError('internal', 'There is no room on this engine.');
    this.#used += 1;
    this.#starting += 1;
    this.changed.emit();
    return new Berth(this, shape, {
      onUp: () => this.#onUp(),
      onLeft: () => {
        this.#used -= 1;
        void this.adjustPool();
        this.changed.emit();
      },
    });
  }

  /** One that was kept ready, if one fits; from now on others of its shape are kept. */
  takeWarm(shape: SandboxShape): FreshSandbox | null {
    this.#display = shape.display;
    return this.#pool.take(shape);
  }

  /** Answers when the pool takes up no more than what is left over. */
  adjustPool(): Promise<void> {
    return this.#pool.adjust();
  }

  /** A new sandbox, tested for leaks. Rejects as `Sandbox.create` does, and when it could not be tested. */
  async create(shape: SandboxShape, signal: AbortSignal): Promise<FreshSandbox> {
    if (this.#isDisposed) throw cancelled('The start of the sandbox');
    const { clock, log, owner, appVersion } = this.deps;
    const { docker } = this.identity.engine;
    const seccompProfile = await this.deps.seccompProfile();
    const sandboxId = createId();
    const { image, display, isolation } = shape;
    const plan = { sandboxId, owner, version: appVersion, image, display, isolation, seccompProfile };
    this.deps.alive.add(sandboxId);
    try {
      const sandbox = await Sandbox.create({ docker, clock, log }, plan, signal);
      sandbox.disposed.on(() => this.deps.alive.delete(sandboxId));
      sandbox.failed.on(({ where }) => where === 'container' && void this.check());
      return { sandbox, shape, leaks: await this.testLeaks(sandbox, signal) };
    } catch (error) {
      this.deps.alive.delete(sandboxId);
      if (isUnreachable(error)) void this.check();
      throw error;
    }
  }

  /** Tries to get out of a sandbox. One that can't be tested is disposed, and the error says so. */
  async testLeaks(sandbox: Sandbox, signal: AbortSignal): Promise<LeakReport> {
    try {
      return await this.deps.leakTest(this.identity.engine.docker, sandbox.containerId, signal);
    } catch (error) {
      await sandbox.dispose();
      if (signal.aborted) throw cancelled('The start of the sandbox');
      const why = error instanceof AirlockError ? ` ${error.message}` : '';
      throw new AirlockError(
        'sandbox-failed',
        `The sandbox could not be tested for leaks, so it is not used.${why}`,
        { cause: error },
      );
    }
  }

  async dispose(): Promise<void> {
    this.#isDisposed = true;
    await this.#pool.dispose();
  }

  async #ask(): Promise<HostState> {
    const state = await askHost(this.identity.engine, this.deps.imageFolder);
    this.#state = state;
    if (state.kind === 'ready' && !this.#isDisposed) {
      const { docker } = this.identity.engine;
      const { log, owner, alive } = this.deps;
      const reaping = reapSandboxes({ docker, log }, owner, (id) => alive.has(id));
      await withoutFailing(reaping, undefined, 'what is left over is removed with the next check');
    }
    void this.adjustPool();
    this.changed.emit();
    return state;
  }

  #onUp(): void {
    this.#starting -= 1;
    if (this.#starting === 0) void this.adjustPool();
  }

  /** While a run starts, nothing is made beside it; what is ready may stay as long as there is room. */
  #wantedWarm(): { readonly size: number; readonly shape: SandboxShape } {
    const suitable = judgeHost(this.#state, 'any');
    const room = Math.max(0, this.room);
    const shape =
      suitable.kind === 'suits'
        ? { image: suitable.image, isolation: suitable.isolation, display: this.#display }
        : null;
    if (this.#isDisposed || !this.#isEnabled || shape === null) return { size: 0, shape: NO_SHAPE };
    const size = Math.min(this.deps.warm(), room);
    return { size: this.#starting > 0 ? Math.min(size, this.#pool.ready) : size, shape };
  }
}

const NO_SHAPE: SandboxShape = {
  image: '',
  isolation: { level: 'runc', runtime: null },
  display: USUAL_DISPLAY,
};

function isUnreachable(error: unknown): boolean {
  return error instanceof AirlockError && error.code === 'engine-unreachable';
}

import type { Duplex } from 'node:stream';
import { AirlockError } from '../../../shared/airlock-error';
import { type Clock, orAborted, withLimit } from '../base/clock';
import { Emitter } from '../base/emitter';
import type { Log } from '../base/log';
import { Browser } from './browser/browser';
import { BROWSER_USER, type ContainerPlan, containerSpec, DISPLAY_USER, RELAY_USER } from './container-spec';
import { Display } from './display/display';
import type { Docker } from './docker';
import { execStream } from './exec-stream';
import { Heartbeat } from './heartbeat';

const START_LIMIT_MS = 30_000;
const REMOVE_LIMIT_MS = 2500;
const LEASE_PERIOD_MS = 2000;
const MOST_BROWSER_RESTARTS = 2;
const CAUSE_LIMIT_MS = 500;
/** Exit code of a process that was ended with SIGKILL. */
const KILLED = 137;

export type SandboxPlan = ContainerPlan & {
  readonly startUrl: string;
  /** Takes the relay's stream: the sandbox's only way out. */
  readonly attachEgress: (stream: Duplex) => void;
};

export type SandboxFault = { readonly where: 'container' | 'display' | 'browser'; readonly what: string };

type Deps = { readonly docker: Docker; readonly clock: Clock; readonly log: Log };

/** One running sandbox: a container and the streams into it. Belongs to one session and is never used again. */
export class Sandbox {
  /** The sandbox can't go on: the container ended, or a part that can't be restarted. */
  readonly failed = new Emitter<SandboxFault>();
  /** A part (its name) has not answered for about five seconds. It may answer again; nothing must act on it blindly. */
  readonly unresponsive = new Emitter<string>();
  /** The browser ended and was started again; what the screen showed is gone. */
  readonly browserRestarted = new Emitter<void>();
  #leaseTimer: NodeJS.Timeout | undefined;
  #heartbeat: Heartbeat | undefined;
  #isDisposed = false;
  #hasFailed = false;
  #containerEnd: Promise<void> = Promise.resolve();
  #browserRestarts = 0;
  #disposal: Promise<void> | null = null;

  private constructor(
    private readonly deps: Deps,
    private readonly plan: SandboxPlan,
    readonly containerId: string,
    readonly display: Display,
    private currentBrowser: Browser,
  ) {}

  get browser(): Browser {
    return this.currentBrowser;
  }

  /**
   * Creates and starts a container and connects to its display and browser. Rejects with `image-missing`,
   * `engine-unreachable`, `disk-full`, `sandbox-failed` or `cancelled`, and then leaves no container behind.
   */
  static async create(deps: Deps, plan: SandboxPlan, signal: AbortSignal): Promise<Sandbox> {
    const container = await deps.docker.createContainer(containerSpec(plan)).catch((error) => {
      throw describeDockerError(error, plan.image);
    });
    try {
      if (signal.aborted) throw new AirlockError('cancelled', 'The start of the sandbox was cancelled.');
      await container.start().catch((error) => {
        throw describeDockerError(error, plan.image);
      });
      return await Sandbox.#connect(deps, plan, container.id, signal);
    } catch (error) {
      await removeContainer(deps, container.id);
      throw error;
    }
  }

  static async #connect(deps: Deps, plan: SandboxPlan, id: string, signal: AbortSignal): Promise<Sandbox> {
    const connecting = connectParts(deps, plan, id);
    connecting.catch(() => undefined);
    const late = Symbol('late');
    const parts = await orAborted(withLimit(connecting, START_LIMIT_MS, late), signal, 'The start');
    if (typeof parts === 'symbol') {
      throw new AirlockError(
        'sandbox-failed',
        'The sandbox did not come up within 30 s. Look at the check-up.',
      );
    }
    const sandbox = new Sandbox(deps, plan, id, parts.display, parts.browser);
    sandbox.#watch(parts.lease);
    return sandbox;
  }

  /** A further, independent connection to the display, for a live view. */
  openDisplayStream(): Promise<Duplex> {
    return openDisplay(this.deps.docker, this.containerId);
  }

  /** Ends the sandbox and removes the container. Never rejects and takes at most 3 s; safe to call again. */
  dispose(): Promise<void> {
    this.#disposal ??= this.#dispose();
    return this.#disposal;
  }

  async #dispose(): Promise<void> {
    this.#isDisposed = true;
    clearInterval(this.#leaseTimer);
    this.#heartbeat?.stop();
    this.display.close();
    this.currentBrowser.close();
    await removeContainer(this.deps, this.containerId);
  }

  #watch(lease: Duplex): void {
    this.#leaseTimer = setInterval(() => lease.write('\n'), LEASE_PERIOD_MS);
    this.#heartbeat = new Heartbeat(
      () => [
        { name: 'display', ping: () => this.display.ping() },
        { name: 'browser', ping: () => this.currentBrowser.ping() },
      ],
      (name) => {
        if (!this.#isDisposed) this.unresponsive.emit(name);
      },
    );
    lease.on('error', () => undefined);
    this.#containerEnd = this.#watchContainer();
    this.display.onClosed(() => {
      void this.#failInPart({ where: 'display', what: 'the connection to its display broke' });
    });
    this.#watchBrowser(this.currentBrowser);
  }

  async #watchContainer(): Promise<void> {
    const waiting = this.deps.docker.getContainer(this.containerId).wait();
    const what = await waiting.then(
      ({ StatusCode }: { StatusCode: number }) =>
        StatusCode === KILLED
          ? 'its container was killed, or ran out of memory'
          : `its container ended with code ${StatusCode}`,
      () => 'the container engine stopped answering',
    );
    this.#fail({ where: 'container', what });
  }

  #watchBrowser(browser: Browser): void {
    browser.onClosed((why) => {
      if (this.#isDisposed) return;
      if (this.#browserRestarts >= MOST_BROWSER_RESTARTS) {
        this.#fail({
          where: 'browser',
          what: `${why}, and it had been restarted ${MOST_BROWSER_RESTARTS} times`,
        });
        return;
      }
      this.#browserRestarts += 1;
      void this.#restartBrowser();
    });
  }

  async #restartBrowser(): Promise<void> {
    try {
      this.currentBrowser = await openBrowser(this.deps.docker, this.containerId, this.plan.startUrl);
      this.#watchBrowser(this.currentBrowser);
      this.browserRestarted.emit();
    } catch {
      await this.#failInPart({ where: 'browser', what: 'its browser ended and could not be started again' });
    }
  }

  /** A container that ends takes its streams along, and their end is heard first. */
  async #failInPart(fault: SandboxFault): Promise<void> {
    await withLimit(this.#containerEnd, CAUSE_LIMIT_MS, undefined);
    this.#fail(fault);
  }

  /** The first fault is the cause; what follows from it is not told again. */
  #fail(fault: SandboxFault): void {
    if (this.#isDisposed || this.#hasFailed) return;
    this.#hasFailed = true;
    this.failed.emit(fault);
  }
}

async function connectParts(deps: Deps, plan: SandboxPlan, id: string) {
  const { docker, clock } = deps;
  const lease = await execStream(docker, id, { command: ['airlock-lease'], user: DISPLAY_USER });
  lease.resume();
  const [display, browser] = await Promise.all([
    openDisplay(docker, id).then((stream) => Display.connect(stream, plan.display, clock)),
    // The relay first: the browser's first request must find its proxy.
    execStream(docker, id, { command: ['airlock-relay'], user: RELAY_USER }).then((relay) => {
      plan.attachEgress(relay);
      return openBrowser(docker, id, plan.startUrl);
    }),
  ]);
  return { lease, display, browser };
}

function openDisplay(docker: Docker, id: string): Promise<Duplex> {
  return execStream(docker, id, { command: ['airlock-display'], user: DISPLAY_USER });
}

async function openBrowser(docker: Docker, id: string, startUrl: string): Promise<Browser> {
  const stream = await execStream(docker, id, { command: ['airlock-browser', startUrl], user: BROWSER_USER });
  return Browser.connect(stream, START_LIMIT_MS, startUrl === 'about:blank');
}

/** Kills and removes a container. Gives up after a while, so that a hanging engine can't hold a stop back. */
export async function removeContainer(deps: Pick<Deps, 'docker' | 'log'>, id: string): Promise<void> {
  const removal = deps.docker.getContainer(id).remove({ force: true, v: true });
  const quiet = removal.then(
    () => true,
    (error: { statusCode?: number }) => error.statusCode === 404,
  );
  if (!(await withLimit(quiet, REMOVE_LIMIT_MS, false))) {
    deps.log.warn(
      `the engine did not remove container ${id.slice(0, 12)}; it will be removed at the next start`,
    );
  }
}

function describeDockerError(error: unknown, image: string): AirlockError {
  const {
    statusCode,
    code,
    message = '',
  } = error as { statusCode?: number; code?: string; message?: string };
  if (statusCode === 404) {
    return new AirlockError(
      'image-missing',
      `The sandbox image ${image} is not there. Build it under Settings, or run npm run setup.`,
      { cause: error },
    );
  }
  if (/no space left/i.test(message)) {
    return new AirlockError(
      'disk-full',
      "The container engine's disk is full. Free space (for instance: docker system prune), then start again.",
      { cause: error },
    );
  }
  if (code === 'ECONNREFUSED' || code === 'ENOENT' || code === 'ECONNRESET' || code === 'EACCES') {
    return new AirlockError(
      'engine-unreachable',
      `The container engine does not answer (${code}). Start Docker and try again; the check-up under Settings shows how.`,
      { cause: error },
    );
  }
  return new AirlockError(
    'sandbox-failed',
    'The container engine could not start the sandbox. See the check-up.',
    {
      cause: error,
    },
  );
}

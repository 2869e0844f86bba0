import type { LeakReport } from '../../../shared/domain/leak-report';
import type { Sandbox } from '../sandbox/sandbox';
import type { FreshSandbox, SandboxShape } from './fresh-sandbox';

/** A sandbox that a session has got, and how. */
export type Lodging = FreshSandbox & {
  /** Name of its engine. */
  readonly engine: string;
  readonly wasWarm: boolean;
};

/** What a berth needs of the host it is on. */
export interface BerthHost {
  readonly identity: { readonly name: string };
  takeWarm(shape: SandboxShape): FreshSandbox | null;
  adjustPool(): Promise<void>;
  create(shape: SandboxShape, signal: AbortSignal): Promise<FreshSandbox>;
  testLeaks(sandbox: Sandbox, signal: AbortSignal): Promise<LeakReport>;
}

type Hooks = { readonly onUp: () => void; readonly onLeft: () => void };

/** Room for one sandbox on one engine, from the moment it was promised to the moment it is given back. */
export class Berth {
  #isUp = false;
  #hasLeft = false;

  constructor(
    readonly host: BerthHost,
    readonly shape: SandboxShape,
    private readonly hooks: Hooks,
  ) {}

  /** One that was kept ready where it fits, else a new one. Once. Rejects as `ContainerHost.create` does. */
  async sandbox(signal: AbortSignal): Promise<Lodging> {
    const warm = this.host.takeWarm(this.shape);
    if (warm === null) await this.host.adjustPool();
    const fresh = warm ?? (await this.host.create(this.shape, signal));
    return { ...fresh, engine: this.host.identity.name, wasWarm: warm !== null };
  }

  /** The sandbox is at work, or its start has failed: from here on others may be made ready beside it. */
  isUp(): void {
    if (this.#isUp) return;
    this.#isUp = true;
    this.hooks.onUp();
  }

  /** Gives the room back. The sandbox must be gone. */
  leave(): void {
    if (this.#hasLeft) return;
    this.#hasLeft = true;
    this.isUp();
    this.hooks.onLeft();
  }
}

import { AirlockError } from '../../../shared/airlock-error';
import type { Clock } from '../base/clock';
import { withLimit } from '../base/limits';
import { type Part, START_LIMIT_MS } from './parts';
import type { SandboxFault } from './sandbox-fault';

/** A container that ends takes its streams along, and their end is heard first: its own is awaited this long. */
const CAUSE_LIMIT_MS = 500;
/**
 * The lease comes first: without it nobody would end what the others begin. Then the screen: a browser can't start
 * without it, and mostly ended because of it.
 */
const ORDER: readonly Part[] = ['lease', 'display', 'relay', 'browser'];
const MOST_REPAIRS: Readonly<Record<Part, number>> = { lease: 3, display: 3, relay: 3, browser: 2 };

export type RepairDeps = {
  /** Starts a part again. */
  readonly mend: (part: Part) => Promise<void>;
  readonly onMended: (part: Part, why: string) => void;
  readonly onGivenUp: (fault: SandboxFault) => void;
  readonly clock: Clock;
};

/** Brings the broken parts of one sandbox back, one after the other, a bounded number of times. */
export class PartRepair {
  readonly #broken = new Map<Part, string>();
  readonly #repairs: Record<Part, number> = { lease: 0, display: 0, relay: 0, browser: 0 };
  #work: Promise<void> | null = null;
  #isStopped = false;

  constructor(private readonly deps: RepairDeps) {}

  get isMending(): boolean {
    return this.#work !== null;
  }

  /** Settles when nothing is broken. Never, when what is broken can't be mended: the sandbox has failed then. */
  async idle(): Promise<void> {
    while (this.#work !== null) await this.#work;
  }

  begin(part: Part, why: string): void {
    if (this.#isStopped) return;
    this.#broken.set(part, why);
    this.#work ??= this.#mendAll();
  }

  stop(): void {
    this.#isStopped = true;
  }

  async #mendAll(): Promise<void> {
    await this.deps.clock.sleep(CAUSE_LIMIT_MS);
    for (let part = this.#next(); part !== undefined; part = this.#next()) {
      const why = this.#broken.get(part) ?? '';
      const what = await this.#mendOne(part, why);
      if (this.#isStopped) return new Promise(() => undefined);
      if (what !== null) {
        this.deps.onGivenUp({ where: part, what });
        return new Promise(() => undefined);
      }
      this.deps.onMended(part, why);
    }
    this.#work = null;
  }

  /** Answers why it could not be done, or null. */
  async #mendOne(part: Part, why: string): Promise<string | null> {
    if (this.#isStopped) return null;
    if (this.#repairs[part] >= MOST_REPAIRS[part])
      return `${why}, and it had been restarted ${MOST_REPAIRS[part]} times`;
    this.#repairs[part] += 1;
    // It may break again while it is being mended, and then counts as broken again.
    this.#broken.delete(part);
    const late = new AirlockError('sandbox-failed', 'It took too long.');
    const failed = await withLimit(
      this.deps.mend(part).then(
        () => null,
        (error: unknown) => error,
      ),
      START_LIMIT_MS,
      late,
    );
    if (failed === null) return null;
    // Nothing starts in a container that is ending; if it is, that is the cause, and stops the repair.
    await this.deps.clock.sleep(CAUSE_LIMIT_MS);
    return `${why} and could not be started again`;
  }

  #next(): Part | undefined {
    return this.#isStopped ? undefined : ORDER.find((part) => this.#broken.has(part));
  }
}

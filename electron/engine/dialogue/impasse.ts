import { AirlockError } from '../../../shared/airlock-error';
import type { WayOn } from '../../../shared/domain/way-on';
import type { RunControl } from '../control/run-control';

export type ImpasseDeps = {
  readonly control: RunControl;
  /** Puts the run aside for the operator, with the reason; `control.ready()` then waits for the resume. */
  readonly putAside: (reason: string) => Promise<void>;
  /** Shows what can be done; empty when there is nothing to choose any more. */
  readonly show: (ways: readonly WayOn[]) => void;
};

/** A run whose conversation the model refuses as it is: the same request would be refused again, so something has to change. */
export class Impasse {
  #ways: readonly WayOn[] = [];
  #chosen: WayOn | null = null;

  constructor(private readonly deps: ImpasseDeps) {}

  get isOpen(): boolean {
    return this.#ways.length > 0;
  }

  /** Whether this is a way on now. */
  offers(way: WayOn): boolean {
    return this.#ways.includes(way);
  }

  /**
   * Waits until the run goes on, and answers how; null where the operator chose nothing, as after a take-over. Rejects with
   * `cancelled` when the run was stopped, and with `audit-failed`.
   */
  async raise(reason: string, ways: readonly WayOn[]): Promise<WayOn | null> {
    const { control, putAside, show } = this.deps;
    this.#ways = ways;
    this.#chosen = null;
    show(ways);
    try {
      await putAside(reason);
      await control.ready();
      return this.#chosen;
    } finally {
      this.#ways = [];
      show([]);
    }
  }

  /** Rejects with `conflict` where this is no way on. Whoever chooses lets the run go on. */
  choose(way: WayOn): void {
    if (!this.offers(way))
      throw new AirlockError('conflict', 'This can not be done now: the run is not held up, or not so.');
    this.#chosen = way;
  }
}

import type { Change, ChangeCause } from '../../../shared/domain/change';
import type { Clock } from '../base/clock';
import type { Act } from './act';
import { beyondAgreed } from './beyond-agreed';
import { kindOf } from './kind-of';

/**
 * For so long after an action what a page sends may still come of it: a message is sent when its time to undo is over, what
 * was written is saved when the writer stops.
 */
const LINGERS_MS = 30_000;
/** A click sends what it was for, and what its page keeps beside it. More than that is asked about. */
const MOST_COVERED = 3;

type Past = {
  readonly act: Act;
  endedMs: number | null;
  /** Kinds of changes that it was let go for. */
  readonly covered: Set<string>;
};

/** A change as it belongs to what the agent did. `act`: null where nothing led to it. */
export type Caused = { readonly cause: ChangeCause; readonly act: Act | null };

/** What the agent did of late, and which change may have come of it. */
export class Acts {
  #past: readonly Past[] = [];

  constructor(private readonly clock: Clock) {}

  /** An action begins; what comes of those before it may still come. */
  begin(act: Act): void {
    this.#past = [{ act, endedMs: null, covered: new Set() }, ...this.#recent()];
  }

  /** It has been carried out. */
  end(step: number): void {
    for (const past of this.#past) if (past.act.step === step) past.endedMs ??= this.clock.monotonicMs();
  }

  /** What led to a change: of those that may have, the newest that was agreed to for it; else the newest. */
  causeOf(change: Change): Caused {
    const recent = this.#recent();
    const past = recent.find((one) => this.#mayCover(one, change)) ?? recent[0];
    return { cause: this.#causeFor(past), act: past?.act ?? null };
  }

  /** What led to something of which nobody can tell what it was agreed to for: the newest of them. */
  newestCause(): ChangeCause {
    return this.#causeFor(this.#recent()[0]);
  }

  /** Whether an action was agreed to for this change. Uses that up: the same once more is another change. */
  cover(change: Change, act: Act): boolean {
    const past = this.#past.find((one) => one.act === act);
    if (past === undefined || !this.#mayCover(past, change)) return false;
    past.covered.add(kindOf(change));
    return true;
  }

  #causeFor(past: Past | undefined): ChangeCause {
    if (past === undefined) return { kind: 'page' };
    const { act, endedMs } = past;
    const afterMs = endedMs === null ? null : Math.round(this.clock.monotonicMs() - endedMs);
    return { kind: 'step', step: act.step, afterMs };
  }

  #mayCover({ act, covered }: Past, change: Change): boolean {
    if (covered.size >= MOST_COVERED || covered.has(kindOf(change))) return false;
    return act.agreed !== null && beyondAgreed(change, act, act.agreed).length === 0;
  }

  #recent(): readonly Past[] {
    const now = this.clock.monotonicMs();
    return this.#past.filter(({ endedMs }) => endedMs === null || now - endedMs <= LINGERS_MS);
  }
}

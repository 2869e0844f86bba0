import { costOf } from '../../../shared/domain/model-prices';
import { allTokens, inUsd } from '../../../shared/domain/token-usage';
import type { Clock } from '../base/clock';
import { mayFail } from '../base/may-fail';
import type { RunControl } from '../control/run-control';
import type { Spent } from '../gate/gate-facts';
import { dueInMs, MOST_READS_A_WAIT, readsThatPay, usageOfRead } from './keep-warm';
import type { AnsweredRequest, WarmCall } from './warm-call';

export type CacheKeeperDeps = {
  readonly clock: Clock;
  readonly control: Pick<RunControl, 'signal'>;
  readonly warm: Pick<WarmCall, 'read'>;
  /** Which budget of the policy would be used up with so much more, in words; null while some would be left. */
  readonly overspent: (ahead: Spent) => string | null;
};

/** What of a run stands in the cache: the newest request that was answered, and what has become of it since. */
type Kept = {
  readonly answered: AnsweredRequest;
  readonly mostReads: number;
  reads: number;
  /** Monotonic milliseconds. */
  usedAtMs: number;
};

/**
 * Keeps a run's prompt in the service's cache while the operator is waited for, as long as that pays, so that a slow answer
 * does not make the next turn write all of it anew. Nothing of the run depends on it: where a read fails, the next turn pays.
 */
export class CacheKeeper {
  #kept: Kept | null = null;
  #isWaiting = false;
  /** The service can't do it, or does not know it. */
  #isOff = false;
  #keeping: AbortController | null = null;

  constructor(private readonly deps: CacheKeeperDeps) {
    deps.control.signal.addEventListener('abort', () => this.#keeping?.abort(), { once: true });
  }

  /** The newest request was answered; null: another one is on its way, or the next one begins otherwise. */
  note(answered: AnsweredRequest | null): void {
    const { clock } = this.deps;
    this.#kept = answered && {
      answered,
      mostReads: readsThatPay(answered.model, answered.usage, clock.wallMs()),
      reads: 0,
      usedAtMs: answered.sentAtMs,
    };
    this.#begin();
  }

  /** The run begins or ends to wait for the operator. */
  wait(isWaiting: boolean): void {
    this.#isWaiting = isWaiting;
    this.#begin();
  }

  #begin(): void {
    this.#keeping?.abort();
    this.#keeping = null;
    if (!this.#isWaiting || this.#isOff || this.#kept === null || this.deps.control.signal.aborted) return;
    this.#keeping = new AbortController();
    mayFail(
      this.#keep(this.#kept, this.#keeping.signal),
      'the next turn is asked and recorded all the same, and says what is wrong',
    );
  }

  async #keep(kept: Kept, signal: AbortSignal): Promise<void> {
    const { clock, warm } = this.deps;
    let inThisWait = 0;
    while (inThisWait < MOST_READS_A_WAIT && kept.reads < kept.mostReads) {
      const nowMs = clock.monotonicMs();
      const dueMs = dueInMs(kept.usedAtMs, nowMs);
      // Too late where the machine slept meanwhile: a read would write all of it, as the next turn does.
      if (dueMs === null || signal.aborted) return;
      if (dueMs > 0) {
        await clock.sleep(dueMs, signal);
        continue;
      }
      if (!this.#isAffordable(kept.answered)) return;
      inThisWait += 1;
      kept.reads += 1;
      const outcome = await warm.read(kept.answered, signal);
      if (outcome === 'unable') this.#isOff = true;
      if (outcome !== 'kept') return;
      kept.usedAtMs = nowMs;
    }
  }

  #isAffordable({ model, usage }: AnsweredRequest): boolean {
    const read = usageOfRead(usage);
    const cost = costOf(model, read, this.deps.clock.wallMs());
    const costUsd = cost === null ? null : inUsd(cost.nanoUsd);
    return this.deps.overspent({ tokens: allTokens(read), costUsd }) === null;
  }
}

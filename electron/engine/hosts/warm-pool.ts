import type { Clock } from '../base/clock';
import { later } from '../base/later';
import type { Log } from '../base/log';
import { withoutFailing } from '../base/may-fail';
import { type FreshSandbox, fits, type SandboxShape } from './fresh-sandbox';

/** One that has waited longer is replaced: what it read at its start (certificates, the clock's zone) grows old. */
const MOST_AGE_MS = 30 * 60_000;
const FIRST_BACK_OFF_MS = 1000;
const MOST_BACK_OFF_MS = 60_000;

export type WarmPoolDeps = {
  readonly create: (shape: SandboxShape, signal: AbortSignal) => Promise<FreshSandbox>;
  /** How many may be kept now, and of which shape. */
  readonly wanted: () => { readonly size: number; readonly shape: SandboxShape };
  readonly clock: Clock;
  readonly log: Log;
  readonly onChange: () => void;
};

type Warm = { readonly fresh: FreshSandbox; release(): void };

/**
 * Sandboxes that are ready before anybody asks for one. Each is used by one session or by none; none comes back. Makes
 * one at a time, in the background, and gives way as soon as `wanted` says so.
 */
export class WarmPool {
  readonly #warm = new Set<Warm>();
  readonly #leaving = new Set<Promise<void>>();
  #making: { readonly abort: AbortController; readonly done: Promise<void> } | null = null;
  #backOffMs = FIRST_BACK_OFF_MS;
  #isDisposed = false;

  constructor(private readonly deps: WarmPoolDeps) {}

  get ready(): number {
    return this.#warm.size;
  }

  /** The one that fits, if there is one. It belongs to the caller from here on. */
  take(shape: SandboxShape): FreshSandbox | null {
    const found = [...this.#warm].find(({ fresh }) => fits(fresh, shape));
    if (found === undefined) return null;
    this.#release(found);
    return found.fresh;
  }

  /** Brings the pool to what is wanted now. Answers when what had to give way is gone; making goes on after that. */
  async adjust(): Promise<void> {
    if (this.#isDisposed) return;
    const { size, shape } = this.deps.wanted();
    for (const warm of [...this.#warm])
      if (this.#warm.size > size || !fits(warm.fresh, shape)) this.#drop(warm);
    const surplus = this.#warm.size >= size ? this.#making : null;
    surplus?.abort.abort();
    if (this.#warm.size < size) this.#make(shape);
    await Promise.all([...this.#leaving, surplus?.done]);
  }

  /** Removes everything, for good. */
  async dispose(): Promise<void> {
    this.#isDisposed = true;
    this.#making?.abort.abort();
    for (const warm of [...this.#warm]) this.#drop(warm);
    await this.#making?.done;
    await Promise.all(this.#leaving);
  }

  #make(shape: SandboxShape): void {
    if (this.#making !== null) return;
    const abort = new AbortController();
    const done = this.#makeOne(shape, abort.signal).finally(() => {
      this.#making = null;
      this.deps.onChange();
      // The next one, if one is still wanted.
      if (!this.#isDisposed) void this.adjust();
    });
    this.#making = { abort, done };
    this.deps.onChange();
  }

  /** Never rejects: a pool that can't be filled costs time at the next start, and nothing else. */
  async #makeOne(shape: SandboxShape, signal: AbortSignal): Promise<void> {
    try {
      const fresh = await this.deps.create(shape, signal);
      if (signal.aborted || !fresh.leaks.passed) {
        await fresh.sandbox.dispose();
        if (!signal.aborted) throw new Error('its leak test failed');
        return;
      }
      this.#backOffMs = FIRST_BACK_OFF_MS;
      this.#keep(fresh);
    } catch (error) {
      if (signal.aborted) return;
      this.deps.log.warn('a sandbox could not be kept ready', error);
      const pause = this.deps.clock.sleep(this.#backOffMs, signal);
      await withoutFailing(pause, undefined, 'what is not wanted any more ends its wait');
      this.#backOffMs = Math.min(this.#backOffMs * 2, MOST_BACK_OFF_MS);
    }
  }

  #keep(fresh: FreshSandbox): void {
    const replace = () => {
      this.#drop(warm);
      void this.adjust();
    };
    const stops = [
      later(this.deps.clock, MOST_AGE_MS, replace),
      fresh.sandbox.failed.on(replace),
      fresh.sandbox.unresponsive.on(replace),
    ];
    const release = () => {
      for (const stop of stops) stop();
    };
    const warm: Warm = { fresh, release };
    this.#warm.add(warm);
  }

  #release(warm: Warm): void {
    this.#warm.delete(warm);
    warm.release();
    this.deps.onChange();
  }

  #drop(warm: Warm): void {
    this.#release(warm);
    const leaving = warm.fresh.sandbox.dispose();
    this.#leaving.add(leaving);
    void leaving.finally(() => this.#leaving.delete(leaving));
  }
}

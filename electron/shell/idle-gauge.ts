import type { IdleDetection } from '../../shared/domain/idle-detection';

/** A hand that never rests for longer than this is none: the value is stuck. */
const LEAST_PATIENCE_MS = 2 * 60_000;

/**
 * How long no hand has been on the machine or on a window of ours. Some systems have no idle time to tell and answer 0,
 * always: taken at its word, that is somebody who never leaves. So the system's value counts only while it moves; else
 * the input of our own windows alone decides. Times are milliseconds of a clock that never goes back.
 */
export class IdleGauge {
  #detection: IdleDetection = 'not-known-yet';
  #last: number | null = null;
  #movedAtMs: number;
  #inputAtMs: number;

  constructor(private readonly startMs: number) {
    this.#movedAtMs = startMs;
    this.#inputAtMs = startMs;
  }

  get detection(): IdleDetection {
    return this.#detection;
  }

  /** A hand was on a window of ours. */
  noteInput(nowMs: number): void {
    this.#inputAtMs = nowMs;
  }

  /**
   * Idle time in milliseconds, from what the system says now, in seconds. `limitMs` is after how long somebody counts as
   * away: a value that has moved before is believed that long while it stands still.
   */
  read(systemSeconds: number, nowMs: number, limitMs: number): number {
    this.#judge(systemSeconds, nowMs, Math.max(limitMs, LEAST_PATIENCE_MS));
    const hereMs = nowMs - this.#inputAtMs;
    return this.#detection === 'works' ? Math.min(hereMs, systemSeconds * 1000) : hereMs;
  }

  #judge(seconds: number, nowMs: number, patienceMs: number): void {
    const isTime = Number.isFinite(seconds) && seconds >= 0;
    const hasMoved = isTime && this.#last !== null && seconds !== this.#last;
    if (isTime) this.#last = seconds;
    if (hasMoved) {
      this.#movedAtMs = nowMs;
      this.#detection = 'works';
      return;
    }
    const hasEverMoved = this.#movedAtMs > this.startMs;
    const stillMs = nowMs - this.#movedAtMs;
    if (!isTime || stillMs >= (hasEverMoved ? patienceMs : LEAST_PATIENCE_MS)) this.#detection = 'blind';
  }
}

import { app, type BrowserWindow, powerMonitor } from 'electron';
import type { IdleDetection } from '../../shared/domain/idle-detection';
import type { Preferences } from '../../shared/domain/preferences';
import { IdleGauge } from './idle-gauge';

const CHECK_MS = 10_000;
const MINUTE_MS = 60_000;

/** Who is told of a presence that ends, and of how well it can be told. */
export type PresenceListener = {
  readonly onAway: (why: string) => void;
  readonly onDetection: (detection: IdleDetection) => void;
};

/**
 * Tells when nobody is at the console: the screen is locked, the machine goes to sleep, or no hand has been on the
 * machine or on this window for as long as the preferences say.
 */
export class Presence {
  readonly #gauge = new IdleGauge(performance.now());
  #isAway = false;

  constructor(
    private readonly preferences: () => Preferences,
    private readonly listener: PresenceListener,
  ) {
    powerMonitor.on('lock-screen', () => {
      if (this.preferences().pauseWhenLocked) this.#leave('the screen was locked');
    });
    powerMonitor.on('suspend', () => {
      if (this.preferences().pauseWhenLocked) this.#leave('the machine went to sleep');
    });
    powerMonitor.on('unlock-screen', () => this.#noteInput());
    const timer = setInterval(() => this.#checkIdle(), CHECK_MS);
    app.on('will-quit', () => clearInterval(timer));
  }

  /** How well the system tells that nobody is there. */
  get detection(): IdleDetection {
    return this.#gauge.detection;
  }

  /** Input into a window of ours counts, also where the system does not tell how long it has been idle. */
  watch(window: BrowserWindow): void {
    window.webContents.on('input-event', () => this.#noteInput());
    window.on('focus', () => this.#noteInput());
  }

  #noteInput(): void {
    this.#gauge.noteInput(performance.now());
    this.#isAway = false;
  }

  #checkIdle(): void {
    const minutes = this.preferences().pauseWhenIdleMinutes;
    const before = this.#gauge.detection;
    // Read also when nothing follows from it: Settings says whether it works.
    const idleMs = this.#gauge.read(powerMonitor.getSystemIdleTime(), performance.now(), minutes * MINUTE_MS);
    if (this.#gauge.detection !== before) this.listener.onDetection(this.#gauge.detection);
    if (minutes === 0) return;
    if (idleMs < minutes * MINUTE_MS) this.#isAway = false;
    else this.#leave(`nobody was at the console for ${minutes} minutes`);
  }

  #leave(why: string): void {
    if (this.#isAway) return;
    this.#isAway = true;
    this.listener.onAway(why);
  }
}

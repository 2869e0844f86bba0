import { app, type BrowserWindow, powerMonitor } from 'electron';
import type { Preferences } from '../../shared/domain/preferences';

const CHECK_MS = 10_000;
const MINUTE_MS = 60_000;

/**
 * Tells when nobody is at the console: the screen is locked, the machine goes to sleep, or no hand has been on the
 * machine or on this window for as long as the preferences say.
 */
export class Presence {
  #lastInput = Date.now();
  #isAway = false;

  constructor(
    private readonly preferences: () => Preferences,
    private readonly onAway: (why: string) => void,
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

  /** Input into a window of ours counts, also where the system does not tell how long it has been idle. */
  watch(window: BrowserWindow): void {
    window.webContents.on('input-event', () => this.#noteInput());
    window.on('focus', () => this.#noteInput());
  }

  #noteInput(): void {
    this.#lastInput = Date.now();
    this.#isAway = false;
  }

  #checkIdle(): void {
    const minutes = this.preferences().pauseWhenIdleMinutes;
    if (minutes === 0) return;
    const idleMs = Math.min(Date.now() - this.#lastInput, powerMonitor.getSystemIdleTime() * 1000);
    if (idleMs < minutes * MINUTE_MS) this.#isAway = false;
    else this.#leave(`nobody was at the console for ${minutes} minutes`);
  }

  #leave(why: string): void {
    if (this.#isAway) return;
    this.#isAway = true;
    this.onAway(why);
  }
}

import type { Duplex } from 'node:stream';
import type { Box, Point } from '../../../../shared/domain/geometry';
import { type KeyCombo, parseKeyCombo } from '../../../../shared/domain/key-combo';
import type { Clock } from '../../base/clock';
import { orAborted, withLimit } from '../../base/limits';
import { intersection } from './boxes';
import { cropPicture, type Picture } from './framebuffer';
import { isOnLayout, keysymsOfCharacter, keysymsOfCombo } from './keysyms';
import { RfbClient } from './rfb-client';

const BUTTON_BITS = { left: 1, middle: 2, right: 4 } as const;
const WHEEL_BITS = { up: 8, down: 16, left: 32, right: 64 } as const;
export type MouseButton = keyof typeof BUTTON_BITS;
export type WheelDirection = keyof typeof WHEEL_BITS;

/** The pause between the steps of a drag, so that the page sees a movement and not a jump. */
const DRAG_STEP_MS = 8;
const DRAG_STEPS = 12;
/** Typed characters between two looks at the abort signal and a breath for the display server. */
const TYPE_BATCH = 24;
const TYPE_BATCH_PAUSE_MS = 4;
/** A character the keyboard layout lacks gets a spare key first; the application needs a moment to learn of it. */
const REMAP_PAUSE_MS = 12;
/** Chromium takes a second press with the time stamp of the first, in milliseconds, for the same one. */
const CLICK_PAUSE_MS = 12;
/** One that is silent for so long has hung. A busy one reads what has come meanwhile together, with one time stamp. */
const CLICK_LIMIT_MS = 2000;
/** How a keyboard repeats a key that is held; the display server leaves that to its client. */
const REPEAT_DELAY_MS = 500;
const REPEAT_INTERVAL_MS = 33;

export type Settling = { readonly settleMs: number; readonly isSettled: boolean };
export type SettleLimits = { readonly quietMs: number; readonly limitMs: number };
const DEFAULT_SETTLE: SettleLimits = { quietMs: 100, limitMs: 2000 };

/** The sandbox's screen, pointer and keyboard, over one RFB connection. Coordinates are screen pixels. */
export class Display {
  #cursor: Point;
  #buttons = 0;

  private constructor(
    private readonly rfb: RfbClient,
    private readonly clock: Clock,
  ) {
    this.#cursor = { x: Math.floor(rfb.framebuffer.width / 2), y: Math.floor(rfb.framebuffer.height / 2) };
  }

  static async connect(
    stream: Duplex,
    size: { width: number; height: number },
    clock: Clock,
  ): Promise<Display> {
    return new Display(await RfbClient.connect(stream, size), clock);
  }

  get size(): { readonly width: number; readonly height: number } {
    const { width, height } = this.rfb.framebuffer;
    return { width, height };
  }

  get cursor(): Point {
    return this.#cursor;
  }

  get isButtonDown(): boolean {
    return this.#buttons !== 0;
  }

  onUpdate(listener: () => void): () => void {
    return this.rfb.updated.on(listener);
  }

  onClosed(listener: (why: string) => void): () => void {
    return this.rfb.closed.on(listener);
  }

  /** Grows whenever the screen changes. */
  get generation(): number {
    return this.rfb.framebuffer.generation;
  }

  /**
   * What is on a part of the screen now, unmasked: for comparing, never to be shown, kept or sent. What leaves is a
   * picture of the camera's (`redaction/camera.ts`). Once the connection is over it is the last that was seen.
   */
  pixelsIn(box: Box): Picture {
    const { framebuffer } = this.rfb;
    return cropPicture(framebuffer, intersection(box, { x: 0, y: 0, ...this.size }));
  }

  move(to: Point): void {
    this.#point(to, this.#buttons);
  }

  press(button: MouseButton): void {
    this.#point(this.#cursor, this.#buttons | BUTTON_BITS[button]);
  }

  release(button: MouseButton): void {
    this.#point(this.#cursor, this.#buttons & ~BUTTON_BITS[button]);
  }

  /** The buttons are up, whoever let go of them: from here on nothing is held down with a movement. */
  forgetButtons(): void {
    this.#buttons = 0;
  }

  /** `mayGoOn` is asked before each press but the first; false when it said no, and the rest was left out. */
  async click(
    at: Point,
    button: MouseButton,
    times: number,
    signal: AbortSignal,
    mayGoOn: () => Promise<boolean> = async () => true,
  ): Promise<boolean> {
    this.move(at);
    for (let index = 0; index < times; index += 1) {
      if (index > 0) {
        await this.#betweenClicks(signal);
        if (!(await mayGoOn())) return false;
      }
      this.press(button);
      this.release(button);
    }
    return true;
  }

  async drag(from: Point, to: Point, signal: AbortSignal): Promise<void> {
    this.move(from);
    this.press('left');
    try {
      for (let step = 1; step <= DRAG_STEPS; step += 1) {
        await this.clock.sleep(DRAG_STEP_MS, signal);
        const part = step / DRAG_STEPS;
        this.move({
          x: Math.round(from.x + (to.x - from.x) * part),
          y: Math.round(from.y + (to.y - from.y) * part),
        });
      }
    } finally {
      this.release('left');
    }
  }

  scroll(at: Point, direction: WheelDirection, clicks: number): void {
    this.move(at);
    for (let index = 0; index < clicks; index += 1) {
      this.#point(at, this.#buttons | WHEEL_BITS[direction]);
      this.#point(at, this.#buttons & ~WHEEL_BITS[direction]);
    }
  }

  /** Presses and releases a combination. */
  tap(combo: KeyCombo): void {
    this.#press(keysymsOfCombo(combo));
  }

  /** Holds a combination down while `work` runs, and lets go whatever happens. */
  async holding<T>(combo: KeyCombo | null, work: () => Promise<T> | T): Promise<T> {
    const keysyms = combo === null ? [] : keysymsOfCombo(combo);
    for (const keysym of keysyms) this.rfb.sendKey(keysym, true);
    try {
      return await work();
    } finally {
      for (const keysym of [...keysyms].reverse()) this.rfb.sendKey(keysym, false);
    }
  }

  /** Holds a combination for a while; its key, if it has one, repeats as on a keyboard. Lets go whatever happens. */
  hold(combo: KeyCombo, durationMs: number, signal: AbortSignal): Promise<void> {
    return this.holding(combo, async () => {
      const repeating = combo.key === null ? undefined : keysymsOfCombo(combo).at(-1);
      const end = this.clock.monotonicMs() + durationMs;
      for (let pauseMs = REPEAT_DELAY_MS; ; pauseMs = REPEAT_INTERVAL_MS) {
        const leftMs = end - this.clock.monotonicMs();
        if (leftMs <= 0) return;
        await this.clock.sleep(Math.min(leftMs, repeating === undefined ? leftMs : pauseMs), signal);
        if (repeating !== undefined && pauseMs < leftMs) this.rfb.sendKey(repeating, true);
      }
    });
  }

  /**
   * Presses the keys of a text. Characters that are not on the layout (`isOnLayout`) take spare keys, of which the
   * server has few and never frees one: for those `Browser.insertText` comes first. Stops between characters when
   * `signal` aborts.
   */
  async type(text: string, signal: AbortSignal): Promise<void> {
    let sinceBreath = 0;
    for (const char of Array.from(text.replace(/\r\n/g, '\n'))) {
      this.#press(keysymsOfCharacter(char));
      sinceBreath += 1;
      if (!isOnLayout(char)) await this.clock.sleep(REMAP_PAUSE_MS, signal);
      else if (sinceBreath >= TYPE_BATCH) {
        await this.clock.sleep(TYPE_BATCH_PAUSE_MS, signal);
        sinceBreath = 0;
      }
    }
  }

  /**
   * Waits until the screen has not changed for `quietMs` and `isBusy` says no, at most `limitMs`. No fixed sleep: an
   * action that changes nothing costs `quietMs`.
   */
  async settle(
    isBusy: () => boolean,
    signal: AbortSignal,
    { quietMs, limitMs }: SettleLimits = DEFAULT_SETTLE,
  ): Promise<Settling> {
    const start = this.clock.monotonicMs();
    let lastChange = start;
    const stopWatching = this.rfb.updated.on(() => {
      lastChange = this.clock.monotonicMs();
    });
    try {
      for (;;) {
        const now = this.clock.monotonicMs();
        const quietFor = now - lastChange;
        if (quietFor >= quietMs && !isBusy()) return { settleMs: now - start, isSettled: true };
        if (now - start >= limitMs) return { settleMs: now - start, isSettled: false };
        const wait = quietFor >= quietMs ? 10 : quietMs - quietFor;
        await this.clock.sleep(Math.max(1, Math.min(wait, start + limitMs - now)), signal);
      }
    } finally {
      stopWatching();
    }
  }

  /** Answers when the display server does. */
  ping(): Promise<void> {
    return this.rfb.ping();
  }

  close(): void {
    this.rfb.close();
  }

  /** The time stamps are the server's: a busy one gives those of presses that it reads together the same. */
  async #betweenClicks(signal: AbortSignal): Promise<void> {
    await orAborted(withLimit(this.rfb.ping(), CLICK_LIMIT_MS, undefined), signal, 'The click');
    await this.clock.sleep(CLICK_PAUSE_MS, signal);
  }

  #press(keysyms: readonly number[]): void {
    for (const keysym of keysyms) this.rfb.sendKey(keysym, true);
    for (const keysym of [...keysyms].reverse()) this.rfb.sendKey(keysym, false);
  }

  #point(at: Point, buttons: number): void {
    this.rfb.sendPointer(at.x, at.y, buttons);
    this.#cursor = at;
    this.#buttons = buttons & 0b111;
  }
}

/** A held modifier text such as `ctrl+shift`, or null for none. The gate has refused what does not parse. */
export function heldCombo(text: string | null | undefined): KeyCombo | null {
  return text ? parseKeyCombo(text) : null;
}

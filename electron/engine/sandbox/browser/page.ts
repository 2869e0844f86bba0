import type { Clock } from '../../base/clock';
import { Emitter } from '../../base/emitter';
import { withoutFailing } from '../../base/may-fail';
import type { CdpEvent, NavigatedFrame } from '../cdp/cdp-events';
import type { CdpSession } from '../cdp/cdp-session';
import { Documents } from './documents';
import { DRAWN_EXPRESSION, PAINTED_EXPRESSION, type PageView } from './page-probe';

type Evaluated = { readonly result: { readonly value?: unknown } };
export type PageDialog = { readonly type: string; readonly message: string };

const MAX_MESSAGE = 300;
const PAINT_POLL_MS = 10;

/** One tab or pop-up window of the browser. */
export class Page {
  /** The JavaScript dialog that is open (`alert`, `confirm`, …); the page's scripts stand still meanwhile. */
  dialog: PageDialog | null = null;
  /** Address of its main document; null until the first one. Untrusted text. */
  url: string | null = null;
  /** Monotonic milliseconds of its last navigation. */
  navigatedAt = 0;
  /** Its documents, but for those of frames of other sites. */
  readonly documents: Documents;
  /** What it looked like when it was last asked; null before that. */
  lastView: PageView | null = null;
  readonly #loadingFrames = new Set<string>();
  readonly #dialogOpened = new Emitter<void>();

  constructor(
    private readonly session: CdpSession,
    targetId: string,
    private readonly clock: Clock,
  ) {
    this.documents = new Documents(session, targetId, 'page');
    session.on('Page.frameStartedLoading', ({ frameId }) => this.#loadingFrames.add(frameId));
    session.on('Page.frameStoppedLoading', ({ frameId }) => this.#loadingFrames.delete(frameId));
    session.on('Page.frameDetached', ({ frameId }) => this.#loadingFrames.delete(frameId));
    session.on('Page.frameNavigated', (frame) => this.#onNavigated(frame));
    session.on('Page.javascriptDialogOpening', (dialog) => this.#onDialog(dialog));
    session.on('Page.javascriptDialogClosed', () => {
      this.dialog = null;
    });
    session.on('Inspector.targetCrashed', () => {
      this.dialog = null;
      this.#loadingFrames.clear();
    });
  }

  get isLoading(): boolean {
    return this.#loadingFrames.size > 0;
  }

  async enable(): Promise<void> {
    await Promise.all([this.session.send('Inspector.enable'), this.documents.enable()]);
  }

  /** Answers when the navigation has begun or was refused; rejects only when the page is gone. */
  async open(url: string): Promise<void> {
    await this.session.send('Page.navigate', { url });
  }

  /** Gives the page the keyboard. In a browser that begins with an empty page the address bar has it. */
  async focus(): Promise<void> {
    await this.session.send('Page.bringToFront');
  }

  async view(): Promise<PageView> {
    this.lastView = await this.documents.view();
    return this.lastView;
  }

  /** The browser window that it is a tab of; the browser answers, also for a page that hangs. */
  async windowId(): Promise<number> {
    return (await this.session.send<{ windowId: number }>('Browser.getWindowForTarget')).windowId;
  }

  /** Answers once the page has loaded and drawn itself, so that a first screenshot shows it. */
  async painted(limitMs: number): Promise<void> {
    const end = this.clock.monotonicMs() + limitMs;
    while (!this.session.isGone && this.clock.monotonicMs() < end) {
      const options = { expression: PAINTED_EXPRESSION, awaitPromise: true };
      const asked = this.session.send<Evaluated>('Runtime.evaluate', options);
      const answer = await withoutFailing(
        asked,
        null,
        'it is lost with its document when the next one comes',
      );
      if (answer?.result.value === true) {
        // A picture of it is answered only when the compositor has one; frames that were asked for may not be out yet.
        const picture = this.session.send('Page.captureScreenshot', { format: 'jpeg', quality: 1 });
        await withoutFailing(picture, null, 'nobody needs the picture');
        return;
      }
      await this.clock.sleep(PAINT_POLL_MS);
    }
  }

  /** Answers when it has dealt with the input that it got before, and drawn what came of it. Rejects when it is gone. */
  async drawn(): Promise<void> {
    await this.session.send('Runtime.evaluate', { expression: DRAWN_EXPRESSION, awaitPromise: true });
  }

  /** The answer, or `instead` when a dialog is open or opens before: the page's scripts stand still then. */
  unlessDialog<T>(answer: Promise<T>, instead: T): Promise<T> {
    if (this.dialog !== null) return Promise.resolve(instead);
    return new Promise((resolve, reject) => {
      const forget = this.#dialogOpened.on(() => resolve(instead));
      answer.then(resolve, reject).finally(forget);
    });
  }

  /** False when a dialog came of it, and the rest was left out. Each piece is answered when the page has it. */
  async insertText(text: string): Promise<boolean> {
    for (const piece of text.split(/(\r\n|[\r\n\t])/)) {
      if (this.dialog !== null) return false;
      const done = this.#insert(piece).then(() => true);
      if (!(await this.unlessDialog(done, false))) return false;
    }
    return true;
  }

  async #insert(piece: string): Promise<void> {
    if (piece === '\t') await this.#pressKey('Tab', 9);
    else if (/[\r\n]/.test(piece)) await this.#pressKey('Enter', 13, '\r');
    else if (piece !== '') await this.session.send('Input.insertText', { text: piece });
  }

  #onNavigated({ isOutermost, url }: NavigatedFrame): void {
    if (!isOutermost) return;
    this.url = url;
    this.navigatedAt = this.clock.monotonicMs();
  }

  async #pressKey(key: string, windowsVirtualKeyCode: number, text?: string): Promise<void> {
    const event = { key, code: key, windowsVirtualKeyCode };
    await this.session.send('Input.dispatchKeyEvent', {
      type: text ? 'keyDown' : 'rawKeyDown',
      ...event,
      text,
    });
    await this.session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
  }

  #onDialog({ type, message }: CdpEvent<'Page.javascriptDialogOpening'>): void {
    this.dialog = { type: type.slice(0, 20), message: message.slice(0, MAX_MESSAGE) };
    this.#dialogOpened.emit();
  }
}

import type { Clock } from '../../base/clock';
import { Emitter } from '../../base/emitter';
import { withoutFailing } from '../../base/may-fail';
import type { Passkey } from '../../vault/passkey';
import type { CdpEvent, NavigatedFrame } from '../cdp/cdp-events';
import type { CdpSession } from '../cdp/cdp-session';
import { VirtualAuthenticator } from '../passkeys/virtual-authenticator';
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
  /** Whether the browser has found its site's certificate to be right. */
  isCertified = false;
  /** Its documents, but for those of frames of other sites. */
  readonly documents: Documents;
  /** Another document is what the page is now; tells its address. Untrusted text. */
  readonly navigated = new Emitter<string>();
  readonly gone = new Emitter<void>();
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
    session.on('Security.visibleSecurityStateChanged', ({ isCertified }) => {
      this.isCertified = isCertified;
    });
    session.on('Page.javascriptDialogOpening', (dialog) => this.#onDialog(dialog));
    session.on('Page.javascriptDialogClosed', () => {
      this.dialog = null;
    });
    session.on('Inspector.targetCrashed', () => {
      this.dialog = null;
      this.#loadingFrames.clear();
    });
    session.onGone(() => this.gone.emit());
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

  /** Closes the dialog that is open, as a press on its cancel button does; nothing when there is none. */
  async dismissDialog(): Promise<void> {
    if (this.dialog !== null) await this.session.send('Page.handleJavaScriptDialog', { accept: false });
  }

  /** An authenticator that no other page finds, until it is ended: with a passkey, or to make one. Rejects as commands do. */
  openAuthenticator(passkey: Passkey | null): Promise<VirtualAuthenticator> {
    return VirtualAuthenticator.open(this.session, passkey);
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
        // Frames that were asked for may not be out yet.
        await withoutFailing(this.composited(), undefined, 'nobody needs the picture');
        return;
      }
      await this.clock.sleep(PAINT_POLL_MS);
    }
  }

  /** Answers when it has dealt with the input that it got before, and drawn what came of it. Rejects when it is gone. */
  async drawn(): Promise<void> {
    await this.session.send('Runtime.evaluate', { expression: DRAWN_EXPRESSION, awaitPromise: true });
  }

  /**
   * Answers when what it is now has gone to the screen; frames that were asked for may not have. A picture of it is
   * answered only when the compositor has drawn one; the picture itself is of no use. Rejects when the page is gone.
   */
  async composited(): Promise<void> {
    await this.session.send('Page.captureScreenshot', { format: 'jpeg', quality: 1 });
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
    this.navigated.emit(url);
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

import type { CdpConnection } from './cdp-connection';
import { FrameSession } from './frame-session';
import { PAINTED_EXPRESSION, type PageView } from './page-probe';
import type { BrowserTarget } from './target-tree';

type Evaluated = { readonly result: { readonly value?: unknown } };
type NavigatedFrame = { readonly parentId?: string; readonly url: string };
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
  readonly frame: FrameSession;
  /** What it looked like when it was last asked; null before that. */
  lastView: PageView | null = null;
  #loadingFrames = new Set<string>();

  constructor(
    private readonly cdp: CdpConnection,
    { sessionId, targetId }: BrowserTarget,
  ) {
    this.frame = new FrameSession(cdp, sessionId, targetId, null);
  }

  get isLoading(): boolean {
    return this.#loadingFrames.size > 0;
  }

  async enable(): Promise<void> {
    await Promise.all([this.#send('Inspector.enable'), this.frame.enable()]);
  }

  onEvent(method: string, params: Readonly<Record<string, unknown>>): void {
    this.frame.onEvent(method, params);
    const frame = String(params.frameId ?? '');
    if (method === 'Page.frameStartedLoading') this.#loadingFrames.add(frame);
    else if (method === 'Page.frameStoppedLoading' || method === 'Page.frameDetached')
      this.#loadingFrames.delete(frame);
    else if (method === 'Page.frameNavigated') this.#onNavigated(params.frame as NavigatedFrame);
    else if (method === 'Page.javascriptDialogOpening') this.#onDialog(params);
    else if (method === 'Page.javascriptDialogClosed') this.dialog = null;
    else if (method === 'Inspector.targetCrashed') {
      this.dialog = null;
      this.#loadingFrames.clear();
    }
  }

  /** Answers when the navigation has begun or was refused; rejects only when the page is gone. */
  async open(url: string): Promise<void> {
    await this.#send('Page.navigate', { url });
  }

  /** Gives the page the keyboard. In a browser that begins with an empty page the address bar has it. */
  async focus(): Promise<void> {
    await this.#send('Page.bringToFront');
  }

  async view(): Promise<PageView> {
    this.lastView = await this.frame.view();
    return this.lastView;
  }

  /** Answers once the page has loaded and drawn itself, so that a first screenshot shows it. */
  async painted(limitMs: number): Promise<void> {
    const end = performance.now() + limitMs;
    while (!this.cdp.isClosed && performance.now() < end) {
      const options = { expression: PAINTED_EXPRESSION, awaitPromise: true };
      // The question is lost with the document it was asked of when the next one comes.
      const answer = await this.#send<Evaluated>('Runtime.evaluate', options).catch(() => null);
      if (answer?.result.value === true) {
        // A picture of it is answered only when the compositor has one; frames that were asked for may not be out yet.
        await this.#send('Page.captureScreenshot', { format: 'jpeg', quality: 1 }).catch(() => undefined);
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, PAINT_POLL_MS));
    }
  }

  /** Each piece is answered when the page has it, so the order holds. */
  async insertText(text: string): Promise<void> {
    for (const piece of text.split(/(\r\n|[\r\n\t])/)) {
      if (piece === '\t') await this.#pressKey('Tab', 9);
      else if (/[\r\n]/.test(piece)) await this.#pressKey('Enter', 13, '\r');
      else if (piece !== '') await this.#send('Input.insertText', { text: piece });
    }
  }

  #onNavigated({ parentId, url }: NavigatedFrame): void {
    if (parentId !== undefined) return;
    this.url = url;
    this.navigatedAt = performance.now();
  }

  async #pressKey(key: string, windowsVirtualKeyCode: number, text?: string): Promise<void> {
    const event = { key, code: key, windowsVirtualKeyCode };
    await this.#send('Input.dispatchKeyEvent', { type: text ? 'keyDown' : 'rawKeyDown', ...event, text });
    await this.#send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
  }

  #onDialog({ type, message }: Readonly<Record<string, unknown>>): void {
    this.dialog = { type: String(type).slice(0, 20), message: String(message).slice(0, MAX_MESSAGE) };
  }

  #send<T>(method: string, params: object = {}): Promise<T> {
    return this.cdp.send<T>(method, params, this.frame.sessionId);
  }
}

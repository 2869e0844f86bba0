import type { Duplex } from 'node:stream';
import type { Point } from '../../../../shared/domain/action';
import type { Target, UnknownTarget } from '../../../../shared/domain/target';
import { withLimit } from '../../base/clock';
import { CdpConnection, type CdpEvent } from './cdp-connection';
import { Page } from './page';
import type { PageView } from './page-probe';
import { unknownTarget } from './unknown-target';

/** A look-up that takes longer is worth nothing: the page may have changed. Unknown is the safe answer. */
const LOCATE_LIMIT_MS = 1500;

const PAINT_LIMIT_MS = 4000;

type FrontPage = { readonly page: Page; readonly view: PageView };

type TargetInfo = { readonly targetId: string; readonly type: string; readonly url: string };

/**
 * The sandbox's browser, seen through its debugging pipe: which element is where, and whether a page is loading. It
 * acts on nothing but the focused field, with text that has no keys; every other action goes through the display.
 */
export class Browser {
  readonly #pages = new Map<string, Page>();

  private constructor(
    private readonly cdp: CdpConnection,
    readonly version: string,
  ) {}

  /** Answers when the first page has drawn itself, unless it is an empty one. `limitMs` bounds the browser's start. */
  static async connect(stream: Duplex, limitMs: number, opensEmpty = false): Promise<Browser> {
    const cdp = new CdpConnection(stream);
    const { product } = await cdp.send<{ product: string }>('Browser.getVersion', {}, undefined, limitMs);
    const browser = new Browser(cdp, product);
    cdp.event.on((event) => browser.#onEvent(event));
    const options = { autoAttach: true, waitForDebuggerOnStart: false, flatten: true };
    await cdp.send('Target.setAutoAttach', options);
    await browser.#firstPage();
    // A page that never finishes loading must not hold the session back.
    const first = [...browser.#pages.values()][0];
    if (!opensEmpty)
      await withLimit(Promise.resolve(first?.painted(PAINT_LIMIT_MS)), PAINT_LIMIT_MS, undefined);
    return browser;
  }

  onClosed(listener: (why: string) => void): () => void {
    return this.cdp.closed.on(listener);
  }

  /** Whether a page is still loading, for the settling of a screenshot. */
  isLoading(): boolean {
    return [...this.#pages.values()].some((page) => page.isLoading);
  }

  /** What lies under a point of the screen. Never rejects: what can't be told is an unknown target. */
  targetAt(point: Point): Promise<Target> {
    return this.#look(({ page, view }) => page.elementAt(point, view));
  }

  /** What has the keyboard. Never rejects. */
  focusedTarget(): Promise<Target> {
    return this.#look(({ page, view }) => page.focusedElement(view));
  }

  /**
   * Puts text of any script into the field that has the keyboard, as an input method does; line breaks and tabs are
   * pressed. False, and nothing done, when no page has the keyboard. Only the driver calls it, after the gate.
   */
  async insertText(text: string): Promise<boolean> {
    const front = await this.#visiblePage();
    if ('kind' in front || !front.view.hasFocus) return false;
    await front.page.insertText(text);
    return true;
  }

  /** Answers when the browser does. */
  async ping(): Promise<void> {
    await this.cdp.send('Browser.getVersion');
  }

  close(): void {
    this.cdp.close();
  }

  async #look(ask: (front: FrontPage) => Promise<Target>): Promise<Target> {
    const late = unknownTarget('the page did not answer in time');
    try {
      return await withLimit(
        this.#visiblePage().then((front) => ('kind' in front ? front : ask(front))),
        LOCATE_LIMIT_MS,
        late,
      );
    } catch {
      return unknownTarget('the browser could not be asked');
    }
  }

  /** The page in front. With two visible ones (a pop-up window) only the focused one is certain. */
  async #visiblePage(): Promise<FrontPage | UnknownTarget> {
    const pages = [...this.#pages.values()];
    const dialog = pages.find((page) => page.dialog !== null);
    if (dialog) return unknownTarget(`a ${dialog.dialog} dialog of the page is open`);
    const views = await Promise.all(pages.map(async (page) => ({ page, view: await page.view() })));
    const visible = views.filter(({ view }) => view.isVisible);
    const only = visible.length === 1 ? visible[0] : visible.find(({ view }) => view.hasFocus);
    return only ?? unknownTarget('no page is in front');
  }

  #onEvent({ method, params, sessionId }: CdpEvent): void {
    if (method === 'Target.attachedToTarget') {
      const info = params.targetInfo as TargetInfo;
      if (info.type === 'page') this.#attach(params.sessionId as string);
    } else if (method === 'Target.detachedFromTarget') {
      this.#pages.delete(params.sessionId as string);
    } else if (sessionId !== undefined) {
      this.#pages.get(sessionId)?.onEvent(method, params);
    }
  }

  #attach(sessionId: string): void {
    const page = new Page(this.cdp, sessionId);
    this.#pages.set(sessionId, page);
    void page.enable().catch(() => this.#pages.delete(sessionId));
  }

  async #firstPage(): Promise<void> {
    if (this.#pages.size > 0) return;
    await new Promise<void>((resolve, reject) => {
      const stop = this.cdp.event.on(() => {
        if (this.#pages.size === 0) return;
        stop();
        resolve();
      });
      this.cdp.closed.on((why) => reject(new Error(why)));
    });
  }
}

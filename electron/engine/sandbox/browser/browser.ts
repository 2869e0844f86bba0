import type { Duplex } from 'node:stream';
import type { Point } from '../../../../shared/domain/action';
import type { Target, UnknownTarget } from '../../../../shared/domain/target';
import { withLimit } from '../../base/clock';
import { Emitter } from '../../base/emitter';
import { CdpConnection } from './cdp-connection';
import { NavigationGuard, type NavigationRules } from './navigation-guard';
import { Page } from './page';
import type { PageView } from './page-probe';
import { RequestSources } from './request-sources';
import { type BrowserTarget, TargetTree } from './target-tree';
import { unknownTarget } from './unknown-target';

/** A look-up that takes longer is worth nothing: the page may have changed. Unknown is the safe answer. */
const LOCATE_LIMIT_MS = 1500;

const PAINT_LIMIT_MS = 4000;

const WORKERS: ReadonlySet<string> = new Set(['worker', 'service_worker', 'shared_worker', 'worklet']);

type FrontPage = { readonly page: Page; readonly view: PageView };

/**
 * The sandbox's browser, seen through its debugging pipe: which element is where, and whether a page is loading. It
 * acts on nothing but the focused field, with text that has no keys; every other action goes through the display.
 */
export class Browser {
  /** A page's process is gone; the browser shows that in its place. */
  readonly pageCrashed = new Emitter<void>();
  readonly #pages = new Map<string, Page>();
  readonly #guard: NavigationGuard;
  readonly #targets: TargetTree;
  #sources: RequestSources | null = null;

  private constructor(
    private readonly cdp: CdpConnection,
    readonly version: string,
  ) {
    this.#guard = new NavigationGuard(cdp);
    this.#targets = new TargetTree(
      cdp,
      (target) => this.#prepare(target),
      ({ sessionId }) => this.#pages.delete(sessionId),
    );
    cdp.event.on(({ method, params, sessionId }) => {
      const page = sessionId === undefined ? undefined : this.#pages.get(sessionId);
      page?.onEvent(method, params);
      if (page !== undefined && method === 'Inspector.targetCrashed') this.pageCrashed.emit();
    });
  }

  /** Answers when the first page, an empty one, can be looked at. `limitMs` bounds the browser's start. */
  static async connect(stream: Duplex, limitMs: number): Promise<Browser> {
    const cdp = new CdpConnection(stream);
    const { product } = await cdp.send<{ product: string }>('Browser.getVersion', {}, undefined, limitMs);
    const browser = new Browser(cdp, product);
    await browser.#targets.follow();
    await (await browser.#firstPage()).focus();
    return browser;
  }

  /** What the browser may open from here on. Until the first call nothing loads. */
  guard(rules: NavigationRules): void {
    this.#guard.rules = rules;
  }

  /** From here on `documentFor` can tell which page asked for a host. */
  async traceRequests(): Promise<void> {
    this.#sources ??= new RequestSources(this.cdp);
    const sources = this.#sources;
    await Promise.all(
      this.#targets.all().map(({ sessionId }) => sources.watch(sessionId).catch(() => undefined)),
    );
  }

  /** Address of the document that last asked for a host and port; null when unknown. Untrusted text. */
  documentFor(host: string, port: number): string | null {
    return this.#sources?.documentFor(host, port) ?? null;
  }

  /** Opens an address in the first page; answers when the navigation has begun or was refused. */
  async open(url: string): Promise<void> {
    await (await this.#firstPage()).open(url);
  }

  /** Answers when the first page has drawn itself, or after 4 s: one that never finishes must not hold a session back. */
  async painted(): Promise<void> {
    const page = await this.#firstPage();
    await withLimit(page.painted(PAINT_LIMIT_MS), PAINT_LIMIT_MS, undefined);
  }

  /** Address of the page that navigated last; null before the first. Untrusted text. */
  get frontUrl(): string | null {
    const pages = [...this.#pages.values()].filter(({ url }) => url !== null);
    return pages.sort((a, b) => b.navigatedAt - a.navigatedAt)[0]?.url ?? null;
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

  async #prepare({ sessionId, type }: BrowserTarget): Promise<void> {
    const watched = this.#guard.watch(sessionId);
    void this.#sources?.watch(sessionId).catch(() => undefined);
    // A worker loads no documents, and not every kind of worker can be watched.
    if (WORKERS.has(type)) return watched.catch(() => undefined);
    if (type === 'page') this.#attach(sessionId);
    await watched;
  }

  #attach(sessionId: string): void {
    const page = new Page(this.cdp, sessionId);
    this.#pages.set(sessionId, page);
    // Not waited for: a renderer that stands still answers only once it may go on.
    void page.enable().catch(() => this.#pages.delete(sessionId));
  }

  async #firstPage(): Promise<Page> {
    const [first] = this.#pages.values();
    if (first !== undefined) return first;
    return new Promise<Page>((resolve, reject) => {
      const stop = this.cdp.event.on(() => {
        const [page] = this.#pages.values();
        if (page === undefined) return;
        stop();
        resolve(page);
      });
      this.cdp.closed.on((why) => reject(new Error(why)));
    });
  }
}

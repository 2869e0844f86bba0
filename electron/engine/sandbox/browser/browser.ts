import type { Duplex } from 'node:stream';
import type { Box, Point } from '../../../../shared/domain/geometry';
import type { Target } from '../../../../shared/domain/target';
import { Emitter } from '../../base/emitter';
import { withLimit } from '../../base/limits';
import type { ScreenWindows } from '../display/screen-windows';
import { NavigationGuard, type NavigationRules } from '../requests/navigation-guard';
import { RequestSources } from '../requests/request-sources';
import { CdpConnection } from './cdp-connection';
import { FrameSession } from './frame-session';
import { findFront } from './front';
import { Lookup } from './lookup';
import { Page } from './page';
import { type BrowserTarget, TargetTree } from './target-tree';

const PAINT_LIMIT_MS = 4000;

const WORKERS: ReadonlySet<string> = new Set(['worker', 'service_worker', 'shared_worker', 'worklet']);

/**
 * The sandbox's browser, seen through its debugging pipe: which element is where, and whether a page is loading. It
 * acts on nothing but the focused field, with text that has no keys; every other action goes through the display.
 */
export class Browser {
  /** A page's process is gone; the browser shows that in its place. */
  readonly pageCrashed = new Emitter<void>();
  readonly #pages = new Map<string, Page>();
  /** Frames of other sites, which have processes of their own. */
  readonly #frames = new Map<string, FrameSession>();
  readonly #lookup: Lookup;
  readonly #guard: NavigationGuard;
  readonly #targets: TargetTree;
  #sources: RequestSources | null = null;

  private constructor(
    private readonly cdp: CdpConnection,
    private readonly windows: ScreenWindows,
    readonly version: string,
  ) {
    this.#lookup = new Lookup({
      pages: () => [...this.#pages.values()],
      frames: () => [...[...this.#pages.values()].map(({ frame }) => frame), ...this.#frames.values()],
      windows: () => windows.read(),
    });
    this.#guard = new NavigationGuard(cdp);
    this.#targets = new TargetTree(
      cdp,
      (target) => this.#prepare(target),
      ({ sessionId }) => this.#forget(sessionId),
    );
    cdp.event.on(({ method, params, sessionId }) => {
      const page = sessionId === undefined ? undefined : this.#pages.get(sessionId);
      const inner = sessionId === undefined ? undefined : this.#frames.get(sessionId);
      (page ?? inner)?.onEvent(method, params);
      if (page !== undefined && method === 'Inspector.targetCrashed') this.pageCrashed.emit();
    });
  }

  /** Answers when the first page, an empty one, can be looked at. `limitMs` bounds the browser's start. */
  static async connect(stream: Duplex, windows: ScreenWindows, limitMs: number): Promise<Browser> {
    const cdp = new CdpConnection(stream);
    const { product } = await cdp.send<{ product: string }>('Browser.getVersion', {}, undefined, limitMs);
    const browser = new Browser(cdp, windows, product);
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
    return this.#lookup.targetAt(point);
  }

  /** What has the keyboard. Never rejects. */
  focusedTarget(): Promise<Target> {
    return this.#lookup.focusedTarget();
  }

  /**
   * Where on the screen, in pixels, the elements can be seen that each CSS selector matches, in every frame of the page
   * in front and in open shadow roots. Null when that can't be told, which includes more than 200 places: the caller has
   * to take it for the whole screen. Never rejects.
   */
  boxesOf(selectors: readonly string[]): Promise<ReadonlyMap<string, readonly Box[] | null>> {
    return this.#lookup.boxesOf(selectors);
  }

  /**
   * Puts text of any script into the field that has the keyboard, as an input method does; line breaks and tabs are
   * pressed. False, and nothing done, when no page has the keyboard. Only the driver calls it, after the gate.
   */
  async insertText(text: string): Promise<boolean> {
    const front = await findFront([...this.#pages.values()]);
    if (front.kind !== 'page' || !front.view.hasFocus) return false;
    await front.page.insertText(text);
    return true;
  }

  /** Answers when the browser does. */
  async ping(): Promise<void> {
    await this.cdp.send('Browser.getVersion');
  }

  close(): void {
    this.windows.close();
    this.cdp.close();
  }

  async #prepare(target: BrowserTarget): Promise<void> {
    const { sessionId, type } = target;
    const watched = this.#guard.watch(sessionId);
    void this.#sources?.watch(sessionId).catch(() => undefined);
    // A worker loads no documents, and not every kind of worker can be watched.
    if (WORKERS.has(type)) return watched.catch(() => undefined);
    if (type === 'page') this.#attachPage(target);
    else if (type === 'iframe') this.#attachFrame(target);
    await watched;
  }

  // Enabling is not waited for: a renderer that stands still answers only once it may go on.
  #attachPage(target: BrowserTarget): void {
    const page = new Page(this.cdp, target);
    this.#pages.set(target.sessionId, page);
    void page.enable().catch(() => this.#forget(target.sessionId));
  }

  #attachFrame({ sessionId, targetId, parentSessionId }: BrowserTarget): void {
    const frame = new FrameSession(this.cdp, sessionId, targetId, parentSessionId);
    this.#frames.set(sessionId, frame);
    void frame.enable().catch(() => this.#forget(sessionId));
  }

  #forget(sessionId: string): void {
    this.#pages.delete(sessionId);
    this.#frames.delete(sessionId);
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

import type { Duplex } from 'node:stream';
import { AirlockError } from '../../../../shared/airlock-error';
import type { Box, Point } from '../../../../shared/domain/geometry';
import type { Target } from '../../../../shared/domain/target';
import type { Clock } from '../../base/clock';
import { Emitter } from '../../base/emitter';
import { withLimit } from '../../base/limits';
import { mayFail, withoutFailing } from '../../base/may-fail';
import { CdpConnection } from '../cdp/cdp-connection';
import type { BrowserTarget, CdpSession } from '../cdp/cdp-session';
import { textOf } from '../cdp/cdp-values';
import type { Pressed } from '../display/pressed';
import type { ScreenWindows } from '../display/screen-windows';
import { NavigationGuard, type NavigationRules } from '../requests/navigation-guard';
import { RequestSources } from '../requests/request-sources';
import { RequestWatch } from '../requests/request-watch';
import type { Screen } from './bars';
import { readWrongCertificate, type WrongCertificate } from './certificates';
import { Documents } from './documents';
import type { InputKind } from './input-probe';
import { InputWatch } from './input-watch';
import { Lookup } from './lookup';
import { Page } from './page';
import { TargetTree } from './target-tree';

const PAINT_LIMIT_MS = 4000;
/** A page that draws nothing for as long is looked at as it is. */
const DRAWN_LIMIT_MS = 200;
const NO_NETWORK = 'a kind of target that has no network asks for nothing';

export type BrowserDeps = {
  /** Closed with the browser. */
  readonly windows: ScreenWindows;
  readonly clock: Clock;
};

/**
 * The sandbox's browser, seen through its debugging pipe: which element is where, and whether a page is loading. It
 * acts on nothing but the field that was judged, with text that has no keys; every other action goes through the display.
 */
export class Browser {
  /** A page's process is gone; the browser shows that in its place. */
  readonly pageCrashed = new Emitter<void>();
  /** It did not ask a site for something because of the site's certificate. */
  readonly certificateRefused = new Emitter<WrongCertificate>();
  readonly #pages = new Set<Page>();
  /** Of frames of other sites, which have processes of their own. */
  readonly #frames = new Set<Documents>();
  readonly #pageFound = new Emitter<Page>();
  readonly #lookup: Lookup;
  readonly #guard = new NavigationGuard();
  readonly #watch: RequestWatch;
  readonly #targets: TargetTree;
  #sources: RequestSources | null = null;
  #inputWatch: InputWatch | null = null;
  #screen: () => Screen | null = () => null;

  private constructor(
    private readonly cdp: CdpConnection,
    private readonly deps: BrowserDeps,
    readonly version: string,
  ) {
    this.#lookup = new Lookup({
      pages: () => [...this.#pages],
      documents: () => this.#allDocuments(),
      windows: () => deps.windows.read(),
      screen: () => this.#screen(),
      clock: deps.clock,
    });
    this.#watch = new RequestWatch(cdp.browser, [this.#guard], deps.clock);
    this.#watch.unjudged.on((request) => this.#guard.noteUnjudged(request));
    this.#targets = new TargetTree(cdp.browser, (target) => this.#prepare(target));
  }

  /** Answers when the first page, an empty one, can be looked at. `limitMs` bounds the browser's start. */
  static async connect(stream: Duplex, deps: BrowserDeps, limitMs: number): Promise<Browser> {
    const cdp = new CdpConnection(stream);
    try {
      const { product } = await cdp.browser.send<{ product?: unknown }>('Browser.getVersion', {}, limitMs);
      const browser = new Browser(cdp, deps, textOf(product) ?? 'unknown');
      await browser.#watch.begin();
      await browser.#targets.follow();
      await (await browser.#firstPage()).focus();
      return browser;
    } catch (error) {
      cdp.close();
      throw error;
    }
  }

  /** What the browser may open from here on. Until the first call nothing loads. */
  guard(rules: NavigationRules): void {
    this.#guard.rules = rules;
  }

  /** From here on it is known what the screen shows, by which its own bars are told from the page. */
  appearsOn(screen: () => Screen): void {
    this.#screen = screen;
  }

  /** From here on `documentFor` can tell which page asked for a host. */
  async traceRequests(): Promise<void> {
    if (this.#sources !== null) return;
    const sources = new RequestSources();
    this.#sources = sources;
    const follow = ({ session }: BrowserTarget) =>
      withoutFailing(sources.follow(session), undefined, NO_NETWORK);
    await Promise.all(this.#targets.all().map(follow));
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

  /** Answers when the pages that can be seen have drawn what came of the input until now, or after 200 ms. Never rejects. */
  async drawn(): Promise<void> {
    // What was not in front when it was last looked at draws nothing.
    const pages = [...this.#pages].filter(
      ({ dialog, lastView }) => dialog === null && lastView?.isVisible === true,
    );
    const all = Promise.all(
      pages.map((page) => withoutFailing(page.drawn(), undefined, 'a page that is gone draws nothing')),
    );
    await withLimit(all, DRAWN_LIMIT_MS, undefined);
  }

  /** Address of the page that navigated last; null before the first. Untrusted text. */
  get frontUrl(): string | null {
    const pages = [...this.#pages].filter(({ url }) => url !== null);
    return pages.sort((a, b) => b.navigatedAt - a.navigatedAt)[0]?.url ?? null;
  }

  onClosed(listener: (why: string) => void): () => void {
    return this.cdp.browser.onGone(listener);
  }

  /** Whether a page is still loading, for the settling of a screenshot. */
  isLoading(): boolean {
    return [...this.#pages].some((page) => page.isLoading);
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
   * From here on no page gets keys or presses of this kind but the element that the watch is aimed at, until it is ended.
   * One at a time.
   */
  async watchInput(kind: InputKind): Promise<InputWatch> {
    const shown = {
      pageOf: (documents: Documents) => this.#pageOf(documents),
      documents: () => this.#shown(),
    };
    this.#inputWatch = await InputWatch.begin(kind, shown);
    return this.#inputWatch;
  }

  /** What is down on keyboard and mouse, whoever pressed it. Rejects with `sandbox-failed` when nobody can tell. */
  pressed(): Promise<Pressed> {
    return this.deps.windows.pressed();
  }

  /** Answers when the browser does. */
  async ping(): Promise<void> {
    await this.cdp.browser.send('Browser.getVersion');
  }

  close(): void {
    this.deps.windows.close();
    this.cdp.close();
  }

  // Nothing is waited for: a renderer that stands still answers only once it may go on.
  #prepare(target: BrowserTarget): void {
    if (this.#sources !== null) mayFail(this.#sources.follow(target.session), NO_NETWORK);
    if (target.kind === 'page') this.#attachPage(target);
    else if (target.kind === 'iframe') this.#attachFrame(target);
  }

  #attachPage({ session, targetId }: BrowserTarget): void {
    const page = new Page(session, targetId, this.deps.clock);
    const forget = () => this.#pages.delete(page);
    this.#pages.add(page);
    session.onGone(forget);
    session.on('Page.frameNavigated', (frame) => this.#guard.noteBlocked(frame));
    session.on('Inspector.targetCrashed', () => this.pageCrashed.emit());
    this.#followCertificates(session);
    void page.enable().catch(forget);
    this.#closeToInput(page.documents);
    this.#pageFound.emit(page);
  }

  /** A page's session tells of its frames too, whatever site they are of. */
  #followCertificates(session: CdpSession): void {
    session.on('Security.certificateError', (told) => {
      const wrong = readWrongCertificate(told);
      if (wrong !== null) this.certificateRefused.emit(wrong);
    });
    mayFail(session.send('Security.enable'), 'what is not told is refused by the browser all the same');
  }

  #attachFrame({ session, targetId }: BrowserTarget): void {
    const documents = new Documents(session, targetId, 'frame');
    const forget = () => this.#frames.delete(documents);
    this.#frames.add(documents);
    session.onGone(forget);
    session.on('Page.frameNavigated', (frame) => this.#guard.noteBlocked(frame));
    void documents.enable().catch(forget);
    this.#closeToInput(documents);
  }

  /** What comes while the input of an action is watched gets none of it. */
  #closeToInput(documents: Documents): void {
    const closed = this.#inputWatch?.closeNew(documents);
    if (closed !== undefined) mayFail(closed, 'what is gone gets no input');
  }

  /** The tab that a frame is in, however deep; undefined when that is gone. */
  #pageOf(documents: Documents): Page | undefined {
    const page = [...this.#pages].find((one) => one.documents === documents);
    if (page !== undefined) return page;
    const around = this.#allDocuments().find((outer) => outer.holds(documents));
    return around && this.#pageOf(around);
  }

  /** Everything but what is known to lie behind: a page that nobody has looked at yet may be in front. */
  #shown(): readonly Documents[] {
    return this.#allDocuments().filter((one) => this.#pageOf(one)?.lastView?.isVisible !== false);
  }

  #allDocuments(): readonly Documents[] {
    return [...[...this.#pages].map(({ documents }) => documents), ...this.#frames];
  }

  /** The page that was there first, or the next that comes. Rejects with `sandbox-failed` when the browser is gone. */
  async #firstPage(): Promise<Page> {
    const [first] = this.#pages;
    if (first !== undefined) return first;
    const { browser } = this.cdp;
    if (browser.isGone) throw noPage();
    return new Promise<Page>((resolve, reject) => {
      const stops = [
        this.#pageFound.on((page) => end(() => resolve(page))),
        browser.onGone(() => end(() => reject(noPage()))),
      ];
      const end = (settle: () => void) => {
        for (const stop of stops) stop();
        settle();
      };
    });
  }
}

function noPage(): AirlockError {
  return new AirlockError('sandbox-failed', 'The browser is gone, and no page can be opened in it.');
}

import type { Duplex } from 'node:stream';
import type { Box, Point } from '../../../../shared/domain/geometry';
import type { Target } from '../../../../shared/domain/target';
import type { Clock } from '../../base/clock';
import { Emitter } from '../../base/emitter';
import { withLimit } from '../../base/limits';
import { mayFail, withoutFailing } from '../../base/may-fail';
import type { Hidden } from '../../redaction/hidden';
import { CdpConnection } from '../cdp/cdp-connection';
import type { BrowserTarget, CdpSession } from '../cdp/cdp-session';
import { textOf } from '../cdp/cdp-values';
import type { Pressed } from '../display/pressed';
import type { ScreenWindow, ScreenWindows } from '../display/screen-windows';
import { KeptSignIns } from '../kept-sign-in/kept-sign-ins';
import type { Passkeys } from '../passkeys/passkeys';
import type { Wanted } from '../sign-in/form-search';
import type { SignInForm, SignInOutcome, SignInSight, SignInValues } from '../sign-in/sign-in-form';
import type { SignIns } from '../sign-in/sign-ins';
import type { SignedOutSigns } from '../sign-in/signed-out-signs';
import type { Screen } from './bars';
import { BrowserRequests } from './browser-requests';
import { followCertificates, type WrongCertificate } from './certificates';
import type { Documents } from './documents';
import type { ElementAnswer, ElementAsk } from './element-locator';
import { FilledDocuments } from './filled-documents';
import { findFront } from './front';
import { FrameInitiators } from './initiators';
import type { InputKind } from './input-probe';
import { InputWatch } from './input-watch';
import { Lookup } from './lookup';
import { type OpenSites, openSites } from './open-sites';
import type { Page } from './page';
import { PageSet } from './page-set';
import { passkeysOn } from './passkey-front';
import { signedOutSignsOn, signInsOn } from './sign-in-front';
import { SignInTabs } from './sign-in-tabs';
import { TargetTree } from './target-tree';

const PAINT_LIMIT_MS = 4000;
/** A page that does not say whether a text is a selector. */
const ANSWER_LIMIT_MS = 200;

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
  /** What its pages have of the secrets that were filled in. */
  readonly filled = new FilledDocuments(() => this.#set.documents);
  /** Passkeys for the page in front, each for one ceremony. */
  readonly passkeys: Passkeys;
  /** What it asks for. */
  readonly requests: BrowserRequests;
  /** What makes the sign-ins of its pages: taken, and put back. */
  readonly keptSignIns: KeptSignIns;
  /** What in its pages speaks against such a sign-in. */
  readonly signedOutSigns: SignedOutSigns;
  readonly #set: PageSet;
  readonly #lookup: Lookup;
  readonly #signIns: SignIns;
  readonly #targets: TargetTree;
  /** What every document runs first, in our world. */
  readonly #first: string[] = [];
  #inputWatch: InputWatch | null = null;
  #screen: () => Screen | null = () => null;
  #hidden: () => Hidden | null = () => null;

  private constructor(
    private readonly cdp: CdpConnection,
    private readonly deps: BrowserDeps,
    readonly version: string,
  ) {
    this.#set = new PageSet({
      clock: deps.clock,
      onPage: (session) => this.#follow(session),
      begin: (documents) => this.#begin(documents),
    });
    this.#lookup = new Lookup({
      pages: () => this.pages,
      documents: () => this.#set.documents,
      windows: () => deps.windows.read(),
      screen: () => this.#screen(),
      hidden: () => this.#hidden(),
      clock: deps.clock,
    });
    this.#signIns = signInsOn(this.#lookup, deps.clock);
    this.signedOutSigns = signedOutSignsOn(this.#lookup, () => this.#set.shown);
    this.passkeys = passkeysOn(this.#lookup, deps.clock);
    const initiators = new FrameInitiators({
      documents: () => this.#set.documents,
      targets: () => this.#targets.all(),
    });
    this.requests = new BrowserRequests(cdp.browser, {
      clock: deps.clock,
      initiators,
      targets: () => this.#targets.all(),
    });
    const keeper = new SignInTabs({
      browser: cdp.browser,
      pages: () => this.pages,
      ownPages: this.requests.ownPages,
      clock: deps.clock,
    });
    this.keptSignIns = new KeptSignIns({ keeper, clock: deps.clock });
    this.#targets = new TargetTree(cdp.browser, (target) => this.#prepare(target));
  }

  /** Answers when the first page, an empty one, can be looked at. `limitMs` bounds the browser's start. */
  static async connect(stream: Duplex, deps: BrowserDeps, limitMs: number): Promise<Browser> {
    const cdp = new CdpConnection(stream);
    try {
      const { product } = await cdp.browser.send<{ product?: unknown }>('Browser.getVersion', {}, limitMs);
      const browser = new Browser(cdp, deps, textOf(product) ?? 'unknown');
      await browser.requests.begin();
      await browser.#targets.follow();
      await (await browser.#set.first(cdp.browser)).focus();
      return browser;
    } catch (error) {
      cdp.close();
      throw error;
    }
  }

  /** Puts cookies into its jar, in the protocol's own words. Rejects when it takes one of them not. */
  async setCookies(cookies: readonly object[]): Promise<void> {
    if (cookies.length > 0) await this.cdp.browser.send('Storage.setCookies', { cookies });
  }

  /**
   * From here on it is known what the screen shows, by which its own bars are told from the page, and what of its pages
   * nobody is to see; null while that is not known, and then no value of a field is read for anybody.
   */
  appearsOn(screen: () => Screen, hidden: () => Hidden | null): void {
    this.#screen = screen;
    this.#hidden = hidden;
  }

  /** Runs in our world in every document from here on, of whatever frame, before any script of its page. */
  async runFirst(source: string): Promise<void> {
    this.#first.push(source);
    await Promise.all(this.#set.documents.map((documents) => documents.runFirst(source)));
  }

  /** Opens an address in the first page; answers when the navigation has begun or was refused. */
  async open(url: string): Promise<void> {
    await (await this.#set.first(this.cdp.browser)).open(url);
  }

  /**
   * Loads the page in front anew, if it is of one of these origins, by its address: what was sent to get it is not sent
   * again. Rejects when no page can be asked.
   */
  async loadFrontAnew(origins: readonly string[]): Promise<void> {
    const front = await findFront(this.pages);
    if (front.kind !== 'page') return;
    const [outermost] = await front.page.documents.frames();
    if (outermost === undefined || !origins.includes(outermost.origin)) return;
    // With its fragment it would be a place in the document that is there.
    await front.page.open(outermost.url.replace(/#.*/s, ''));
  }

  /** Answers when the first page has drawn itself, or after 4 s: one that never finishes must not hold a session back. */
  async painted(): Promise<void> {
    const page = await this.#set.first(this.cdp.browser);
    await withLimit(page.painted(PAINT_LIMIT_MS), PAINT_LIMIT_MS, undefined);
  }

  /** Answers when the pages that can be seen have drawn what came of the input until now, or after 200 ms. Never rejects. */
  async drawn(): Promise<void> {
    await this.#set.drawn();
  }

  /** The sites that are open in it. Rejects when a page that counts does not answer. */
  openSites(): Promise<OpenSites> {
    return openSites(this.pages, this.#set.documents);
  }

  /** Address of the page that navigated last; null before the first. Untrusted text. */
  get frontUrl(): string | null {
    const pages = this.pages.filter(({ url }) => url !== null);
    return pages.sort((a, b) => b.navigatedAt - a.navigatedAt)[0]?.url ?? null;
  }

  /** Its tabs and pop-ups. */
  get pages(): readonly Page[] {
    return this.#set.pages;
  }

  /** The frames of other sites, in whatever page. */
  get frames(): readonly Documents[] {
    return this.#set.frames;
  }

  /** What can be seen on the screen, the topmost first. Rejects with `sandbox-failed`. */
  screenWindows(): Promise<readonly ScreenWindow[]> {
    return this.deps.windows.read();
  }

  onClosed(listener: (why: string) => void): () => void {
    return this.cdp.browser.onGone(listener);
  }

  /** Whether a page is still loading, for the settling of a screenshot. */
  isLoading(): boolean {
    return this.pages.some((page) => page.isLoading);
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

  /** What functions of ours answer on the element that a point of the screen shows; null for none of a page. Never rejects. */
  elementAt(point: Point, ask: ElementAsk): Promise<ElementAnswer | null> {
    return this.#lookup.elementAt(point, ask);
  }

  /** Whether it reads a text as a selector; what nobody can tell counts as one. Never rejects. */
  isSelector(text: string): Promise<boolean> {
    const asked = withLimit(this.#lookup.isSelector(text), ANSWER_LIMIT_MS, true);
    return withoutFailing(asked, true, 'where it matches can not be told either, and that is said');
  }

  /**
   * From here on no page gets keys or presses of this kind but the element that the watch is aimed at, until it is ended.
   * One at a time.
   */
  async watchInput(kind: InputKind): Promise<InputWatch> {
    const shown = {
      pageOf: (documents: Documents) => this.#set.pageOf(documents),
      documents: () => this.#set.shown,
    };
    this.#inputWatch = await InputWatch.begin(kind, shown);
    return this.#inputWatch;
  }

  /** The form to sign in with in the page in front, which is scrolled to it. Never rejects. */
  findSignIn(wanted: Wanted): Promise<SignInSight> {
    return this.#signIns.find(wanted);
  }

  /** Fills and sends a form as one step, where it is still the very same; also when `signal` aborts nothing is left in it. */
  signIn(form: SignInForm, values: SignInValues, signal: AbortSignal): Promise<SignInOutcome> {
    return this.#signIns.signIn(form, values, signal);
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
    this.requests.follow(target);
    this.#set.add(target);
  }

  #follow(session: CdpSession): void {
    session.on('Inspector.targetCrashed', () => this.pageCrashed.emit());
    followCertificates(session, (wrong) => this.certificateRefused.emit(wrong));
  }

  /** What comes while the input of an action is watched gets none of it. */
  #begin(documents: Documents): void {
    for (const source of this.#first) mayFail(documents.runFirst(source), 'what is gone runs nothing');
    mayFail(this.#inputWatch?.closeNew(documents) ?? Promise.resolve(), 'what is gone gets no input');
  }
}

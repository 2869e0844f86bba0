import type { Clock } from '../../base/clock';
import { mayFail, withoutFailing } from '../../base/may-fail';
import { CHANGING_WORDS } from '../../changes/changing-words';
import type { NavigatedFrame } from '../cdp/cdp-events';
import type { BrowserTarget, CdpSession } from '../cdp/cdp-session';
import { type RefusedHosts, refuseSocketsSource } from '../in-page/refuse-sockets';
import { OwnPages } from '../kept-sign-in/own-pages';
import { type ChangeHolder, HeldChanges } from '../requests/held-changes';
import { HeldHeaders } from '../requests/held-headers';
import { HeldHosts, type Permits } from '../requests/held-hosts';
import type { Initiators } from '../requests/initiator';
import { NavigationGuard, type NavigationRules } from '../requests/navigation-guard';
import type { RequestOutcome } from '../requests/request-rule';
import { RequestSources } from '../requests/request-sources';
import { RequestWatch } from '../requests/request-watch';
import { type Sent, SentWatch } from '../requests/sent-watch';
import { Sockets } from '../requests/sockets';
import { PagePrograms } from './page-programs';

const NO_NETWORK = 'a kind of target that has no network asks for nothing';

export type BrowserRequestsDeps = {
  readonly clock: Clock;
  readonly initiators: Initiators;
  /** Of every kind. */
  readonly targets: () => readonly BrowserTarget[];
};

/** Everything that a browser asks for: what is let through, what is added to it, and which page asked. */
export class BrowserRequests {
  /** Pages of ours in a site's place. */
  readonly ownPages = new OwnPages();
  /** Headers that the console adds to what pages ask for. */
  readonly headers: HeldHeaders;
  /** What pages do with WebSockets, from when requests are traced. */
  readonly sockets = new Sockets();
  readonly #guard = new NavigationGuard();
  readonly #held = new HeldHosts();
  readonly #sent = new SentWatch();
  readonly #changes = new HeldChanges(CHANGING_WORDS);
  readonly #programs = new PagePrograms();
  readonly #watch: RequestWatch;
  #sources: RequestSources | null = null;

  constructor(
    browser: CdpSession,
    private readonly deps: BrowserRequestsDeps,
  ) {
    this.headers = new HeldHeaders({ initiators: deps.initiators, renew: () => this.#watch.renew() });
    const rules = [this.ownPages, this.#held, this.#sent, this.#guard, this.#changes, this.headers];
    this.#watch = new RequestWatch(browser, rules, deps.clock);
    this.#watch.unjudged.on((request) => this.#guard.noteUnjudged(request));
  }

  /** From here on none goes out unasked. To be waited for before there is a page. */
  begin(): Promise<void> {
    return this.#watch.begin();
  }

  /** Takes in a target that has come. */
  follow(target: BrowserTarget): void {
    const { session, kind } = target;
    this.sockets.follow(target);
    if (this.#sources !== null) mayFail(this.#sources.follow(session), NO_NETWORK);
    this.#programs.begin(target);
    if (kind === 'page' || kind === 'iframe')
      session.on('Page.frameNavigated', (frame: NavigatedFrame) => this.#guard.noteBlocked(frame));
  }

  /** What the browser may open from here on. Until the first call nothing loads. */
  guard(rules: NavigationRules): void {
    this.#guard.rules = rules;
  }

  /** From here on pages send to no other hosts than these; null: to all again. Answers when the browser holds to it. */
  async holdTo(permits: Permits | null): Promise<void> {
    this.#held.permits = permits;
    await this.#watch.renew();
  }

  /** From here on nothing goes out that `stops` says no to. Answers when the browser holds everything back for it. */
  async watchSent(stops: (sent: Sent) => boolean): Promise<void> {
    this.#sent.stops = stops;
    await this.#watch.renew();
  }

  /** From here on what would change something is for `holder` to decide. Answers when the browser holds it back. */
  async holdChanges(holder: ChangeHolder, onOutcome: (outcome: RequestOutcome) => void): Promise<void> {
    await this.trace();
    this.#sources?.outcomes.on(onOutcome);
    this.#changes.holder = holder;
    await this.#watch.renew();
  }

  /** From here on pages and workers open no socket to these hosts, as far as a program in them can refuse it. */
  async refuseSockets(refused: readonly RefusedHosts[]): Promise<void> {
    await this.#programs.add(refuseSocketsSource(refused), this.deps.targets());
  }

  /** From here on `documentFor` can tell which page asked for a host. */
  async trace(): Promise<void> {
    if (this.#sources !== null) return;
    const sources = new RequestSources();
    this.#sources = sources;
    const follow = ({ session }: BrowserTarget) =>
      withoutFailing(sources.follow(session), undefined, NO_NETWORK);
    await Promise.all(this.deps.targets().map(follow));
  }

  /** Address of the document that last asked for a host and port; null when unknown. Untrusted text. */
  documentFor(host: string, port: number): string | null {
    return this.#sources?.documentFor(host, port) ?? null;
  }
}

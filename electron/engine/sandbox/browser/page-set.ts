import { AirlockError } from '../../../../shared/airlock-error';
import type { Clock } from '../../base/clock';
import { Emitter } from '../../base/emitter';
import { withLimit } from '../../base/limits';
import { withoutFailing } from '../../base/may-fail';
import type { BrowserTarget, CdpSession } from '../cdp/cdp-session';
import { Documents } from './documents';
import { Page } from './page';

/** A page that draws nothing for as long is looked at as it is. */
const DRAWN_LIMIT_MS = 200;

export type PageSetDeps = {
  readonly clock: Clock;
  /** Told of each before anything of it is asked. */
  readonly onPage: (session: CdpSession) => void;
  /** Told of the documents of each, to have in them what every document has. */
  readonly begin: (documents: Documents) => void;
};

/** The tabs and pop-ups of a browser, and the frames in them that have processes of their own. */
export class PageSet {
  readonly #pages = new Set<Page>();
  readonly #frames = new Set<Documents>();
  readonly #found = new Emitter<Page>();

  constructor(private readonly deps: PageSetDeps) {}

  /** Takes in a target that has come; nothing is waited for: a renderer that stands still answers once it may go on. */
  add(target: BrowserTarget): void {
    if (target.kind === 'page') this.#addPage(target);
    else if (target.kind === 'iframe') this.#addFrame(target);
  }

  /** Its tabs and pop-ups. */
  get pages(): readonly Page[] {
    return [...this.#pages];
  }

  /** The frames of other sites, in whatever page. */
  get frames(): readonly Documents[] {
    return [...this.#frames];
  }

  get documents(): readonly Documents[] {
    return [...this.pages.map(({ documents }) => documents), ...this.#frames];
  }

  /** Everything but what is known to lie behind: a page that nobody has looked at yet may be in front. */
  get shown(): readonly Documents[] {
    return this.documents.filter((one) => this.pageOf(one)?.lastView?.isVisible !== false);
  }

  /** The tab that a frame is in, however deep; undefined when that is gone. */
  pageOf(documents: Documents): Page | undefined {
    const page = this.pages.find((one) => one.documents === documents);
    if (page !== undefined) return page;
    const around = this.documents.find((outer) => outer.holds(documents));
    return around && this.pageOf(around);
  }

  /** The page that was there first, or the next that comes. Rejects with `sandbox-failed` when the browser is gone. */
  async first(browser: CdpSession): Promise<Page> {
    const [first] = this.#pages;
    if (first !== undefined) return first;
    if (browser.isGone) throw noPage();
    return new Promise<Page>((resolve, reject) => {
      const stops = [
        this.#found.on((page) => end(() => resolve(page))),
        browser.onGone(() => end(() => reject(noPage()))),
      ];
      const end = (settle: () => void) => {
        for (const stop of stops) stop();
        settle();
      };
    });
  }

  /** Answers when those that can be seen have drawn what came of the input until now, or after 200 ms. Never rejects. */
  async drawn(): Promise<void> {
    // What was not in front when it was last looked at draws nothing.
    const seen = this.pages.filter(({ dialog, lastView }) => dialog === null && lastView?.isVisible === true);
    const all = Promise.all(
      seen.map((page) => withoutFailing(page.drawn(), undefined, 'a page that is gone draws nothing')),
    );
    await withLimit(all, DRAWN_LIMIT_MS, undefined);
  }

  #addPage({ session, targetId }: BrowserTarget): void {
    const page = new Page(session, targetId, this.deps.clock);
    const forget = () => this.#pages.delete(page);
    this.#pages.add(page);
    session.onGone(forget);
    this.deps.onPage(session);
    void page.enable().catch(forget);
    this.deps.begin(page.documents);
    this.#found.emit(page);
  }

  #addFrame({ session, targetId }: BrowserTarget): void {
    const documents = new Documents(session, targetId, 'frame');
    const forget = () => this.#frames.delete(documents);
    this.#frames.add(documents);
    session.onGone(forget);
    void documents.enable().catch(forget);
    this.deps.begin(documents);
  }
}

function noPage(): AirlockError {
  return new AirlockError('sandbox-failed', 'The browser is gone, and no page can be opened in it.');
}

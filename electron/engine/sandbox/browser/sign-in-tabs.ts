import { randomBytes } from 'node:crypto';
import { AirlockError } from '../../../../shared/airlock-error';
import type { Clock } from '../../base/clock';
import { withoutFailing } from '../../base/may-fail';
import type { CdpSession } from '../cdp/cdp-session';
import type { Runner, SignInKeeper } from '../kept-sign-in/kept-sign-ins';
import type { OwnPages } from '../kept-sign-in/own-pages';
import type { Documents } from './documents';
import type { Page } from './page';

type SignInTabsDeps = {
  /** The browser's own session. */
  readonly browser: CdpSession;
  readonly pages: () => readonly Page[];
  readonly ownPages: OwnPages;
  readonly clock: Clock;
};

const ITSELF = 'function () { return globalThis; }';
/** A tab is told of as soon as the browser has made it. */
const TAB_LIMIT_MS = 3000;
const POLL_MS = 10;

/** Reads and writes what a browser has of a sign-in: its cookies by itself, what scripts store in tabs of their own. */
export class SignInTabs implements SignInKeeper {
  constructor(private readonly deps: SignInTabsDeps) {}

  async cookies(): Promise<readonly unknown[]> {
    const { cookies } = await this.deps.browser.send<{ cookies: readonly unknown[] }>('Storage.getCookies');
    return cookies;
  }

  async setCookie(cookie: object): Promise<void> {
    await this.deps.browser.send('Storage.setCookies', { cookies: [cookie] });
  }

  inTab<T>(address: string, work: (run: Runner) => Promise<T>): Promise<T> {
    return this.#withTab(async ({ documents }, open) => {
      await open(address);
      return work(runnerIn(documents));
    });
  }

  inOwnPage<T>(origin: string, work: (run: Runner) => Promise<T>): Promise<T> {
    // Nobody can know it, so no other page gets there.
    const address = `${origin}/${randomBytes(16).toString('hex')}`;
    const close = this.deps.ownPages.serve(address);
    return this.#withTab(async ({ documents }, open) => {
      // A service worker of the site would answer in our place.
      await documents.send('Network.enable', { maxTotalBufferSize: 0, maxResourceBufferSize: 0 });
      await documents.send('Network.setBypassServiceWorker', { bypass: true });
      await open(address);
      const [outermost] = await documents.frames();
      if (outermost?.url !== address || outermost.origin !== origin)
        throw new AirlockError('sandbox-failed', 'The browser did not open a page of ours.');
      return work(runnerIn(documents));
    }).finally(close);
  }

  async #withTab<T>(work: (page: Page, open: (address: string) => Promise<void>) => Promise<T>): Promise<T> {
    const { browser } = this.deps;
    const asked = { url: 'about:blank', background: true };
    const { targetId } = await browser.send<{ targetId: string }>('Target.createTarget', asked);
    try {
      const page = await this.#pageOf(targetId);
      return await work(page, (address) => page.open(address));
    } finally {
      const closed = browser.send('Target.closeTarget', { targetId }).then(() => this.#untilGone(targetId));
      await withoutFailing(closed, undefined, 'a browser that is gone has no tabs');
    }
  }

  /** Nobody takes a tab of ours for one that may be in front. */
  async #untilGone(targetId: string): Promise<void> {
    const { clock } = this.deps;
    const end = clock.monotonicMs() + TAB_LIMIT_MS;
    while (this.#find(targetId) !== undefined && clock.monotonicMs() < end) await clock.sleep(POLL_MS);
  }

  #find(targetId: string): Page | undefined {
    return this.deps.pages().find(({ documents }) => documents.rootFrameId === targetId);
  }

  async #pageOf(targetId: string): Promise<Page> {
    const { clock } = this.deps;
    const end = clock.monotonicMs() + TAB_LIMIT_MS;
    for (;;) {
      const page = this.#find(targetId);
      if (page !== undefined) return page;
      if (clock.monotonicMs() > end) throw new AirlockError('sandbox-failed', 'The browser opened no tab.');
      await clock.sleep(POLL_MS);
    }
  }
}

/** Runs functions in the outermost document that is there at that time; null where that is none of a site. */
function runnerIn(documents: Documents): Runner {
  return async <T>(functionDeclaration: string, ...args: readonly unknown[]) => {
    const asked = call<T>(documents, functionDeclaration, args);
    const answer = await withoutFailing(asked, null, 'a document that is gone says nothing');
    // With a tab that is gone nothing will ever answer.
    if (documents.isGone) throw new AirlockError('sandbox-failed', 'The tab of the browser is gone.');
    return answer;
  };
}

async function call<T>(
  documents: Documents,
  functionDeclaration: string,
  args: readonly unknown[],
): Promise<T | null> {
  const [outermost] = await documents.frames();
  if (outermost === undefined || outermost.url === '') return null;
  const group = documents.newGroup();
  try {
    const { objectId } = await documents.ask(outermost.id, ITSELF, group);
    if (objectId === undefined) return null;
    const values = args.map((value) => ({ value }));
    const { value } = await documents.callWith(objectId, functionDeclaration, {
      args: values,
      returnByValue: true,
    });
    return (value ?? null) as T | null;
  } finally {
    documents.letGo(group);
  }
}

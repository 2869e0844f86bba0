import type { Clock } from '../../base/clock';
import { withLimit } from '../../base/limits';
import { withoutFailing } from '../../base/may-fail';
import { cookieParams, cookiesOf } from './cookies';
import { type KeptSignIn, type KeptStorage, readKept, writeKept } from './kept-sign-in';
import { READ_STORAGE, SAYS_TEXT, WRITE_STORAGE } from './storage-source';

/** Runs a function in a document, with arguments that are in no source text. Null when it throws; rejects with its tab. */
export type Runner = <T>(functionDeclaration: string, ...args: readonly unknown[]) => Promise<T | null>;

/** What of a browser is read and written to keep a sign-in. All of it rejects when the browser is gone. */
export interface SignInKeeper {
  cookies(): Promise<readonly unknown[]>;
  /** Rejects where the browser does not take it. */
  setCookie(cookie: object): Promise<void>;
  /** Opens an address in a tab of its own, behind the one in front, for as long as the work takes. */
  inTab<T>(address: string, work: (run: Runner) => Promise<T>): Promise<T>;
  /** The same with an empty page of ours in the place of the origin's: nothing is asked of the site. */
  inOwnPage<T>(origin: string, work: (run: Runner) => Promise<T>): Promise<T>;
}

/** Where a text stands while somebody is signed in. */
export type Landmark = { readonly url: string; readonly text: string };

/** How long a page may take to come and to draw what it says. */
const LANDMARK_LIMIT_MS = 6000;
/** Besides, for its tab to come and to go: what was seen must not be lost by that. */
const TAB_LIMIT_MS = 6000;
const BETWEEN_LOOKS_MS = 150;

/** Keeps what makes a sign-in (cookies, local storage, IndexedDB) of exact origins, and puts it back. */
export class KeptSignIns {
  constructor(private readonly deps: { readonly keeper: SignInKeeper; readonly clock: Clock }) {}

  /** Everything of these origins, which the caller wipes. Rejects when the browser can't be asked. */
  async take(origins: readonly string[]): Promise<Buffer> {
    const { keeper } = this.deps;
    const cookies = cookiesOf(await keeper.cookies(), origins);
    const storage: KeptStorage[] = [];
    for (const origin of origins) {
      const stored = await keeper.inOwnPage(origin, (run) => run<Omit<KeptStorage, 'origin'>>(READ_STORAGE));
      if (stored === null) throw new Error('what it has stored can not be read, or is too much');
      storage.push({ origin, local: stored.local, databases: stored.databases });
    }
    return writeKept({ version: 1, cookies, storage });
  }

  /**
   * Puts a sign-in back, for these origins and no other. False where the bytes are none or the browser takes something of
   * it not; rejects when it can't be asked.
   */
  async putBack(bytes: Buffer, origins: readonly string[]): Promise<boolean> {
    const kept = readKept(bytes);
    if (kept === null) return false;
    const { keeper, clock } = this.deps;
    for (const cookie of cookieParams(kept.cookies, origins, clock.wallMs())) await keeper.setCookie(cookie);
    return (await this.#store(kept, origins)) === 0;
  }

  /** Whether the landmark stands there. Looks in a tab of its own; null when the page did not come. Never rejects. */
  async stands({ url, text }: Landmark): Promise<boolean | null> {
    const { keeper, clock } = this.deps;
    const end = clock.monotonicMs() + LANDMARK_LIMIT_MS;
    const look = keeper.inTab(url, async (run) => {
      for (;;) {
        const says = await run<boolean>(SAYS_TEXT, text, new URL(url).origin);
        if (says === true || clock.monotonicMs() > end) return says;
        await clock.sleep(BETWEEN_LOOKS_MS);
      }
    });
    const found = withoutFailing(look, null, 'a page that does not come says nothing');
    return withLimit(found, LANDMARK_LIMIT_MS + TAB_LIMIT_MS, null);
  }

  async #store({ storage }: KeptSignIn, origins: readonly string[]): Promise<number> {
    let lost = 0;
    for (const { origin, local, databases } of storage.filter((one) => origins.includes(one.origin))) {
      const isEmpty = local.length === 0 && databases.length === 0;
      if (isEmpty) continue;
      const missing = await this.deps.keeper.inOwnPage(origin, (run) =>
        run<number>(WRITE_STORAGE, local, databases),
      );
      lost += missing ?? 1;
    }
    return lost;
  }
}

import type { CdpConnection, CdpEvent } from '../browser/cdp-connection';

/** What the policy says of a document's address. `reason` is a fixed phrase of ours, without the address. */
export type NavigationVerdict =
  | { readonly isAllowed: true }
  | { readonly isAllowed: false; readonly host: string | null; readonly reason: string };

export type RefusedNavigation = {
  readonly url: string;
  readonly host: string | null;
  readonly reason: string;
};

export type NavigationRules = {
  /** Pure and quick; asked for every document and every redirect. */
  judge(url: string): NavigationVerdict;
  onRefused(refused: RefusedNavigation): void;
};

const NOTHING_YET: NavigationRules = {
  judge: () => ({ isAllowed: false, host: null, reason: 'the session has not begun' }),
  onRefused: () => undefined,
};

type Frame = { readonly unreachableUrl?: string };

type Paused = {
  readonly requestId: string;
  readonly request: { readonly url: string };
};

/**
 * Stops documents that the policy does not allow before they are asked for, whoever starts them: the agent, the page, a
 * redirect, a frame, a pop-up. Without rules nothing loads. The broker holds the same line a second time.
 */
export class NavigationGuard {
  rules: NavigationRules = NOTHING_YET;

  constructor(private readonly cdp: CdpConnection) {
    cdp.event.on((event) => {
      if (event.method === 'Fetch.requestPaused') void this.#decide(event).catch(() => undefined);
      else if (event.method === 'Page.frameNavigated') this.#noteBlocked(event.params.frame as Frame);
    });
  }

  /** Rejects when the target can't be watched; it must not run then. */
  async watch(sessionId: string): Promise<void> {
    const documents = { urlPattern: '*', resourceType: 'Document', requestStage: 'Request' };
    await this.cdp.send('Fetch.enable', { patterns: [documents] }, sessionId);
  }

  async #decide({ params, sessionId }: CdpEvent): Promise<void> {
    const { requestId, request } = params as Paused;
    const verdict = this.#judge(request.url);
    if (verdict.isAllowed) {
      await this.cdp.send('Fetch.continueRequest', { requestId }, sessionId);
      return;
    }
    const { host, reason } = verdict;
    this.rules.onRefused({ url: request.url, host, reason });
    await this.cdp.send('Fetch.fulfillRequest', refusalPage(requestId, host, reason), sessionId);
  }

  /** Addresses that are no requests (`file:`, `data:`, `chrome:`) are stopped by the browser's own policy file. */
  #noteBlocked({ unreachableUrl: url }: Frame): void {
    if (url === undefined || /^https?:/i.test(url)) return;
    this.rules.onRefused({ url, host: null, reason: 'only pages from http and https addresses are opened' });
  }

  #judge(url: string): NavigationVerdict {
    try {
      return this.rules.judge(url);
    } catch {
      return { isAllowed: false, host: null, reason: 'the address could not be judged' };
    }
  }
}

/** Plain text, so that neither host nor reason can become a page of its own. */
function refusalPage(requestId: string, host: string | null, reason: string) {
  const text = `Airlock: ${host ?? 'this address'} was not opened: ${reason}. Do not retry or work around this.`;
  return {
    requestId,
    responseCode: 403,
    responseHeaders: [
      { name: 'Content-Type', value: 'text/plain; charset=utf-8' },
      { name: 'Content-Security-Policy', value: "default-src 'none'; sandbox" },
      { name: 'Cache-Control', value: 'no-store' },
    ],
    body: Buffer.from(text).toString('base64'),
  };
}

import type { NavigatedFrame } from '../cdp/cdp-events';
import type { OwnAnswer, RequestDecision, RequestFacts, RequestRule } from './request-rule';
import type { UnjudgedRequest } from './request-watch';

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

/**
 * Stops documents that the policy does not allow before they are asked for, whoever starts them: the agent, the page, a
 * redirect, a frame, a pop-up. Without rules nothing loads. The broker holds the same line a second time.
 */
export class NavigationGuard implements RequestRule {
  readonly types = ['Document'] as const;
  readonly limitMs = 1000;
  rules: NavigationRules = NOTHING_YET;

  judge({ url }: RequestFacts): RequestDecision {
    const verdict = this.#judge(url);
    if (verdict.isAllowed) return { kind: 'pass' };
    const { host, reason } = verdict;
    this.rules.onRefused({ url, host, reason });
    return { kind: 'answer', answer: refusalPage(host, reason) };
  }

  /** A document that was refused because nobody could decide about it. */
  noteUnjudged({ url, why }: UnjudgedRequest): void {
    this.rules.onRefused({ url, host: null, reason: why });
  }

  /** Addresses that are no requests (`file:`, `data:`, `chrome:`) are stopped by the browser's own policy file. */
  noteBlocked({ unreachableUrl: url }: Pick<NavigatedFrame, 'unreachableUrl'>): void {
    if (url === null || /^https?:/i.test(url)) return;
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
function refusalPage(host: string | null, reason: string): OwnAnswer {
  return {
    status: 403,
    headers: {
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cache-Control': 'no-store',
    },
    body: `Airlock: ${host ?? 'this address'} was not opened: ${reason}. Do not retry or work around this.`,
  };
}

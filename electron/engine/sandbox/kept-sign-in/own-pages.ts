import type { OwnAnswer, RequestDecision, RequestFacts, RequestRule } from '../requests/request-rule';

/** Nothing is in it, and nothing gets into it. */
const EMPTY: OwnAnswer = {
  status: 200,
  headers: {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': "default-src 'none'",
    'Cache-Control': 'no-store',
  },
  body: '<!doctype html><title>Airlock</title>',
};

/**
 * Answers a few addresses with an empty page of ours, in the site's place: no request goes out, and what the site has stored
 * in the browser can be read and written there.
 */
export class OwnPages implements RequestRule {
  readonly types = ['Document'] as const;
  readonly limitMs = 1000;
  readonly #addresses = new Set<string>();

  /** Answers this very address until the answer is called. */
  serve(address: string): () => void {
    this.#addresses.add(address);
    return () => this.#addresses.delete(address);
  }

  judge({ url, method }: RequestFacts): RequestDecision {
    return method === 'GET' && this.#addresses.has(url)
      ? { kind: 'answer', answer: EMPTY }
      : { kind: 'pass' };
  }
}

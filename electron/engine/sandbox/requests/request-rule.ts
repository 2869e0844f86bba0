/** What a request asks for. Every text in it is the page's. */
export type RequestFacts = {
  readonly url: string;
  readonly method: string;
  /** Its kind, as the protocol has it (`Network.ResourceType`). */
  readonly type: string;
  /** A server has sent it on from another address. */
  readonly isRedirect: boolean;
  /** Its headers and what it sends, as text: what the browser tells of it. Not told of what it streams. */
  readonly carried?: () => string;
  /** The frame that asked, as the browser names it; of a shared or service worker its target. */
  readonly frameId: string;
  /** By name in small letters, as far as the page or the browser has set them by now. */
  readonly headers: ReadonlyMap<string, string>;
};

/** A header that the console holds. `value` is asked for when a request goes out; null when it is held no longer. */
export type HeldHeader = { readonly name: string; readonly value: () => string | null };

/** An answer of ours in place of the server's, which is never asked. */
export type OwnAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export type RequestDecision =
  | {
      readonly kind: 'pass';
      /** Go with this request and with no redirect of it, in the place of the page's own of the same names. */
      readonly held?: readonly HeldHeader[];
    }
  | { readonly kind: 'refuse' }
  | { readonly kind: 'answer'; readonly answer: OwnAnswer };

/** One rule about requests. It decides, and has no hand in what is done with them. */
export interface RequestRule {
  /** The kinds that it is asked about. What no rule is asked about is not even paused, and costs nothing. */
  readonly types: readonly string[] | 'all';
  /** False while requests need not be paused for it; left out: always. `RequestWatch.renew` asks again. */
  readonly isOn?: boolean;
  /** How long it may take, in milliseconds. */
  readonly limitMs: number;
  /** `pass`: as far as this rule is concerned. Anything that it fails to answer is a refusal. */
  judge(request: RequestFacts): RequestDecision | Promise<RequestDecision>;
}

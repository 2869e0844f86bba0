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
  /** What it sends, whole. */
  readonly body?: () => SentBody;
  /** What the browser calls it where requests are traced; what becomes of it is told by that name. Null: not told. */
  readonly networkId?: string | null;
  /** The frame that asked, as the browser names it; of a shared or service worker its target. */
  readonly frameId: string;
  /** By name in small letters, as far as the page or the browser has set them by now. */
  readonly headers: ReadonlyMap<string, string>;
};

/** The bytes of a body; null where there is none, or where they are streamed, which the browser does not tell. */
export type SentBody = { readonly bytes: Buffer | null; readonly isStreamed: boolean };

/** What became of a request: an answer with its status, or its end without one. */
export type RequestOutcome = {
  readonly networkId: string;
  readonly status: number | null;
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
  /** Patterns of addresses (of `Fetch.RequestPattern`) whose requests it is asked about too, of whatever kind they are. */
  readonly addresses?: readonly string[];
  /** False while requests need not be paused for it; left out: always. `RequestWatch.renew` asks again. */
  readonly isOn?: boolean;
  /** How long it may take, in milliseconds. */
  readonly limitMs: number;
  /** `pass`: as far as this rule is concerned. Anything that it fails to answer is a refusal. */
  judge(request: RequestFacts): RequestDecision | Promise<RequestDecision>;
  /** Told of each request that was let go, of whatever rule: whether the browser had it still to send. */
  noteReleased?(request: RequestFacts, isSent: boolean): void;
}

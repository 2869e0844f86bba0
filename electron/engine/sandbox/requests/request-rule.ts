/** What a request asks for. Every text in it is the page's. */
export type RequestFacts = {
  readonly url: string;
  readonly method: string;
  /** Its kind, as the protocol has it (`Network.ResourceType`). */
  readonly type: string;
  /** A server has sent it on from another address. */
  readonly isRedirect: boolean;
};

/** An answer of ours in place of the server's, which is never asked. */
export type OwnAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export type RequestDecision =
  | { readonly kind: 'pass' }
  | { readonly kind: 'refuse' }
  | { readonly kind: 'answer'; readonly answer: OwnAnswer };

/** One rule about requests. It decides, and has no hand in what is done with them. */
export interface RequestRule {
  /** The kinds that it is asked about. What no rule is asked about is not even paused, and costs nothing. */
  readonly types: readonly string[];
  /** How long it may take, in milliseconds. */
  readonly limitMs: number;
  /** `pass`: as far as this rule is concerned. Anything that it fails to answer is a refusal. */
  judge(request: RequestFacts): RequestDecision | Promise<RequestDecision>;
}

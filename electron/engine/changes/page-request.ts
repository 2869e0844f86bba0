import type { Change } from '../../../shared/domain/change';

/** What a page is about to send, as the browser tells it. All of it is untrusted. */
export type PageRequest = {
  readonly url: string;
  readonly method: string;
  /** Network.ResourceType: Document, XHR, Fetch, Ping, Image, EventSource, Preflight, Other, … */
  readonly type: string;
  /** Names in small letters. */
  readonly headers: ReadonlyMap<string, string>;
  /** Bytes of the body as far as they were told; null where there is none. */
  readonly body: Buffer | null;
  /** The browser says that there is a body and does not tell its bytes. */
  readonly isStreamed: boolean;
};

/** What a request is: it asks for something, it is the page's own traffic, or it alters something at the other end. */
export type RequestReading =
  | { readonly kind: 'reading' | 'traffic'; readonly why: string }
  | { readonly kind: 'change'; readonly change: Change };

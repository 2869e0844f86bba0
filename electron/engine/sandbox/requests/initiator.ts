import type { RequestFacts } from './request-rule';

/**
 * Who has asked for something, by the browser's own word: a document, by its origin and those around it, the outermost
 * last; a worker; or, for a new document, the frame that is to show it, of which what is around it counts. The origin of
 * what is sandboxed is `null`, which is nobody's.
 */
export type Initiator =
  | { readonly kind: 'document'; readonly origins: readonly string[] }
  | { readonly kind: 'frame'; readonly around: readonly string[] }
  | { readonly kind: 'worker'; readonly origin: string }
  | { readonly kind: 'unknown' };

/** Tells who stands behind a request. Never rejects: what can't be told in time is unknown. */
export interface Initiators {
  of(request: Pick<RequestFacts, 'frameId' | 'type'>): Promise<Initiator>;
}

import { SERVED_ORIGIN } from '../../../../shared/reach/served-host';
import type { Refusal } from './refusals';

/** A document, by what the browser says of it and by what our own script in it says; nothing of it is the page's word. */
export type DocumentOrigin = {
  /** Its address. */
  readonly url: string;
  /** Of its address, as the browser names it. */
  readonly named: string;
  /** Of what runs in it: `null` in a sandboxed frame, whatever its address is. */
  readonly own: string;
};

/** The console's own practice sites, which it serves itself: no network carries them. Everything else comes over TLS. */
const PLAIN: ReadonlySet<string> = new Set(['http://billing.practice.test', SERVED_ORIGIN]);

/**
 * Why nothing is filled in a document; null when something may be. `chain`: itself and every document around it, the
 * outermost last. All must be of bound origins, and no more than two: the form's and the page's.
 */
export function whyNotBound(chain: readonly DocumentOrigin[], origins: readonly string[]): Refusal | null {
  const [inner] = chain;
  const outer = chain.at(-1);
  if (inner === undefined || outer === undefined) return 'other-origin';
  if (!chain.every((document) => isOf(document, origins))) return 'other-origin';
  const own = [inner.own, outer.own];
  if (!chain.every((document) => own.includes(document.own))) return 'other-origin';
  return chain.every(({ own: origin }) => isProtected(origin)) ? null : 'not-secure';
}

/** Whether an address alone may be of a bound origin: what is not is never asked anything. */
export function mayBeBound({ url, named }: Omit<DocumentOrigin, 'own'>, origins: readonly string[]): boolean {
  return /^https?:/.test(url) && origins.includes(originOf(url)) && named === originOf(url);
}

const isOf = (document: DocumentOrigin, origins: readonly string[]): boolean =>
  mayBeBound(document, origins) && document.own === document.named;

/** Whether it comes over a connection, or from where none is needed. */
export function isProtected(origin: string): boolean {
  return origin.startsWith('https://') || PLAIN.has(origin);
}

function originOf(url: string): string {
  try {
    return new URL(url).origin;
  } catch {
    return 'null';
  }
}

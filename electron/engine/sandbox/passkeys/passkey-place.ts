import type { ElementTarget, Target } from '../../../../shared/domain/target';
import { type DocumentOrigin, whyNotBound } from '../sign-in/bound-origin';
import { PASSKEY_REFUSALS, type PasskeyRefusal } from './refusals';
import { takesIn } from './rp-id';

/** Where a passkey may be used: one document, the page itself. Nothing of it is the page's word. */
export type PasskeyPlace = {
  /** Of the document, and one of those that the entry is bound to. */
  readonly origin: string;
  /** Names the frame and the very document that it shows. */
  readonly document: string;
};

/** `none`: it is used nowhere here, for a reason that is a fixed phrase of ours. */
export type PasskeySight =
  | { readonly kind: 'passkey'; readonly place: PasskeyPlace }
  | { readonly kind: 'none'; readonly why: string };

/**
 * `signed`: the page got one signature. `several`: it got more before the passkey was taken away. `unused`: it asked for
 * none that the passkey could give within the limit. `refused`: nothing was pressed. `signCount` is the passkey's own.
 */
export type PasskeyOutcome =
  | { readonly kind: 'signed' | 'several'; readonly signCount: number }
  | { readonly kind: 'unused' }
  | { readonly kind: 'refused'; readonly why: string };

/** The page in front as far as passkeys go; no word of the page is in it. */
export type PageFacts = {
  /** Of the document that the whole page is. */
  readonly top: DocumentOrigin;
  /** Names its frame and the very document that it shows. */
  readonly document: string;
  /** Whether the browser has found the page's certificate to be right. */
  readonly isCertified: boolean;
  /** Addresses and origins of the frames in it, of whatever process, as the browser names them. */
  readonly frames: readonly Pick<DocumentOrigin, 'url' | 'named'>[];
};

/** The place of the page itself; why it is none. */
export function placeIn(
  { top, document, isCertified }: PageFacts,
  origins: readonly string[],
): PasskeyPlace | PasskeyRefusal {
  const why = whyNotBound([top], origins);
  if (why !== null) return why === 'not-secure' ? 'not-secure' : 'other-origin';
  if (!isCertified && top.own.startsWith('https:')) return 'not-secure';
  return { origin: top.own, document };
}

/** Whether an element is one of the page itself, and of this very document. Why it is not, else. */
export function whyNotOf({ document }: PasskeyPlace, target: Target): PasskeyRefusal | null {
  if (target.kind !== 'element') return 'no-element';
  if (target.frameUrl !== null) return 'in-frame';
  return isOfDocument(target, document) ? null : 'changed';
}

/** Why a passkey of a site is not for a page; null when it is. No other document in there may be able to ask for it. */
export function whyNotFor({ top, frames }: PageFacts, rpId: string): PasskeyRefusal | null {
  if (!takesIn(rpId, hostOf(top.own))) return 'other-site';
  const mayAsk = frames.some(
    ({ url, named }) => named !== top.own && [url, named].some((text) => takesIn(rpId, hostOf(text))),
  );
  return mayAsk ? 'other-frames' : null;
}

export function noneFor(why: PasskeyRefusal): Extract<PasskeySight, { kind: 'none' }> {
  return { kind: 'none', why: PASSKEY_REFUSALS[why] };
}

function isOfDocument({ fingerprint }: ElementTarget, document: string): boolean {
  return fingerprint.startsWith(`${document}:`);
}

function hostOf(url: string): string {
  try {
    return new URL(url).hostname;
  } catch {
    return '';
  }
}

import type { Documents } from './documents';
import { findFront } from './front';
import type { Page } from './page';

/** What is open in a browser. Addresses are untrusted text. */
export type OpenSites = {
  /** Of the page in front; null when none is. */
  readonly frontUrl: string | null;
  /** Of every document that is shown, the page in front first. */
  readonly origins: readonly string[];
};

/** Rejects when a page that counts does not answer. */
export async function openSites(pages: readonly Page[], all: readonly Documents[]): Promise<OpenSites> {
  const front = await findFront(pages);
  const [outermost] = front.kind === 'page' ? await front.page.documents.frames() : [];
  const frames = (await Promise.all(all.map((documents) => documents.frames()))).flat();
  const origins = [outermost, ...frames].flatMap((frame) => (frame === undefined ? [] : [frame.origin]));
  return {
    frontUrl: outermost?.url || null,
    origins: [...new Set(origins)].filter((origin) => /^https?:/.test(origin)),
  };
}

import type { Box } from '../../../shared/domain/geometry';
import type { SecretField, TextDetector, UnsureCause } from '../../../shared/domain/redaction';
import type { Mask } from './mask';

/** What is looked for in the pages that can be seen. */
export type Wanted = {
  /** CSS selectors. */
  readonly selectors: readonly string[];
  readonly fields: readonly SecretField[];
  readonly detect: readonly TextDetector[];
  /** Texts that are secret. Kept nowhere but in memory, and never named in an error. */
  readonly needles: readonly string[];
};

/** Where on the screen everything was that was looked for. `held`: nothing of it has moved, come or gone since the look before. */
export type Seen = { readonly kind: 'seen'; readonly masks: readonly Mask[]; readonly held: boolean };
/** `last`: where it was when it could last be told, in the documents that are still there; null when it never could. */
export type Unseen = {
  readonly kind: 'unseen';
  readonly cause: UnsureCause;
  readonly last: readonly Mask[] | null;
};

/** The pages of a browser, as masks are made from them. Never rejects. */
export interface PageEye {
  /** What they show now, answered at once: the screen may lag behind. */
  glance(wanted: Wanted): Promise<Seen | Unseen>;
  /** Answers once the screen shows nothing older than what it has seen. */
  before(wanted: Wanted): Promise<Seen | Unseen>;
  /** What has become of it, once everything has been told that the screen may have shown until it was asked. */
  after(wanted: Wanted): Promise<Seen | Unseen>;
  /** Everything that pages show, in pixels of the screen; `withBars`: also what the browser writes of them in its bars. */
  shown(withBars: boolean): readonly Box[];
}

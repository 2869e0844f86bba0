import { z } from 'zod';
import { Box } from './geometry';

/** The longest selector that a policy takes, in UTF-16 units. */
export const MAX_SELECTOR = 500;

/** An element of a page that an operator points at. Its names are the page's: untrusted text. */
export const PickedElement = z
  .object({
    box: Box,
    tag: z.string().max(60),
    /** What the page calls it in its markup; empty for nothing. Never what it holds. */
    name: z.string().max(120),
    /** What names it alone, then what also names others of its kind. Printable ASCII only. */
    selectors: z.array(z.string().min(1).max(MAX_SELECTOR)).min(1).max(3).readonly(),
    /** It is drawn by nobody knows what: canvas, image, video. No detector can read it. */
    isOpaque: z.boolean(),
  })
  .readonly();
export type PickedElement = z.infer<typeof PickedElement>;

/** What a selector would make black now. `invalid`: it is no selector; `dialog`, `silent`, `unplaced`: nobody can tell where. */
export const MaskPreview = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('shown'), boxes: z.array(Box).readonly() }).readonly(),
  z
    .object({ kind: z.literal('unknown'), reason: z.enum(['invalid', 'dialog', 'silent', 'unplaced']) })
    .readonly(),
]);
export type MaskPreview = z.infer<typeof MaskPreview>;

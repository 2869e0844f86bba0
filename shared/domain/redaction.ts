import { z } from 'zod';
import { Box } from './geometry';

/** Fields of a form that are masked by what they are for. */
export const SECRET_FIELDS = ['password', 'code', 'card'] as const;
export type SecretField = (typeof SECRET_FIELDS)[number];

/** What is looked for in the text of a page. */
export const TEXT_DETECTORS = ['card_number', 'iban', 'email', 'phone', 'national_id', 'secret'] as const;
export type TextDetector = (typeof TEXT_DETECTORS)[number];

/** Why something was made black: a part of the screen, an element, a field, a value that is kept secret, or its text. */
export const MaskKind = z.enum(['region', 'element', ...SECRET_FIELDS, 'value', ...TEXT_DETECTORS]);
export type MaskKind = z.infer<typeof MaskKind>;

/**
 * Why it is not known where everything sensitive was at the moment of a picture. `moving`: the page never held still;
 * `silent`: it did not answer; `dialog`: its scripts stand still behind a dialog; `unplaced`: it says that there is
 * something, and not where.
 */
export const UnsureCause = z.enum(['moving', 'silent', 'dialog', 'unplaced']);
export type UnsureCause = z.infer<typeof UnsureCause>;

/** What was done with a picture because of that: the last known places grown, or everything that pages show. */
export const UnsureCover = z.enum(['region', 'page']);
export type UnsureCover = z.infer<typeof UnsureCover>;

/** What is black in a picture and why; never what was under it. Places are pixels of the screen. */
export const RedactionNote = z
  .object({
    masks: z.array(z.object({ kind: MaskKind, box: Box }).readonly()).readonly(),
    /** Masks that are not listed, because there were too many. */
    more: z.number().int().min(0).default(0),
    /** Null when it was known where everything was. */
    unsure: z.object({ cause: UnsureCause, cover: UnsureCover }).readonly().nullable().default(null),
  })
  .readonly();
export type RedactionNote = z.infer<typeof RedactionNote>;

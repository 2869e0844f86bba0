import { z } from 'zod';

/**
 * What one field of a form holds, as a reader of the page sees it. Every text in it comes from the page and is untrusted.
 * Of a field that is secret, or that the policy keeps back, it is known only that there is one.
 */
export const FormValue = z
  .object({
    name: z.string(),
    /** What stands beside it; its name where nothing does. */
    label: z.string(),
    /** `tick`: a box that is ticked or not; `choice`: what is chosen of several; `other`: a control of the page's own. */
    kind: z.enum(['text', 'choice', 'tick', 'file', 'other']),
    /** Its text, what is chosen, the names of files; `on` for a box that is ticked. Empty for what is kept secret. */
    holds: z.string(),
    isSecret: z.boolean(),
    /** It holds more than stands here. */
    isCut: z.boolean(),
    /** It is the very element that is acted on. */
    isTarget: z.boolean(),
  })
  .readonly();
export type FormValue = z.infer<typeof FormValue>;

/** Fields whose values are told of one form, and how many characters of each. */
export const MOST_VALUES = 40;
export const MOST_HELD = 200;

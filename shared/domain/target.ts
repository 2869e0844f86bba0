import { z } from 'zod';
import { BoxSchema } from './action';

/**
 * What an action would act on, read from the browser and not from the model. Every string in it comes from the page
 * and is untrusted. `box` is in screenshot pixels.
 */
export const ElementTarget = z
  .object({
    kind: z.literal('element'),
    role: z.string(),
    name: z.string(),
    tag: z.string(),
    text: z.string(),
    href: z.string().nullable(),
    inputType: z.string().nullable(),
    isEnabled: z.boolean(),
    form: z.object({ action: z.string(), method: z.string(), submitLabel: z.string() }).nullable(),
    box: BoxSchema,
    url: z.string(),
    host: z.string(),
    /** Names this very node in this very document: loader id and backend node id. Changes when the page does. */
    fingerprint: z.string(),
  })
  .readonly();

export const UnknownTarget = z
  .object({
    kind: z.literal('unknown'),
    /** Why nothing is known, in a fixed phrase of ours. */
    reason: z.string(),
    url: z.string().nullable(),
    host: z.string().nullable(),
  })
  .readonly();

export const Target = z.discriminatedUnion('kind', [ElementTarget, UnknownTarget]);
export type Target = z.infer<typeof Target>;
export type ElementTarget = z.infer<typeof ElementTarget>;
export type UnknownTarget = z.infer<typeof UnknownTarget>;

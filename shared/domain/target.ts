import { z } from 'zod';
import { FormValue } from './form-value';
import { Box } from './geometry';

/** A field of a form, as the judgement of risk reads it. Never its value: it may be a secret. */
export const FormField = z
  .object({ name: z.string(), type: z.string(), label: z.string().default('') })
  .readonly();
export type FormField = z.infer<typeof FormField>;

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
    form: z
      .object({
        action: z.string(),
        method: z.string(),
        submitLabel: z.string(),
        fields: z.array(FormField).readonly().default([]),
        /** What its fields hold that can be seen; not there when that was not read. For the operator and the record alone. */
        values: z.array(FormValue).readonly().optional(),
        /** Further fields that can be seen. */
        moreValues: z.number().int().optional(),
      })
      .nullable(),
    /** Changes with what the fields of its form hold that can be seen. Made with a key of the browser's life: it tells nobody what. */
    formDigest: z.string().optional(),
    /** The same of what each field of its form holds that can't be seen, by its name; only the page writes those. */
    hiddenFields: z
      .array(z.object({ name: z.string(), digest: z.string() }).readonly())
      .readonly()
      .default([]),
    box: Box,
    /** Around it and what belongs to it: its label, or the fields that it sends. Not there when that can't be told. */
    closeUp: Box.optional(),
    /** Sentences right beside it that say that it can't be undone. */
    beside: z.array(z.string()).readonly().optional(),
    /** Address of the page in the tab. */
    url: z.string(),
    /** Host, with port, of the document that the element itself is in: the frame's, where it is in a frame. */
    host: z.string(),
    /** Address of the frame that it is in; null when it is in the page itself. */
    frameUrl: z.string().nullable().default(null),
    pageTitle: z.string().default(''),
    /** What stands around it: title of its dialog, legend, nearest heading, row; innermost first, one a line. */
    context: z.string().default(''),
    /** What `autocomplete` says of a field, e.g. `cc-number`, `one-time-code`. */
    autocomplete: z.string().default(''),
    /** A link that saves what it leads to instead of opening it. */
    isDownload: z.boolean().default(false),
    /** State of a checkbox, radio button or switch; null for anything else. */
    isChecked: z.boolean().nullable().default(null),
    /** Names this very node in this very document: frame, loader and backend node id, with role and name. */
    fingerprint: z.string(),
  })
  .readonly();

/** In the place of a digest of what is too much to be read: it is never the same. */
export const TOO_LARGE = 'too-large';

/** Whether a role is of content alone, of which only its look says what it is. */
export function isContentRole(role: string): boolean {
  return role === 'static' || role.startsWith('clickable ');
}

/** A box that the page's script has opened in front of everything (`alert`, `confirm`, `prompt`, `beforeunload`). */
export const DialogTarget = z
  .object({
    kind: z.literal('dialog'),
    type: z.string(),
    /** Untrusted text of the page. */
    message: z.string(),
    url: z.string().nullable(),
    host: z.string().nullable(),
  })
  .readonly();

/** Parts of the browser's own interface, as far as they can be told. What they open is judged when it is asked for. */
export const BrowserPart = z.enum([
  'tab strip',
  'back button',
  'forward button',
  'reload button',
  'address bar',
  'toolbar',
  'find bar',
]);
export type BrowserPart = z.infer<typeof BrowserPart>;

/** A window that is not a page of the browser, as far as the display server knows it, or a part of the browser's own. */
export const WindowTarget = z
  .object({
    kind: z.literal('window'),
    /** Untrusted text. */
    title: z.string(),
    /** WM_CLASS: instance and class, e.g. `chromium Chromium-browser`. Untrusted text. */
    windowClass: z.string(),
    box: Box,
    /** Which part of the browser's own interface it is; not there when that is not known, and for other windows. */
    part: BrowserPart.optional(),
    url: z.null().default(null),
    host: z.null().default(null),
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

export const Target = z.discriminatedUnion('kind', [
  ElementTarget,
  DialogTarget,
  WindowTarget,
  UnknownTarget,
]);
export type Target = z.infer<typeof Target>;
export type ElementTarget = z.infer<typeof ElementTarget>;
export type DialogTarget = z.infer<typeof DialogTarget>;
export type WindowTarget = z.infer<typeof WindowTarget>;
export type UnknownTarget = z.infer<typeof UnknownTarget>;

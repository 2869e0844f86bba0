import { z } from 'zod';

/** Entries that one file may bring. */
export const MAX_IMPORT_ROWS = 5000;

/** What one line of a file would become. No secret is in it. */
export const ImportRow = z
  .object({
    /** The line of the file on which it begins. */
    line: z.number().int(),
    name: z.string(),
    origins: z.array(z.string()).readonly(),
    account: z.string(),
    hasCode: z.boolean(),
    /** `duplicate`: the same account at the same site is there already; it may be taken all the same. */
    verdict: z.enum(['ready', 'duplicate', 'left-out']),
    /** Why it is left out or a duplicate, and what of it is lost; sentences. */
    notes: z.array(z.string()).readonly(),
  })
  .readonly();
export type ImportRow = z.infer<typeof ImportRow>;

/** What a file of another password manager would bring. It is held until some is taken, for ten minutes at most. */
export const ImportPreview = z
  .object({
    importId: z.string(),
    fileName: z.string(),
    format: z.string(),
    rows: z.array(ImportRow).readonly(),
  })
  .readonly();
export type ImportPreview = z.infer<typeof ImportPreview>;

/** Which lines become entries, and the policies that may use them. */
export const ImportChoice = z
  .object({
    importId: z.string().max(100),
    lines: z.array(z.number().int()).min(1).max(MAX_IMPORT_ROWS).readonly(),
    policies: z.array(z.string().min(1).max(100)).max(200).readonly(),
  })
  .strict();
export type ImportChoice = z.infer<typeof ImportChoice>;

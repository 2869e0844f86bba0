import { z } from 'zod';

/** RFC 6265. Always of one host alone: whatever wider domain the site gave it is left out. */
export const KeptCookie = z
  .object({
    host: z.string(),
    name: z.string(),
    value: z.string(),
    path: z.string(),
    isHttpOnly: z.boolean(),
    sameSite: z.enum(['Strict', 'Lax', 'None']).nullable(),
    /** Seconds since the epoch; null for one that lives as long as the browser. */
    expires: z.number().nullable(),
  })
  .strict()
  .readonly();
export type KeptCookie = z.infer<typeof KeptCookie>;

/** What a script of an origin has stored. `databases` is what `storage-source.ts` made of IndexedDB, for itself. */
export const KeptStorage = z
  .object({
    origin: z.string(),
    local: z.array(z.tuple([z.string(), z.string()]).readonly()).readonly(),
    databases: z.array(z.unknown()).readonly(),
  })
  .strict()
  .readonly();
export type KeptStorage = z.infer<typeof KeptStorage>;

/** A sign-in as it is kept: whoever has it is signed in. */
export const KeptSignIn = z
  .object({
    version: z.literal(1),
    cookies: z.array(KeptCookie).readonly(),
    storage: z.array(KeptStorage).readonly(),
  })
  .strict()
  .readonly();
export type KeptSignIn = z.infer<typeof KeptSignIn>;

/** The caller wipes it. */
export function writeKept(kept: KeptSignIn): Buffer {
  return Buffer.from(JSON.stringify(kept), 'utf8');
}

/** Null where the bytes are no sign-in of this version. */
export function readKept(bytes: Buffer): KeptSignIn | null {
  try {
    return KeptSignIn.parse(JSON.parse(bytes.toString('utf8')));
  } catch {
    return null;
  }
}

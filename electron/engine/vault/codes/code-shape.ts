import { z } from 'zod';

const CODE_HASHES = ['sha1', 'sha256', 'sha512'] as const;

/** How one-time codes are made of a seed (RFC 6238). */
export const CodeShape = z
  .object({
    hash: z.enum(CODE_HASHES),
    digits: z.number().int().min(6).max(8),
    periodSeconds: z.number().int().min(10).max(300),
  })
  .strict();
export type CodeShape = z.infer<typeof CodeShape>;

/** What a seed without more words means, and every site that shows a bare one. */
export const USUAL_SHAPE: CodeShape = { hash: 'sha1', digits: 6, periodSeconds: 30 };

import { z } from 'zod';
import { Policy } from './policy';

/** A connection somebody wonders about: as a host and port, or as the bytes a browser would send, in UTF-8. */
export const EgressLine = z.union([
  z
    .object({
      host: z.string().max(2000),
      port: z.union([z.number(), z.string().max(100)]),
      /** Every address that the name would resolve to; not resolved when left out. */
      resolvesTo: z.array(z.string().max(100)).max(50).readonly().optional(),
    })
    .strict(),
  z.object({ raw: z.string().max(100_000) }).strict(),
]);
export type EgressLine = z.infer<typeof EgressLine>;

export const EgressCheck = z
  .object({ policy: Policy, lines: z.array(EgressLine).max(200).readonly() })
  .strict()
  .readonly();
export type EgressCheck = z.infer<typeof EgressCheck>;

/** What the broker would do. */
export const EgressVerdict = z
  .object({
    verdict: z.enum(['allow', 'ask', 'deny']),
    /** Of its answer; null while the operator would be asked; `closed` for a tunnel that is granted and then cut. */
    status: z.union([z.number().int(), z.literal('closed')]).nullable(),
    /** `host:port`; null when it could not be read. */
    canonical: z.string().nullable(),
    /** The address that would be dialled, or for which it is refused; null when nothing was resolved. */
    address: z.string().nullable(),
    /** The entry of `allowed_hosts`, or the policy field, that decides; empty when none does. */
    rule: z.string(),
    reason: z.string(),
  })
  .readonly();
export type EgressVerdict = z.infer<typeof EgressVerdict>;

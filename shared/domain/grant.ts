import { z } from 'zod';
import { Member } from './action';
import { RiskCategory, RiskLevel } from './risk';

/** The uses that a grant can have at most. */
export const MAX_GRANT_USES = 50;

/** What an operator approves for the rest of a run: the same action on the same thing of the same site. */
export const GrantScope = z
  .object({
    member: Member,
    /** The key, for `key` and `hold_key`; null for any other member. */
    key: z.string().max(100).nullable(),
    /** Scheme, host and port of the document that the target is in. */
    origin: z.string().max(300),
    role: z.string().max(60),
    name: z.string().max(300),
    /** Only on the page with this path; null: anywhere on the site. */
    path: z.string().max(2000).nullable(),
    maxUses: z.number().int().min(1).max(MAX_GRANT_USES),
    /** Minutes from the decision on; null: until the run ends. */
    minutes: z.number().int().min(1).max(1440).nullable(),
  })
  .strict()
  .readonly();
export type GrantScope = z.infer<typeof GrantScope>;

/** The same kind of change for the rest of a run: what is asked of the same place of the same server. */
export const ChangeScope = z
  .object({
    method: z.string().max(20),
    /** Host and port. */
    host: z.string().max(300),
    /** The path with `:id` for what names one thing. */
    path: z.string().max(2000),
    operation: z.string().max(300).nullable(),
    maxUses: z.number().int().min(1).max(MAX_GRANT_USES),
    /** As of an action. */
    minutes: z.number().int().min(1).max(1440).nullable(),
  })
  .strict()
  .readonly();
export type ChangeScope = z.infer<typeof ChangeScope>;

/** Of an action or of a change; which it is tells its shape. */
export const AnyScope = z.union([GrantScope, ChangeScope]);
export type AnyScope = z.infer<typeof AnyScope>;

export function isChangeScope(scope: AnyScope): scope is ChangeScope {
  return 'method' in scope;
}

/** A grant in force. It ends with its run, and is never kept over a restart. */
export const Grant = z
  .object({
    id: z.string(),
    sessionId: z.string(),
    scope: AnyScope,
    /** What was found when it was made; anything else or higher asks again. */
    categories: z.array(RiskCategory).readonly(),
    level: RiskLevel,
    by: z.string(),
    createdAt: z.number(),
    /** Wall clock, milliseconds since the epoch; null: until the run ends. */
    expiresAt: z.number().nullable(),
    uses: z.number().int(),
  })
  .readonly();
export type Grant = z.infer<typeof Grant>;

import { z } from 'zod';
import { Policy } from './policy';

/** Characters of a policy document. */
export const MAX_POLICY_TEXT = 1_000_000;
/** The operator's own policies. */
export const MAX_POLICIES = 200;

export const PolicyFormat = z.enum(['yaml', 'json']);
export type PolicyFormat = z.infer<typeof PolicyFormat>;

/** What is wrong with a policy document. An error keeps it from being used; a warning is for the reader. */
export const PolicyProblem = z
  .object({
    /** From 1; null when it is about no line. */
    line: z.number().int().nullable(),
    /** As in `rules[3].when.host`; `document` for the whole. */
    field: z.string(),
    /** Follows on the field: `name: must not be empty`. */
    message: z.string(),
    severity: z.enum(['error', 'warning']),
  })
  .readonly();
export type PolicyProblem = z.infer<typeof PolicyProblem>;

/** A document and what is to be said of it. `policy` is null when it has an error. */
export const PolicyCheck = z
  .object({ policy: Policy.nullable(), problems: z.array(PolicyProblem).readonly() })
  .readonly();
export type PolicyCheck = z.infer<typeof PolicyCheck>;

/** A policy that an operator can choose. */
export const StoredPolicy = z
  .object({
    /** Never changes while the policy keeps its name. */
    id: z.string(),
    /** Its name; that of the file when it can't be read. */
    name: z.string(),
    /** Comes with Airlock and can't be changed. */
    isPreset: z.boolean(),
    policy: Policy.nullable(),
    problems: z.array(PolicyProblem).readonly(),
    /** The document itself; empty when the file can't be read. */
    text: z.string(),
  })
  .readonly();
export type StoredPolicy = z.infer<typeof StoredPolicy>;

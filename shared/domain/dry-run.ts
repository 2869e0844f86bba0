import { z } from 'zod';
import { RecordedAction } from './action';
import { Change } from './change';
import { Target } from './target';

/** What was, or would be, decided of an action. */
export const Ruling = z
  .object({
    verdict: z.enum(['allow', 'ask', 'deny']),
    /** The policy's field that decided, or `rules[3]`. */
    rule: z.string(),
    /** The value that decided, in plain words. */
    value: z.string(),
    why: z.string(),
  })
  .readonly();
export type Ruling = z.infer<typeof Ruling>;

/** One action of a past session, or a pasted one, or a change that was judged in it, under another policy. */
export const DryRunStep = z
  .object({
    /** Null for a pasted action. */
    step: z.number().int().nullable(),
    /** Null for a change. */
    action: RecordedAction.nullable(),
    /** Null for an action. */
    change: Change.nullable(),
    target: Target.nullable(),
    /** What the record says; null for a pasted action. */
    was: Ruling.nullable(),
    now: Ruling,
    hasChanged: z.boolean(),
    /** What the decision could not take into account, in words. */
    untold: z.array(z.string()).readonly(),
  })
  .readonly();
export type DryRunStep = z.infer<typeof DryRunStep>;

/** `session`: replays its record. `action`: a call as in a record, `{"member": …, "input": …}`. */
export const DryRunSubject = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('session'), sessionId: z.string().regex(/^[a-z0-9-]{1,80}$/) }).strict(),
  z
    .object({
      kind: z.literal('action'),
      action: RecordedAction,
      /** What it would act on; left out: nothing is known of it. */
      target: Target.nullable().default(null),
    })
    .strict(),
]);
export type DryRunSubject = z.infer<typeof DryRunSubject>;

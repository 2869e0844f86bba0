import { z } from 'zod';
import { ModelRow } from './model-row';

/** A model that a run can be given to. */
export const OfferedModel = z
  .object({
    row: ModelRow,
    /** It answers still, and is to be retired. */
    isDeprecated: z.boolean(),
    /** The console knows no more of it than the API says: it is asked with care, and its price is not known. */
    isNew: z.boolean(),
  })
  .readonly();
export type OfferedModel = z.infer<typeof OfferedModel>;

/** The models that there are, the suggested one first. */
export const ModelList = z
  .object({
    models: z.array(OfferedModel).readonly(),
    /** Who says so: the API, asked with the operator's key, or the console's own table. */
    source: z.enum(['api', 'table']),
    /** Why the API said nothing the last time that it was asked, in words; null where it did, or was not asked. */
    problem: z.string().nullable(),
    isAsking: z.boolean(),
  })
  .readonly();
export type ModelList = z.infer<typeof ModelList>;

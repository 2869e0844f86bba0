import { z } from 'zod';

const support = z.object({ supported: z.boolean() }).nullish();
const count = z.number().int().positive().nullish();

/** What is read of the API's word on a model; the rest is passed over. `GET /v1/models`, Models API. */
export const ToldModel = z.object({
  id: z
    .string()
    .max(100)
    .regex(/^[\w.:@-]+$/),
  display_name: z.string().max(200).nullish(),
  created_at: z.string().max(40).nullish(),
  lifecycle: z.string().max(40).nullish(),
  line: z.string().max(40).nullish(),
  retires_at: z.string().max(40).nullish(),
  max_input_tokens: count,
  max_tokens: count,
  capabilities: z
    .object({
      image_input: support,
      effort: z
        .object({
          supported: z.boolean(),
          low: support,
          medium: support,
          high: support,
          xhigh: support,
          max: support,
        })
        .nullish(),
      thinking: z
        .object({
          types: z.object({
            adaptive: support,
            between_tools: support,
            disabled: support,
            enabled: support,
          }),
        })
        .nullish(),
    })
    .nullish(),
});
export type ToldModel = z.infer<typeof ToldModel>;

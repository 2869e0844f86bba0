import { z } from 'zod';
import { RiskCategory, RiskLevel } from './risk';

/** The fields of a body that are told of one request, and the characters of each value. */
export const MOST_CHANGE_FIELDS = 40;
export const MOST_FIELD_VALUE = 200;

/** What a field of a request means, as far as its name or value tells; what a reader must see first stands first. */
export const FIELD_MEANINGS = ['amount', 'receiver', 'right', 'person', 'secret', 'name', 'other'] as const;

/**
 * One thing that a request would send: where it stands in the body (`items[0].price`), or in the address, and what it holds.
 * Both are the page's and untrusted. Of a secret it is known only that there is one: `value` is empty.
 */
export const ChangeField = z
  .object({
    name: z.string(),
    value: z.string(),
    meaning: z.enum(FIELD_MEANINGS),
    isSecret: z.boolean(),
    /** It holds more than stands here. */
    isCut: z.boolean(),
  })
  .readonly();
export type ChangeField = z.infer<typeof ChangeField>;

/** How a body is written, as it was read. `stream`: the browser does not tell its bytes. */
export const BODY_FORMATS = [
  'none',
  'form',
  'multipart',
  'json',
  'graphql',
  'json-rpc',
  'odata-batch',
  'soap',
  'postback',
  'text',
  'binary',
  'stream',
] as const;

/** What a request of a page would alter at the other end, as far as the request tells. Quotes from it are untrusted. */
export const Change = z
  .object({
    /** What the server is asked to do: the method that overrides the request's own, where one does. In capitals. */
    method: z.string(),
    /** Host and port, as in `billing.example:443`. */
    host: z.string(),
    /** The address without what is secret in it, cut to 500 characters. */
    url: z.string(),
    /** The path with what is a name of one thing as `:id`, as in `/invoices/:id/void`. */
    path: z.string(),
    /** The name of what is called, of GraphQL, JSON-RPC, SOAP or a postback; several are joined with commas. Null: none. */
    operation: z.string().nullable(),
    category: RiskCategory,
    level: RiskLevel,
    /** False where nothing can be told of it but that its method changes something. */
    isKnown: z.boolean(),
    /** What it would do, in our words from facts of the request, as in `delete 24 invoices`. */
    does: z.string(),
    /** Why it counts as that: a sentence of ours. */
    why: z.string(),
    /** What it sends, those first that a reader must see. */
    fields: z.array(ChangeField).readonly(),
    format: z.enum(BODY_FORMATS),
    /** Bytes of the body; null where the browser does not tell. */
    bytes: z.number().int().nullable(),
    /** Only the beginning of the body was read. */
    isCut: z.boolean(),
    /** Files that it carries: name, type, bytes. Names are untrusted. */
    files: z
      .array(z.object({ name: z.string(), type: z.string(), bytes: z.number().int().nullable() }).readonly())
      .readonly(),
  })
  .readonly();
export type Change = z.infer<typeof Change>;

/**
 * What a change belongs to. `step`: the action of a step led to it, or may have; `afterMs` after that was carried out, null
 * while it still was. `page`: the page itself, as no action had led to it for a while. `operator`: whoever had taken over.
 */
export const ChangeCause = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('step'), step: z.number().int(), afterMs: z.number().int().nullable() }),
  z.object({ kind: z.literal('page') }),
  z.object({ kind: z.literal('operator') }),
]);
export type ChangeCause = z.infer<typeof ChangeCause>;

/** Why one that had been let go did not come about, or what came of it. `broken`: nobody knows whether it arrived. */
export const CHANGE_ENDS = ['answered', 'gave-up', 'broken'] as const;

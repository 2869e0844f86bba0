import { z } from 'zod';

export const CacheControl = z.strictObject({
  type: z.literal('ephemeral'),
  ttl: z.enum(['5m', '1h']).exactOptional(),
});

/** Of every block that may carry a cache breakpoint. */
export const cached = { cache_control: CacheControl.nullable().exactOptional() };

/** As the API shows an id that it made, and takes it back. */
const id = z.string().regex(/^[a-zA-Z0-9_-]+$/);

/** Text that is blank is refused wherever it stands. */
const words = z.string().regex(/\S/, 'text content blocks must contain non-whitespace text');

export const TextBlock = z.strictObject({
  type: z.literal('text'),
  text: words,
  citations: z.null().exactOptional(),
  ...cached,
});

export const ImageBlock = z.strictObject({
  type: z.literal('image'),
  source: z.strictObject({
    type: z.literal('base64'),
    media_type: z.enum(['image/png', 'image/jpeg', 'image/gif', 'image/webp']),
    data: z.string().min(1),
  }),
  transformations: z
    .strictObject({ oversized_image: z.enum(['downsize', 'error']).exactOptional() })
    .nullable()
    .exactOptional(),
  ...cached,
});

export const ToolResultBlock = z.strictObject({
  type: z.literal('tool_result'),
  tool_use_id: id,
  toolset_name: z.string().nullable().exactOptional(),
  is_error: z.boolean().exactOptional(),
  content: z
    .union([z.string(), z.array(z.discriminatedUnion('type', [TextBlock, ImageBlock]))])
    .exactOptional(),
  ...cached,
});

export const ToolUseBlock = z.strictObject({
  type: z.literal('tool_use'),
  id,
  name: z.string().min(1).max(200),
  toolset_name: z.string().nullable().exactOptional(),
  input: z.record(z.string(), z.unknown()),
  caller: z.strictObject({ type: z.literal('direct') }).exactOptional(),
  ...cached,
});

/** No breakpoint stands on thinking. */
export const ThinkingBlock = z.strictObject({
  type: z.literal('thinking'),
  thinking: z.string(),
  signature: z.string(),
});

export const RedactedThinkingBlock = z.strictObject({
  type: z.literal('redacted_thinking'),
  data: z.string(),
});

/** `content` is null where no summary came of it. */
export const CompactionBlock = z.strictObject({
  type: z.literal('compaction'),
  content: z.string().min(1).nullable().exactOptional(),
  encrypted_content: z.string().nullable().exactOptional(),
  signature: z.string().nullable().exactOptional(),
  ...cached,
});
export type CompactionBlock = z.infer<typeof CompactionBlock>;

/** A summary may stand first in a message of either side. */
export const UserMessage = z.strictObject({
  role: z.literal('user'),
  content: z.union([
    z.string().regex(/\S/),
    z.array(z.discriminatedUnion('type', [TextBlock, ImageBlock, ToolResultBlock, CompactionBlock])),
  ]),
});

export const AssistantMessage = z.strictObject({
  role: z.literal('assistant'),
  content: z.union([
    z.string().regex(/\S/),
    z.array(
      z.discriminatedUnion('type', [
        TextBlock,
        ToolUseBlock,
        ThinkingBlock,
        RedactedThinkingBlock,
        CompactionBlock,
      ]),
    ),
  ]),
});

export const SystemMessage = z.strictObject({
  role: z.literal('system'),
  content: z.union([z.string().regex(/\S/), z.array(TextBlock)]),
  clear_at: z.enum(['next_user_message', 'never']).nullable().exactOptional(),
  output_config: z
    .strictObject({ effort: z.enum(['low', 'medium', 'high', 'xhigh', 'max']).nullable().exactOptional() })
    .nullable()
    .exactOptional(),
});

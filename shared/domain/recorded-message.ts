import { z } from 'zod';

const FRAME_NAME = /^[0-9a-f]{64}$/;

/** A part of a message, of whatever type the API has or will have, with whatever else that type has. */
export type RecordedBlock = { readonly type: string };

/** One message of a run's conversation as `messages.jsonl` keeps it. */
export type RecordedMessage = {
  readonly role: 'user' | 'assistant' | 'system';
  readonly content: readonly RecordedBlock[];
};

/**
 * A picture stands by the name of its frame, `{ type: 'frame', frame: SHA-256 }`, where the API has its bytes; a message
 * with bytes is none.
 */
export const RecordedMessage: z.ZodType<RecordedMessage> = z
  .object({
    role: z.enum(['user', 'assistant', 'system']),
    content: z.array(
      z
        .looseObject({ type: z.string() })
        .refine(isByName, { message: 'A picture in a message stands by the name of its frame.' }),
    ),
  })
  .strict();

/** Whether no picture in it stands by its bytes. What the model asks for (`input`) is its own and holds none. */
function isByName(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isByName);
  if (typeof value !== 'object' || value === null) return true;
  const { type, frame } = value as { readonly type?: unknown; readonly frame?: unknown };
  if (type === 'base64') return false;
  if (type === 'frame') return typeof frame === 'string' && FRAME_NAME.test(frame);
  return Object.entries(value).every(([key, inner]) => key === 'input' || isByName(inner));
}

import { z } from 'zod';
import { ERROR_CODES } from '../airlock-error';

/** Electron's `handle` carries only an error's message across, so a reply is always a value. */
export const ReplyError = z.object({ code: z.enum(ERROR_CODES), message: z.string() }).readonly();
export type ReplyError = z.infer<typeof ReplyError>;

export type Reply<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: ReplyError };

import { z } from 'zod';

/** A place on the screen, in screenshot pixels. */
export const Point = z.object({ x: z.number(), y: z.number() }).readonly();
export type Point = z.infer<typeof Point>;

/** A part of the screen, in screenshot pixels. */
export const Box = z
  .object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() })
  .readonly();
export type Box = z.infer<typeof Box>;

import { z } from 'zod';
import { RiskCategory, RiskLevel } from './risk';

/** What a message over a WebSocket looks like, judged as if it were the body of a request. */
export const SocketDeed = z
  .object({
    /** In our words from facts of the message, as in `delete 24 invoices`. Quotes from it are untrusted. */
    does: z.string(),
    category: RiskCategory,
    level: RiskLevel,
  })
  .readonly();
export type SocketDeed = z.infer<typeof SocketDeed>;

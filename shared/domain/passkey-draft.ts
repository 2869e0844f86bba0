import { z } from 'zod';
import { CredentialName } from './credential';

/** What an operator calls a passkey before a page makes it, and which policies may use it. Its site is the page's own. */
export const PasskeyDraft = z
  .object({
    name: CredentialName,
    policies: z.array(z.string().max(200)).max(200).readonly(),
    account: z.string().trim().max(200).default(''),
  })
  .strict()
  .readonly();
export type PasskeyDraft = z.infer<typeof PasskeyDraft>;

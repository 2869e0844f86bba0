import { z } from 'zod';

/** Of what is new. NIST SP 800-63B asks for 8; what is encrypted here can be tried offline. */
export const MIN_PASSPHRASE = 12;
export const MAX_PASSPHRASE = 1000;

/**
 * `passphrase-needed`: the system has no secret store and no passphrase is set yet. `unreadable`: there is a vault that
 * can't be decrypted or is no vault; it is left as it is until the operator begins anew.
 */
export const VaultStates = z.enum(['open', 'locked', 'passphrase-needed', 'unreadable']);

export const VaultStatus = z
  .object({
    state: VaultStates,
    /** What opens it; null while there is none. */
    protection: z.enum(['system', 'passphrase']).nullable(),
    /** Whether the system offers a secret store that hides anything. */
    hasSystemStore: z.boolean(),
    /** Why it is unreadable, as a sentence; empty otherwise. */
    problem: z.string(),
  })
  .readonly();
export type VaultStatus = z.infer<typeof VaultStatus>;

import { z } from 'zod';
import { CredentialKind, CredentialName, CredentialSource, Origin } from './credential';
import { readCredentialOrigin } from './credential-origin';

/** No entry holds a longer secret that is typed in. In UTF-16 units. */
export const MAX_SECRET = 4000;

/** The name of a request header (RFC 9110, 5.1). */
export const HeaderName = z
  .string()
  .max(100)
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, { message: 'must be the name of a header, such as Authorization' });

/** An origin that a credential may be sent to. */
export const BoundOrigin = Origin.refine(
  (text) => {
    const reading = readCredentialOrigin(text);
    return reading.kind === 'origin' && reading.origin === text;
  },
  { message: 'must be one site with https://, and no pattern' },
);

const secret = z.string().min(1).max(MAX_SECRET);

/**
 * Secrets on their way into the vault; they never come back. One that is left out stays as it was, and null takes it
 * away.
 */
export const DraftSecrets = z
  .object({
    password: secret,
    /** A seed in base32 (RFC 4648) or an `otpauth://totp/` address. */
    seed: secret.nullable(),
    /** The value of a header. */
    header: secret,
    secret,
    /** Opens a KeePassXC database: given to the program on its standard input. */
    unlock: secret.nullable(),
  })
  .partial()
  .strict();
export type DraftSecrets = z.infer<typeof DraftSecrets>;

/** An entry as the operator wants it. */
export const CredentialDraft = z
  .object({
    /** Of the entry to change; null for a new one. */
    id: z.string().max(100).nullable(),
    name: CredentialName,
    kind: CredentialKind,
    origins: z.array(BoundOrigin).min(1, { message: 'must name a site' }).max(20).readonly(),
    policies: z.array(z.string().min(1).max(100)).max(200).readonly(),
    account: z.string().max(500),
    /** Of a header token; null for the other kinds. */
    headerName: HeaderName.nullable(),
    source: CredentialSource,
    /** Of an entry in another password manager: whether it makes one-time codes. Ignored where Airlock makes them. */
    hasCode: z.boolean(),
    secrets: DraftSecrets,
  })
  .strict();
export type CredentialDraft = z.infer<typeof CredentialDraft>;

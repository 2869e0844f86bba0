import { z } from 'zod';
import { parseUrl } from '../reach/parse-url';

/**
 * An exact origin as RFC 6454 (6.2) writes it: scheme, host and, where it is not the scheme's own, port. What is bound to
 * one is good for no other, a subdomain included.
 */
export const Origin = z
  .string()
  .max(300)
  .refine((text) => /^https?:/.test(text) && parseUrl(text)?.origin === text, {
    message: 'must be an origin such as https://app.example.com',
  });

/** `session`: the cookies and storage of a sign-in. `header`: a token that goes with requests. `secret`: anything else. */
export const CREDENTIAL_KINDS = ['login', 'passkey', 'session', 'header', 'secret'] as const;
export const CredentialKind = z.enum(CREDENTIAL_KINDS);
export type CredentialKind = z.infer<typeof CredentialKind>;

/** What a model calls it by. */
export const CredentialName = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._@-]*$/u, {
    message: 'must be letters, digits, blanks and . _ @ - only, and begin with a letter or digit',
  });

/** Command line programs of other password managers that an entry may be kept in. */
export const VAULT_COMMANDS = ['op', 'bw', 'pass', 'keepassxc-cli'] as const;

/** Where its secrets are kept: encrypted by Airlock, or in another password manager that is asked each time. */
export const CredentialSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('airlock') }).strict(),
  z
    .object({
      kind: z.literal('command'),
      command: z.enum(VAULT_COMMANDS),
      /** What the program calls the entry. */
      reference: z.string().min(1).max(500),
    })
    .strict(),
]);
export type CredentialSource = z.infer<typeof CredentialSource>;

export const LandmarkText = z.string().trim().min(1).max(200);

/** Where a text stands for somebody who is signed in: an address of a bound origin, and words of that page. */
export const Landmark = z
  .object({ url: z.string().min(1).max(2000), text: LandmarkText })
  .strict()
  .readonly();
export type Landmark = z.infer<typeof Landmark>;

/** What was found when it was last looked for. `unknown`: the page with the landmark did not come. */
export const CredentialHealth = z
  .object({
    state: z.enum(['ok', 'signed-out', 'unknown']),
    /** Wall clock, milliseconds since the epoch. */
    at: z.number(),
  })
  .strict()
  .readonly();
export type CredentialHealth = z.infer<typeof CredentialHealth>;

/** An entry of the vault as everybody may know it: no secret is in it. */
export const Credential = z
  .object({
    id: z.string(),
    name: CredentialName,
    kind: CredentialKind,
    /** The only origins that it is used on. */
    origins: z.array(Origin).min(1).max(20).readonly(),
    /** Names of the only policies under which an agent may use it. */
    policies: z.array(z.string()).max(200).readonly(),
    /** Whose it is, for the operator's eyes: a user name; empty when there is none. */
    account: z.string(),
    /** The request header that a token goes in; there for the kind `header` alone. */
    headerName: z.string().optional(),
    /** Whether one-time codes can be made of it (RFC 6238). */
    hasCode: z.boolean(),
    source: CredentialSource,
    /** Of a session: what tells that it is signed in. */
    landmark: Landmark.optional(),
    health: CredentialHealth.optional(),
    /** Wall clock, milliseconds since the epoch. */
    createdAt: z.number(),
    changedAt: z.number(),
    usedAt: z.number().nullable(),
  })
  .readonly();
export type Credential = z.infer<typeof Credential>;

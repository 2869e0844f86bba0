import { z } from 'zod';

/** What a form to sign in with asks for at the moment; or a passkey, which is used without one. */
export const SignInStep = z.enum(['user-name', 'password', 'both', 'code', 'passkey']);
export type SignInStep = z.infer<typeof SignInStep>;

const used = {
  entryId: z.string(),
  /** What the vault calls the entry. */
  entry: z.string(),
  /** Whose it is; empty when there is no user name. */
  account: z.string(),
  /** How often it has been used on this origin in this run, this time not counted. */
  uses: z.number().int(),
};

/** The use of one credential on one form. */
export const FormUse = z
  .object({
    ...used,
    step: SignInStep,
    /** Where a one-time code comes from: out of the vault, or by phone to the operator, who types it with the answer. */
    codeFrom: z.enum(['vault', 'operator']).default('vault'),
    /** Of the document that the fields are in, and of the page around it. */
    origin: z.string(),
    topOrigin: z.string(),
    /** Where the form goes; of a passkey the page itself. */
    submitsTo: z.string(),
    /** Names frame, document, form and fields; of a passkey frame and document. */
    fingerprint: z.string(),
  })
  .readonly();
export type FormUse = z.infer<typeof FormUse>;

/** The use of a credential that no form is filled with: a header that goes with requests, or cookies and storage. */
export const SessionUse = z
  .object({
    ...used,
    step: z.enum(['header', 'session']),
    /** All that it is used on. */
    origins: z.array(z.string()).readonly(),
    /** Of the header; null for cookies and storage. */
    headerName: z.string().nullable(),
    /** Names the entry as it is: a change of it has another. */
    fingerprint: z.string(),
  })
  .readonly();
export type SessionUse = z.infer<typeof SessionUse>;

/** The use of one credential, as it is judged, asked about and recorded. It holds no secret. */
export const SignInUse = z.union([FormUse, SessionUse]);
export type SignInUse = z.infer<typeof SignInUse>;

/** Whether no form is filled. */
export function isSessionUse(use: SignInUse): use is SessionUse {
  return use.step === 'header' || use.step === 'session';
}

/** The origins that a credential would be used on. */
export function originsOf(use: SignInUse): readonly string[] {
  return isSessionUse(use) ? use.origins : [use.origin];
}

/** Whether the operator types the code that it needs, which came to their phone. */
export function isCodeByPhone(use: SignInUse): boolean {
  return !isSessionUse(use) && use.codeFrom === 'operator';
}

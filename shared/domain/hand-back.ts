import { z } from 'zod';
import { CredentialName, LandmarkText } from './credential';
import { BoundOrigin } from './credential-draft';

/** What the agent would get if the run were handed back now. */
export const HandBackLook = z
  .object({
    /** The first picture that it would see, as WebP in base64. It is shown, and kept nowhere. */
    picture: z.string(),
    /** Sites that are open in the browser and that a sign-in can be bound to, the one in front first. */
    origins: z.array(z.string()).readonly(),
    /** Whether a form to sign in with is still shown in front. */
    asksToSignIn: z.boolean(),
  })
  .strict()
  .readonly();
export type HandBackLook = z.infer<typeof HandBackLook>;

/** A sign-in that the operator has made by hand, as they want it kept. */
export const KeepSignIn = z
  .object({
    sessionId: z.string().regex(/^[a-z0-9-]{1,80}$/),
    name: CredentialName,
    origins: z.array(BoundOrigin).min(1, { message: 'must name a site' }).max(20).readonly(),
    policies: z.array(z.string().min(1).max(100)).max(200).readonly(),
    /** Words of the page in front that stand there only for somebody who is signed in. */
    landmark: LandmarkText,
  })
  .strict();
export type KeepSignIn = z.infer<typeof KeepSignIn>;

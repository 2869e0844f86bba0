import type { Credential } from '../../shared/domain/credential';
import type { HandBackLook, KeepSignIn } from '../../shared/domain/hand-back';
import type { CallInput } from '../../shared/ipc/contract';
import { airlock } from '../client/airlock-client';
import { errorMessage } from '../words/error-message';

/** What the agent would get, or why that can't be said. `picture` is an address for the window, to be let go of. */
export type LookResult =
  | { readonly kind: 'seen'; readonly look: Omit<HandBackLook, 'picture'>; readonly picture: string }
  | { readonly kind: 'failed'; readonly message: string };

/** Looks at what the agent would get if the run were handed back now. Never rejects. */
export async function lookBeforeHandBack(sessionId: string): Promise<LookResult> {
  try {
    const { picture, ...look } = await airlock().call('sessions:look-before-hand-back', { sessionId });
    const bytes = Uint8Array.from(atob(picture), (char) => char.charCodeAt(0));
    return { kind: 'seen', look, picture: URL.createObjectURL(new Blob([bytes], { type: 'image/webp' })) };
  } catch (error) {
    return { kind: 'failed', message: errorMessage(error) };
  }
}

/** Keeps the sign-in of the sandbox's browser. Answers the entry, or what is wrong as a sentence. */
export async function keepSignIn(
  wanted: KeepSignIn,
): Promise<{ readonly entry: Credential } | { readonly problem: string }> {
  try {
    const input: CallInput<'sessions:keep-sign-in'> = wanted;
    return { entry: await airlock().call('sessions:keep-sign-in', input) };
  } catch (error) {
    return { problem: errorMessage(error) };
  }
}

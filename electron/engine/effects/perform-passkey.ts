import { AirlockError } from '../../../shared/airlock-error';
import { withoutFailing } from '../base/may-fail';
import type { Permit } from '../gate/permits';
import type { PasskeyOutcome } from '../sandbox/passkeys/passkey-place';
import type { Credentials } from '../vault/credentials';
import type { Desktop } from './desktop';

export type PasskeyTools = {
  readonly browser: Pick<Desktop['browser'], 'passkeys'>;
  readonly credentials: Pick<Credentials, 'usePasskey' | 'notePasskeyCount'>;
  readonly signal: AbortSignal;
};

type Ticket = NonNullable<Permit['passkey']>;

const NOT_GIVEN = 'the vault did not give the passkey: it is locked, or has it no more';

/**
 * Presses while the page finds the passkey, which the vault lends for as long. Nothing is pressed when the vault gives
 * none. Rejects as `press` does.
 */
export async function performPasskey(
  { entryId, place }: Ticket,
  press: () => Promise<boolean>,
  { browser, credentials, signal }: PasskeyTools,
): Promise<PasskeyOutcome> {
  let hasBegun = false;
  try {
    const outcome = await credentials.usePasskey(entryId, (passkey) => {
      hasBegun = true;
      return browser.passkeys.use({ place, passkey, press, signal });
    });
    if (outcome.kind === 'signed' || outcome.kind === 'several') {
      const noted = credentials.notePasskeyCount(entryId, outcome.signCount);
      await withoutFailing(noted, undefined, 'the count of the one use that was meant is on disk already');
    }
    return outcome;
  } catch (error) {
    if (hasBegun || !(error instanceof AirlockError)) throw error;
    return { kind: 'refused', why: NOT_GIVEN };
  }
}

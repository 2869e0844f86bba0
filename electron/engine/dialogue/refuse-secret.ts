import { AirlockError } from '../../../shared/airlock-error';
import type { Credentials } from '../vault/credentials';

/** Throws `bad-input` where words for the agent hold a secret of the vault: no model comes by one that way either. */
export function refuseSecret(words: string, credentials: Pick<Credentials, 'foundIn'>): void {
  const entry = credentials.foundIn(words);
  if (entry === null) return;
  throw new AirlockError(
    'bad-input',
    `What you wrote holds a secret of the credential “${entry}”, which the agent must not know. Nothing was sent.`,
  );
}

import { create } from 'zustand';
import { AirlockError } from '../../shared/airlock-error';
import type { PasskeyDraft } from '../../shared/domain/passkey-draft';
import { airlock } from '../client/airlock-client';
import { errorMessage } from '../words/error-message';
import { notify } from './notices-store';

export type RegistrationsState = {
  /** What the passkey will be called that a page of a run may make now, by the run's id. */
  readonly waiting: Readonly<Record<string, string>>;
};

export const useRegistrations = create<RegistrationsState>(() => ({ waiting: {} }));

/** Lets the page in front make a passkey. Answers when there is one, or none after all; what came of it is a notice. */
export async function registerPasskey(sessionId: string, draft: PasskeyDraft): Promise<void> {
  useRegistrations.setState(({ waiting }) => ({ waiting: { ...waiting, [sessionId]: draft.name } }));
  try {
    const { name, origins } = await airlock().call('sessions:register-passkey', { sessionId, draft });
    notify('allowed', `The passkey “${name}” for ${origins.join(', ')} is kept under Credentials.`);
  } catch (error) {
    const isMeant = error instanceof AirlockError && error.code === 'cancelled';
    if (!isMeant) notify('denied', errorMessage(error));
  } finally {
    useRegistrations.setState(({ waiting }) => ({
      waiting: Object.fromEntries(Object.entries(waiting).filter(([id]) => id !== sessionId)),
    }));
  }
}

export async function cancelPasskey(sessionId: string): Promise<void> {
  await airlock()
    .call('sessions:cancel-passkey', { sessionId })
    .catch((error: unknown) => notify('denied', errorMessage(error)));
}

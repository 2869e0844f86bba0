import { AirlockError } from '../../../shared/airlock-error';
import type { Credential } from '../../../shared/domain/credential';
import type { PasskeyDraft } from '../../../shared/domain/passkey-draft';
import type { SessionRecord } from '../record/session-record';
import type { Passkeys } from '../sandbox/passkeys/passkeys';
import type { Credentials } from '../vault/credentials';

export type RegistrationDeps = {
  readonly credentials: Pick<Credentials, 'requireFree' | 'keepPasskey'>;
  readonly record: Pick<SessionRecord, 'append'>;
};

/** Lets a page make a passkey while the operator has taken over, one at a time, and keeps it in the vault and writes that down. */
export class PasskeyRegistration {
  #under: AbortController | null = null;

  constructor(private readonly deps: RegistrationDeps) {}

  /**
   * Answers when a page has made one and it is kept. Rejects with `conflict` where the vault could not keep it, before any
   * page can make one; as `Passkeys.register` does; with `cancelled`; and with `audit-failed` where it is kept, but the
   * record can't be written.
   */
  async run(draft: PasskeyDraft, passkeys: Pick<Passkeys, 'register'>): Promise<Credential> {
    const { credentials, record } = this.deps;
    if (this.#under !== null)
      throw new AirlockError('conflict', 'A passkey is being registered already. Cancel that first.');
    credentials.requireFree(draft.name);
    const under = new AbortController();
    this.#under = under;
    try {
      const { done } = await passkeys.register(under.signal);
      const { origin, made } = await done;
      const privateKey = Buffer.from(made.privateKey, 'base64');
      try {
        // Kept first: the site knows it already, and one that was lost opens nothing any more.
        const kept = await credentials.keepPasskey({ ...draft, origins: [origin] }, { ...made, privateKey });
        const detail = { entry: kept.name, origin, rpId: made.rpId };
        await record.append({ kind: 'passkey-registered', detail });
        return kept;
      } finally {
        privateKey.fill(0);
      }
    } finally {
      this.#under = null;
    }
  }

  /** The page finds no authenticator any more; nothing where none is under way. */
  cancel(): void {
    this.#under?.abort();
  }
}

import { Emitter } from '../../base/emitter';
import { withoutFailing } from '../../base/may-fail';
import type { Passkey } from '../../vault/passkey';
import type { CdpSession } from '../cdp/cdp-session';

/** What the browser says of a passkey that an authenticator has made. The browser is in the container: to be checked. */
export type MadePasskey = Omit<Passkey, 'privateKey'> & {
  /** PKCS #8 in base64. */
  readonly privateKey: string;
};

const GONE = 'a page that is gone has no authenticator';

/**
 * An authenticator of the browser's own (WebDriver extension of WebAuthn, 11), that one page finds and no other. As long
 * as it is there it answers each request that it has a passkey for, as though somebody had touched it and shown who they
 * are: it must be there only while the operator's word covers that.
 */
export class VirtualAuthenticator {
  /** It has signed; tells what its counter is now. */
  readonly signed = new Emitter<number>();
  /** It has made a passkey. */
  readonly made = new Emitter<MadePasskey>();
  readonly #stops: readonly (() => void)[];
  #ending: Promise<void> | null = null;

  private constructor(
    private readonly session: CdpSession,
    private readonly id: string,
  ) {
    this.#stops = [
      session.on('WebAuthn.credentialAsserted', ({ authenticatorId, signCount }) => {
        if (authenticatorId === id) this.signed.emit(signCount);
      }),
      session.on('WebAuthn.credentialAdded', ({ authenticatorId, passkey }) => {
        if (authenticatorId === id && passkey !== null) this.made.emit(passkey);
      }),
    ];
  }

  /** With the passkey in it; without one it is there to make one. Rejects when the browser does not take it. */
  static async open(session: CdpSession, passkey: Passkey | null): Promise<VirtualAuthenticator> {
    // Without a window of the browser's own: nobody could tell it from one that a page draws.
    await session.send('WebAuthn.enable', { enableUI: false });
    try {
      const { authenticatorId } = await session.send<{ authenticatorId: string }>(
        'WebAuthn.addVirtualAuthenticator',
        { options: OPTIONS },
      );
      if (passkey !== null) {
        const credential = credentialOf(passkey);
        await session.send('WebAuthn.addCredential', { authenticatorId, credential });
      }
      return new VirtualAuthenticator(session, authenticatorId);
    } catch (error) {
      await withoutFailing(session.send('WebAuthn.disable'), undefined, GONE);
      throw error;
    }
  }

  /**
   * Takes it away; what a page still asks of it is answered with an error. Sent before anything is waited for, and safe to
   * call again. Never rejects.
   */
  end(): Promise<void> {
    this.#ending ??= this.#end();
    return this.#ending;
  }

  async #end(): Promise<void> {
    const { id: authenticatorId } = this;
    const sent = [
      this.session.send('WebAuthn.clearCredentials', { authenticatorId }),
      this.session.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId }),
      this.session.send('WebAuthn.disable'),
    ];
    await Promise.all(sent.map((done) => withoutFailing(done, undefined, GONE)));
    for (const stop of this.#stops) stop();
  }
}

const OPTIONS = {
  protocol: 'ctap2',
  transport: 'internal',
  hasResidentKey: true,
  hasUserVerification: true,
  isUserVerified: true,
  automaticPresenceSimulation: true,
} as const;

function credentialOf({ credentialId, rpId, privateKey, userHandle, signCount }: Passkey): object {
  return {
    credentialId,
    rpId,
    privateKey: privateKey.toString('base64'),
    signCount,
    isResidentCredential: userHandle !== null,
    ...(userHandle !== null && { userHandle }),
  };
}

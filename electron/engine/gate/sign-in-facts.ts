import type { Credential } from '../../../shared/domain/credential';
import { type FormUse, originsOf, type SignInUse } from '../../../shared/domain/sign-in';
import type { SignInPlace, SignIns } from '../desk/sign-ins';
import type { SignInFacts } from '../policy/decision';
import type { PasskeyPlace } from '../sandbox/passkeys/passkey-place';
import type { SignInLook } from './sight';

/** What a policy goes by when a call is to sign in; null for any other call. */
export function signInFacts(look: SignInLook | null, signIns: SignIns): SignInFacts | null {
  if (look === null) return null;
  const { credential, found } = look;
  if (found.kind === 'none') return found;
  if (credential === null) return { kind: 'none', why: 'the credential is not there' };
  const use = useOf(credential, look, found);
  const uses = Math.max(...placesOf(use).map((place) => signIns.uses(place)));
  return { kind: 'use', use: { ...use, uses }, policies: credential.policies };
}

type Found = Exclude<SignInLook['found'], { kind: 'none' }>;

function useOf(credential: Credential, look: SignInLook, found: Found): SignInUse {
  const { id: entryId, name: entry, account, kind, origins, headerName = null } = credential;
  const common = { entryId, entry, account, uses: 0 };
  if (found.kind === 'session') {
    const step = kind === 'header' ? 'header' : 'session';
    return { ...common, step, origins, headerName, fingerprint: found.fingerprint };
  }
  const { step, origin, topOrigin, submitsTo, fingerprint } =
    found.kind === 'form' ? found.form : ofPasskey(found.place);
  return { ...common, step, codeFrom: codeFrom(look), origin, topOrigin, submitsTo, fingerprint };
}

/** What an entry that makes no codes is asked for, the operator has got by phone. */
export function codeFrom({ credential, found }: SignInLook): FormUse['codeFrom'] {
  const isCode = found.kind === 'form' && found.form.step === 'code';
  return isCode && credential?.hasCode !== true ? 'operator' : 'vault';
}

/** A passkey goes nowhere: what the page gets is signed for its own origin. */
function ofPasskey({ origin, document }: PasskeyPlace) {
  return { step: 'passkey', origin, topOrigin: origin, submitsTo: origin, fingerprint: document } as const;
}

/** Where the operator's leave counts: each origin by itself. */
export function placesOf(use: SignInUse): readonly SignInPlace[] {
  return originsOf(use).map((origin) => ({ entryId: use.entryId, origin }));
}

/** Whether a step uses a secret: a user name is none. */
export function entersSecret({ step }: Pick<SignInUse, 'step'>): boolean {
  return step !== 'user-name';
}

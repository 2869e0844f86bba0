import { Fingerprint, KeyRound } from 'lucide-react';
import type { FormUse, SignInStep, SignInUse } from '../../../shared/domain/sign-in';
import { isSessionUse } from '../../../shared/domain/sign-in';
import { OriginName } from '../../components/origin-name';
import { Fact } from './approval-facts';
import { SessionUseFacts } from './session-use-facts';
import { CredentialFact, UsesFact } from './sign-in-common';

import './sign-in-facts.css';

const FILLED: Readonly<Record<SignInStep, string>> = {
  both: 'user name and password',
  'user-name': 'user name; the password on the next step',
  password: 'password',
  code: 'one-time code',
  passkey: 'one signature of the passkey',
};

const NOTE = {
  form: 'The console fills and sends it; the agent never sees the values. The next steps on this site follow without asking, for three secrets at most.',
  phone:
    'The entry makes no codes: the site has sent one to you. The console fills and sends what you type below; you are asked for each code.',
  passkey:
    'Approving says to the site that you were there and agreed. The passkey is there for this press alone, and gone at its first signature. You are asked each time.',
} as const;

function noteOf({ step, codeFrom }: FormUse): keyof typeof NOTE {
  if (step === 'passkey') return 'passkey';
  return codeFrom === 'operator' ? 'phone' : 'form';
}

/** What would be filled, for whom and where: the facts that decide whether the site is the right one. */
export function SignInFacts({ use }: { readonly use: SignInUse }) {
  return isSessionUse(use) ? <SessionUseFacts use={use} /> : <FormUseFacts use={use} />;
}

function FormUseFacts({ use }: { readonly use: FormUse }) {
  const { step, origin, topOrigin, submitsTo } = use;
  return (
    <section className="sign-in-facts" aria-label="What is filled, and where">
      <dl className="fact-list">
        <Fact name="Site">
          <OriginName origin={origin} />
        </Fact>
        {topOrigin !== origin && (
          <Fact name="In a page of">
            <OriginName origin={topOrigin} />
          </Fact>
        )}
        <Fact name="Goes to">
          {submitsTo === origin ? (
            <span className="muted">the same site</span>
          ) : (
            <OriginName origin={submitsTo} />
          )}
        </Fact>
        <CredentialFact use={use} />
        <Fact name={step === 'passkey' ? 'Gives' : 'Fills'}>
          {use.codeFrom === 'operator' ? 'the code that you type' : FILLED[step]}
        </Fact>
        <UsesFact use={use} />
      </dl>
      <p className="sign-in-note">
        {step === 'passkey' ? <Fingerprint aria-hidden="true" /> : <KeyRound aria-hidden="true" />}
        {NOTE[noteOf(use)]}
      </p>
    </section>
  );
}

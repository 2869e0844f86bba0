import { KeyRound } from 'lucide-react';
import type { SessionUse } from '../../../shared/domain/sign-in';
import { OriginName } from '../../components/origin-name';
import { Fact } from './approval-facts';
import { CredentialFact, UsesFact } from './sign-in-common';

import './session-use-facts.css';

/** What goes with requests from then on, and to whom: the facts that decide whether a sign-in may be used. */
export function SessionUseFacts({ use }: { readonly use: SessionUse }) {
  const { origins, step, headerName } = use;
  return (
    <section className="sign-in-facts" aria-label="What is used, and where">
      <dl className="fact-list">
        <CredentialFact use={use} />
        <Fact name={origins.length === 1 ? 'Site' : 'Sites'}>
          <ul className="use-origins">
            {origins.map((origin) => (
              <li key={origin}>
                <OriginName origin={origin} />
              </li>
            ))}
          </ul>
        </Fact>
        <Fact name="Uses">
          {step === 'header' ? (
            <>
              the header <code>{headerName}</code>
            </>
          ) : (
            'cookies and storage of a sign-in'
          )}
        </Fact>
        <UsesFact use={use} />
      </dl>
      <p className="sign-in-note">
        <KeyRound aria-hidden="true" />
        {NOTES[step]}
      </p>
    </section>
  );
}

const NOTES: Readonly<Record<SessionUse['step'], string>> = {
  header:
    'Until the run ends every request of these sites’ own pages to them carries the header: what the agent does there, it does signed in. It goes nowhere else, not on a redirect either, and neither agent nor page can read it.',
  session:
    'The browser gets the cookies and storage of these sites as they were kept, until the run ends: what the agent does there, it does signed in. The agent never sees them.',
};

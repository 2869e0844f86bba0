import { LockKeyhole, LockKeyholeOpen, type LucideIcon, OctagonAlert, TriangleAlert } from 'lucide-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { VaultStatus } from '../../../shared/domain/vault';
import { escapeHidden } from '../../../shared/text/visible-text';
import { Banner } from '../../components/banner';
import { Button } from '../../components/button';
import {
  beginVaultAnew,
  lookAgain,
  setPassphrase,
  unlockVault,
  useCredentials,
} from '../../stores/credentials-store';
import { notify } from '../../stores/notices-store';
import { errorMessage } from '../../words/error-message';
import { newPassphraseProblem, PASSPHRASE_HINT, PassphraseField } from './passphrase-fields';

/** What stands before a vault that is not open. */
export function VaultGate({ vault }: { readonly vault: VaultStatus }) {
  if (vault.state === 'locked') return <LockedVault />;
  return vault.state === 'unreadable' ? <UnreadableVault problem={vault.problem} /> : <NewVault />;
}

type GateProps = {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly isAlarm?: boolean;
  readonly children: ReactNode;
};

function Gate({ icon: Icon, title, isAlarm = false, children }: GateProps) {
  return (
    <div className="vault-gate">
      <section className="vault-card" aria-label={title}>
        <span className={`vault-icon ${isAlarm ? 'vault-icon-alarm' : ''}`}>
          <Icon aria-hidden="true" />
        </span>
        <h1>{title}</h1>
        {children}
      </section>
    </div>
  );
}

function LockedVault() {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const unlock = async (): Promise<void> => {
    setIsBusy(true);
    const refused = await unlockVault(text);
    setIsBusy(false);
    setProblem(refused);
    setText('');
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (text !== '' && !isBusy) void unlock();
  };
  return (
    <Gate icon={LockKeyhole} title="The vault is locked">
      <p className="muted">
        Until it is unlocked no agent can sign in. It locks again when the console ends.
      </p>
      <form className="vault-form" aria-label="Unlock" onSubmit={onSubmit}>
        <PassphraseField
          id="vault-passphrase"
          label="Passphrase"
          value={text}
          error={problem === null ? undefined : escapeHidden(problem)}
          onChange={(typed) => {
            setText(typed);
            setProblem(null);
          }}
        />
        <Button type="submit" tone="primary" icon={LockKeyholeOpen} disabled={isBusy || text === ''}>
          {isBusy ? 'Unlocking…' : 'Unlock'}
        </Button>
      </form>
      <BeginAnew question="Forgotten it?" />
    </Gate>
  );
}

function NewVault() {
  const [text, setText] = useState('');
  const [again, setAgain] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const set = async (): Promise<void> => {
    const fault = newPassphraseProblem(text, again);
    if (fault !== null) {
      setProblem(fault);
      return;
    }
    setIsBusy(true);
    setProblem(await setPassphrase(null, text));
    setIsBusy(false);
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isBusy) void set();
  };
  return (
    <Gate icon={LockKeyhole} title="Choose a passphrase for the vault">
      <p className="muted">
        This system has no key store that could keep credentials for you, so a passphrase encrypts them. You
        are asked for it each time the console starts. Nobody can recover it.
      </p>
      <form className="vault-form" aria-label="Choose a passphrase" onSubmit={onSubmit}>
        <PassphraseField
          id="vault-new"
          label="Passphrase"
          hint={PASSPHRASE_HINT}
          value={text}
          error={problem === null ? undefined : escapeHidden(problem)}
          onChange={(typed) => {
            setText(typed);
            setProblem(null);
          }}
        />
        <PassphraseField id="vault-again" label="Once more" value={again} onChange={setAgain} />
        <Button type="submit" tone="primary" icon={LockKeyhole} disabled={isBusy || text === ''}>
          {isBusy ? 'Encrypting…' : 'Set passphrase'}
        </Button>
      </form>
    </Gate>
  );
}

function UnreadableVault({ problem }: { readonly problem: string }) {
  const look = async (): Promise<void> => {
    const refused = await lookAgain();
    if (refused !== null) notify('denied', refused);
    else if (useCredentials.getState().vault?.state === 'unreadable')
      notify('neutral', 'It still can’t be opened.');
  };
  return (
    <Gate icon={TriangleAlert} title="The vault can’t be opened" isAlarm>
      <Banner tone="denied" icon={OctagonAlert} role="alert">
        {escapeHidden(problem)}
      </Banner>
      <p className="muted">
        Nothing was deleted. Start the console as the user and on the machine that it was encrypted with, or
        bring the key store back, and look again.
      </p>
      <div className="vault-actions">
        <Button onClick={() => void look()}>Look again</Button>
      </div>
      <BeginAnew question="Can’t it be brought back?" />
    </Gate>
  );
}

/** The former vault is put aside, never deleted. */
function BeginAnew({ question }: { readonly question: string }) {
  const [isAsking, setIsAsking] = useState(false);
  const begin = async (): Promise<void> => {
    try {
      const aside = await beginVaultAnew();
      notify('neutral', aside === null ? 'The vault is empty.' : `The former vault is kept in ${aside}.`);
    } catch (error) {
      notify('denied', errorMessage(error));
    }
  };
  return (
    <div className="vault-anew">
      <span className="muted">{question}</span>
      {isAsking ? (
        <fieldset className="credential-ask" aria-label="Begin with an empty vault?">
          <p>The file is put aside and kept. No agent can use what is in it.</p>
          <Button size="s" tone="danger" onClick={() => void begin()}>
            Put it aside and begin anew
          </Button>
          <Button size="s" autoFocus onClick={() => setIsAsking(false)}>
            Leave it
          </Button>
        </fieldset>
      ) : (
        <Button size="s" tone="ghost" onClick={() => setIsAsking(true)}>
          Begin with an empty vault…
        </Button>
      )}
    </div>
  );
}

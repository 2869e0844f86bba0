import { LockKeyhole, OctagonAlert, ShieldCheck } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { VaultStatus } from '../../../shared/domain/vault';
import { escapeHidden } from '../../../shared/text/visible-text';
import { Banner } from '../../components/banner';
import { Button } from '../../components/button';
import { setPassphrase } from '../../stores/credentials-store';
import { notify } from '../../stores/notices-store';
import { Panel } from './panel';
import { newPassphraseProblem, PASSPHRASE_HINT, PassphraseField } from './passphrase-fields';

type ProtectionPanelProps = { readonly vault: VaultStatus; readonly onClose: () => void };

/** What opens the vault, and how to change it. */
export function ProtectionPanel({ vault, onClose }: ProtectionPanelProps) {
  const isByPassphrase = vault.protection === 'passphrase';
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const change = async (to: string | null): Promise<void> => {
    const fault = to === null ? null : newPassphraseProblem(to, again);
    if (fault !== null) {
      setProblem(fault);
      return;
    }
    setIsBusy(true);
    const refused = await setPassphrase(isByPassphrase ? current : null, to);
    setIsBusy(false);
    setRefusal(refused);
    if (refused !== null) return;
    notify(
      'allowed',
      to === null ? 'The system’s key store opens the vault now.' : 'The new passphrase holds from now on.',
    );
    onClose();
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isBusy) void change(next);
  };
  return (
    <Panel title="Protection" label="Protection" onClose={onClose}>
      <form className="credential-form" aria-label="Protection" noValidate onSubmit={onSubmit}>
        <p className="muted">
          {isByPassphrase
            ? 'A passphrase encrypts the vault, and is asked for each time the console starts.'
            : 'The system’s key store encrypts the vault: whoever is signed in to this account can use it. A passphrase of your own is asked for at each start besides.'}
        </p>
        {isByPassphrase && (
          <PassphraseField
            id="protection-current"
            label="Passphrase now"
            value={current}
            onChange={setCurrent}
          />
        )}
        <PassphraseField
          id="protection-next"
          label="New passphrase"
          hint={PASSPHRASE_HINT}
          value={next}
          error={problem ?? undefined}
          onChange={(typed) => {
            setNext(typed);
            setProblem(null);
          }}
        />
        <PassphraseField id="protection-again" label="Once more" value={again} onChange={setAgain} />
        {refusal !== null && (
          <Banner tone="denied" icon={OctagonAlert} role="alert">
            {escapeHidden(refusal)}
          </Banner>
        )}
        <div className="credential-actions">
          <Button type="submit" tone="primary" icon={LockKeyhole} disabled={isBusy || next === ''}>
            {isBusy ? 'Encrypting…' : isByPassphrase ? 'Change passphrase' : 'Use a passphrase'}
          </Button>
          {isByPassphrase && vault.hasSystemStore && (
            <Button icon={ShieldCheck} disabled={isBusy || current === ''} onClick={() => void change(null)}>
              Use the system’s key store
            </Button>
          )}
        </div>
      </form>
    </Panel>
  );
}

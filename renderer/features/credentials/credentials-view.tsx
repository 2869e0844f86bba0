import { FileUp, KeyRound, Lock, LockKeyhole, Plus, ShieldCheck, TriangleAlert } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import type { ImportPreview } from '../../../shared/domain/credential-import';
import type { VaultStatus } from '../../../shared/domain/vault';
import { Button } from '../../components/button';
import { EmptyState } from '../../components/empty-state';
import { LoadingState } from '../../components/loading-state';
import {
  dropImport,
  loadCredentials,
  lockVault,
  previewImport,
  useCredentials,
} from '../../stores/credentials-store';
import { notify } from '../../stores/notices-store';
import { loadPolicies } from '../../stores/policies-store';
import { errorMessage } from '../../words/error-message';
import { CredentialEditor } from './credential-editor';
import { CredentialList } from './credential-list';
import { ImportPanel } from './import-panel';
import { ProtectionPanel } from './protection-panel';
import { VaultGate } from './vault-gate';
import './credentials.css';

type Panel =
  | { readonly kind: 'none' }
  | { readonly kind: 'entry'; readonly id: string | null }
  | { readonly kind: 'import'; readonly preview: ImportPreview }
  | { readonly kind: 'protection' };

const NONE: Panel = { kind: 'none' };

/** What agents may sign in with, and where. No secret is ever shown. */
export function CredentialsView() {
  const { vault, load } = useCredentials();
  useEffect(() => {
    void loadCredentials();
    void loadPolicies();
  }, []);
  if (load.kind === 'failed') {
    return (
      <EmptyState
        icon={TriangleAlert}
        tone="denied"
        title="The credentials can’t be read"
        actions={<Button onClick={() => void loadCredentials()}>Try again</Button>}
      >
        {load.message}
      </EmptyState>
    );
  }
  if (vault === null) return <LoadingState label="Reading the credentials…" />;
  return vault.state === 'open' ? <OpenVault vault={vault} /> : <VaultGate vault={vault} />;
}

function OpenVault({ vault }: { readonly vault: VaultStatus }) {
  const credentials = useCredentials((state) => state.credentials);
  const [panel, setPanel] = useState<Panel>(NONE);
  const [isDirty, setIsDirty] = useState(false);
  const close = useCallback((): void => {
    setIsDirty(false);
    setPanel(NONE);
  }, []);
  /** What is typed, a password perhaps, is given up only by the operator's word. */
  const show = (next: Panel): void => {
    if (isDirty) notify('neutral', 'Save or cancel what you are changing first.');
    else setPanel(next);
  };
  const add = (): void => show({ kind: 'entry', id: null });
  const chooseFile = async (): Promise<void> => {
    if (isDirty) {
      show(NONE);
      return;
    }
    try {
      const preview = await previewImport();
      if (preview !== null) setPanel({ kind: 'import', preview });
    } catch (error) {
      notify('denied', errorMessage(error));
    }
  };
  const shown = panel.kind === 'entry' ? credentials.find(({ id }) => id === panel.id) : undefined;
  const isGone = panel.kind === 'entry' && panel.id !== null && shown === undefined;
  useEffect(() => {
    if (isGone) close();
  }, [isGone, close]);
  return (
    <div className="credentials" data-panel={panel.kind === 'none' || isGone ? 'closed' : 'open'}>
      <section className="credentials-main" aria-label="Entries">
        <Head
          vault={vault}
          count={credentials.length}
          onAdd={add}
          onImport={() => void chooseFile()}
          onProtect={() => show({ kind: 'protection' })}
        />
        {credentials.length === 0 ? (
          <NoCredentials onAdd={add} onImport={() => void chooseFile()} />
        ) : (
          <CredentialList
            credentials={credentials}
            currentId={shown?.id ?? null}
            onChoose={(id) => show({ kind: 'entry', id })}
          />
        )}
      </section>
      {panel.kind === 'entry' && !isGone && (
        <CredentialEditor
          key={panel.id ?? 'new'}
          credential={shown ?? null}
          onClose={close}
          onDirty={setIsDirty}
        />
      )}
      {panel.kind === 'import' && (
        <ImportPanel
          key={panel.preview.importId}
          preview={panel.preview}
          onClose={() => {
            void dropImport();
            close();
          }}
        />
      )}
      {panel.kind === 'protection' && <ProtectionPanel vault={vault} onClose={close} />}
    </div>
  );
}

type HeadProps = {
  readonly vault: VaultStatus;
  readonly count: number;
  readonly onAdd: () => void;
  readonly onImport: () => void;
  readonly onProtect: () => void;
};

function Head({ vault, count, onAdd, onImport, onProtect }: HeadProps) {
  const isByPassphrase = vault.protection === 'passphrase';
  const lock = async (): Promise<void> => {
    const problem = await lockVault();
    if (problem !== null) notify('denied', problem);
  };
  return (
    <header className="credentials-head">
      <h1>Credentials</h1>
      <p className="faint" role="status">
        {count === 0 ? 'None yet' : `${count} kept`}
      </p>
      <div className="credentials-tools">
        {isByPassphrase && (
          <Button size="s" tone="ghost" icon={Lock} onClick={() => void lock()}>
            Lock
          </Button>
        )}
        <Button size="s" tone="ghost" icon={isByPassphrase ? LockKeyhole : ShieldCheck} onClick={onProtect}>
          {isByPassphrase ? 'Passphrase' : 'Protection'}
        </Button>
        <Button size="s" icon={FileUp} onClick={onImport}>
          Import…
        </Button>
        <Button size="s" tone="primary" icon={Plus} onClick={onAdd}>
          New
        </Button>
      </div>
    </header>
  );
}

type NoCredentialsProps = Pick<HeadProps, 'onAdd' | 'onImport'>;

function NoCredentials({ onAdd, onImport }: NoCredentialsProps) {
  return (
    <EmptyState
      icon={KeyRound}
      title="Let agents sign in without telling them a password"
      actions={
        <>
          <Button tone="primary" icon={Plus} onClick={onAdd}>
            New credential
          </Button>
          <Button icon={FileUp} onClick={onImport}>
            Import a CSV file…
          </Button>
        </>
      }
    >
      An agent asks for a credential by its name. Airlock fills it in at the sites it is bound to and nowhere
      else, after you have approved. The agent never sees it, and neither does this window once it is saved.
    </EmptyState>
  );
}

import { OctagonAlert, Save, Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { Credential } from '../../../shared/domain/credential';
import { escapeHidden, shortLabel } from '../../../shared/text/visible-text';
import { Banner } from '../../components/banner';
import { Button } from '../../components/button';
import { type CredentialForm, type FormProblem, formOf, readForm } from '../../forms/credential-form';
import { removeCredential, saveCredential } from '../../stores/credentials-store';
import { notify } from '../../stores/notices-store';
import { CredentialFields } from './credential-fields';
import { Panel } from './panel';

type CredentialEditorProps = {
  /** Null for a new one. */
  readonly credential: Credential | null;
  readonly onClose: () => void;
  /** Whether something is typed that is not saved. */
  readonly onDirty: (isDirty: boolean) => void;
};

/** One entry: made or changed. What is typed stays until the engine has taken it. */
export function CredentialEditor({ credential, onClose, onDirty }: CredentialEditorProps) {
  const [form, setForm] = useState<CredentialForm>(() => formOf(credential));
  const [isDirty, setIsDirty] = useState(false);
  const [problems, setProblems] = useState<readonly FormProblem[]>([]);
  const [isBusy, setIsBusy] = useState(false);
  const change = (change: Partial<CredentialForm>): void => {
    setForm((before) => ({ ...before, ...change }));
    setProblems([]);
    setIsDirty(true);
    onDirty(true);
  };
  const save = async (): Promise<void> => {
    const draft = readForm(form);
    if (!('secrets' in draft)) {
      setProblems(draft);
      return;
    }
    setIsBusy(true);
    const problem = await saveCredential(draft);
    setIsBusy(false);
    if (problem !== null) {
      setProblems([{ field: null, message: problem }]);
      return;
    }
    notify('allowed', `“${draft.name}” is saved.`);
    onClose();
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isBusy) void save();
  };
  const whole = problems.find(({ field }) => field === null);
  const title = credential === null ? 'New credential' : shortLabel(credential.name, 40);
  return (
    <Panel
      title={<bdi>{title}</bdi>}
      label={credential === null ? 'New credential' : 'Entry'}
      canEscape={!isDirty}
      onClose={onClose}
    >
      <form className="credential-form" aria-label="Credential" noValidate onSubmit={onSubmit}>
        <CredentialFields form={form} saved={credential} problems={problems} onChange={change} />
        {whole !== undefined && (
          <Banner tone="denied" icon={OctagonAlert} role="alert">
            {escapeHidden(whole.message)}
          </Banner>
        )}
        <div className="credential-actions">
          <Button type="submit" tone="primary" icon={Save} disabled={isBusy}>
            {isBusy ? 'Saving…' : 'Save'}
          </Button>
          <Button tone="ghost" onClick={onClose}>
            Cancel
          </Button>
          {credential !== null && <RemoveEntry credential={credential} onRemoved={onClose} />}
        </div>
      </form>
    </Panel>
  );
}

type RemoveEntryProps = { readonly credential: Credential; readonly onRemoved: () => void };

/** A secret that is removed can't be brought back, so it takes two answers. */
function RemoveEntry({ credential: { id, name }, onRemoved }: RemoveEntryProps) {
  const [isAsking, setIsAsking] = useState(false);
  const remove = async (): Promise<void> => {
    const problem = await removeCredential(id);
    if (problem !== null) {
      notify('denied', problem);
      return;
    }
    notify('neutral', `“${name}” was removed from the vault.`);
    onRemoved();
  };
  if (!isAsking) {
    return (
      <Button tone="danger" className="credential-remove" icon={Trash2} onClick={() => setIsAsking(true)}>
        Remove
      </Button>
    );
  }
  return (
    <fieldset className="credential-ask" aria-label="Remove for good?">
      <p>Its secrets can’t be brought back.</p>
      <Button size="s" tone="danger" icon={Trash2} onClick={() => void remove()}>
        Remove for good
      </Button>
      <Button size="s" autoFocus onClick={() => setIsAsking(false)}>
        Keep it
      </Button>
    </fieldset>
  );
}

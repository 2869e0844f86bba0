import { CircleX, FileUp, Plus, Undo2 } from 'lucide-react';
import { type ChangeEvent, useRef } from 'react';
import { MAX_POLICY_TEXT, type StoredPolicy } from '../../../shared/domain/policy-document';
import { SUPERVISED } from '../../../shared/domain/policy-presets';
import { shortLabel } from '../../../shared/text/visible-text';
import { Button } from '../../components/button';
import {
  draftName,
  duplicatePolicy,
  hasChanges,
  importDocument,
  selectPolicy,
  showDraft,
  undoDelete,
  usePolicyDrafts,
} from '../../forms/policy-drafts';
import { notify } from '../../stores/notices-store';
import { usePolicies } from '../../stores/policies-store';

/** The presets, the operator's own policies, and those that are not saved yet. */
export function PolicyList() {
  const policies = usePolicies((state) => state.policies);
  const { drafts, selectedId } = usePolicyDrafts();
  const own = policies.filter(({ isPreset }) => !isPreset);
  // A draft of a policy whose file is gone is one more that is not saved.
  const loose = Object.entries(drafts).filter(
    ([id, draft]) => hasChanges(draft) && !policies.some((stored) => stored.id === id),
  );
  return (
    <nav className="policy-list-pane" aria-label="Policies">
      <PolicyGroup title="Presets" policies={policies.filter(({ isPreset }) => isPreset)} />
      <section>
        <h2>Your own</h2>
        <ul>
          {own.map((stored) => (
            <PolicyItem key={stored.id} stored={stored} />
          ))}
          {loose.map(([id, draft]) => (
            <li key={id}>
              <button
                type="button"
                className="policy-item"
                aria-current={selectedId === id ? 'true' : undefined}
                onClick={() => showDraft(id)}
              >
                <bdi>{shortLabel(draftName(draft), 40)}</bdi>
                <UnsavedDot />
              </button>
            </li>
          ))}
        </ul>
        {own.length + loose.length === 0 && <p className="faint">None yet. Start from a preset.</p>}
      </section>
      <div className="policy-list-tools">
        <DeletedBar />
        <Button size="s" icon={Plus} onClick={() => void duplicatePolicy(SUPERVISED)}>
          New policy
        </Button>
        <ImportButton />
      </div>
    </nav>
  );
}

function PolicyGroup({
  title,
  policies,
}: {
  readonly title: string;
  readonly policies: readonly StoredPolicy[];
}) {
  return (
    <section>
      <h2>{title}</h2>
      <ul>
        {policies.map((stored) => (
          <PolicyItem key={stored.id} stored={stored} />
        ))}
      </ul>
    </section>
  );
}

function PolicyItem({ stored }: { readonly stored: StoredPolicy }) {
  const isCurrent = usePolicyDrafts((state) => state.selectedId === stored.id);
  const isChanged = usePolicyDrafts((state) => hasChanges(state.drafts[stored.id]));
  return (
    <li>
      <button
        type="button"
        className="policy-item"
        aria-current={isCurrent ? 'true' : undefined}
        onClick={() => selectPolicy(stored)}
      >
        <bdi>{shortLabel(stored.name, 40)}</bdi>
        {stored.policy === null && <CircleX className="policy-item-broken" aria-label="can’t be read" />}
        {isChanged && <UnsavedDot />}
      </button>
    </li>
  );
}

function UnsavedDot() {
  return <span className="unsaved-dot" role="img" aria-label="not saved" />;
}

function DeletedBar() {
  const deleted = usePolicyDrafts((state) => state.deleted);
  if (deleted === null) return null;
  const undo = async (): Promise<void> => {
    const problem = await undoDelete();
    if (problem !== null) notify('denied', `${problem} It is back as a draft that is not saved.`);
  };
  return (
    <div className="policy-deleted" role="status">
      <span>
        <bdi>{shortLabel(deleted.name, 30)}</bdi> was deleted.
      </span>
      <Button size="s" icon={Undo2} onClick={() => void undo()}>
        Undo
      </Button>
    </div>
  );
}

function ImportButton() {
  const picker = useRef<HTMLInputElement>(null);
  const onFile = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const file = event.target.files?.[0];
    event.target.value = '';
    if (file === undefined) return;
    if (file.size > MAX_POLICY_TEXT) {
      notify('denied', `${shortLabel(file.name)} is larger than 1 MB.`);
      return;
    }
    const text = await file.text().catch(() => null);
    if (text === null) notify('denied', `${shortLabel(file.name)} could not be read.`);
    else if (/[\0\ufffd]/.test(text)) notify('denied', `${shortLabel(file.name)} is no text file.`);
    else importDocument(text, file.name);
  };
  return (
    <>
      <Button size="s" icon={FileUp} onClick={() => picker.current?.click()}>
        Import a file…
      </Button>
      <input
        ref={picker}
        type="file"
        className="visually-hidden"
        tabIndex={-1}
        aria-label="Policy file"
        accept=".yaml,.yml,.json"
        onChange={(event) => void onFile(event)}
      />
    </>
  );
}

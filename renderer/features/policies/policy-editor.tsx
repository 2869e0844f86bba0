import { Copy, Download, Lock, OctagonAlert, Save, Trash2, Undo2 } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { type KeyboardEvent, useState } from 'react';
import type { PolicyFormat, StoredPolicy } from '../../../shared/domain/policy-document';
import { escapeHidden, shortLabel } from '../../../shared/text/visible-text';
import { Badge } from '../../components/badge';
import { Banner } from '../../components/banner';
import { Button } from '../../components/button';
import {
  deletePolicy,
  discardDraft,
  draftName,
  duplicatePolicy,
  editPolicy,
  editText,
  hasChanges,
  isOvertaken,
  type PolicyDraft,
  saveDraft,
  selectPolicy,
} from '../../forms/policy-drafts';
import { notify } from '../../stores/notices-store';
import { exportPolicy } from '../../stores/policies-store';
import { errorMessage } from '../../words/error-message';
import { ReachCheck } from '../new-run/reach-check';
import { DryRunPanel } from './dry-run-panel';
import { PolicyDocument } from './policy-document';
import { PolicyForm } from './policy-form';
import '../../components/tabs.css';

type PolicyEditorProps = {
  readonly id: string;
  readonly draft: PolicyDraft;
  /** What is kept under this id; undefined for a policy that is not saved yet. */
  readonly stored: StoredPolicy | undefined;
};

/** One policy: the form, and beside it the document that it stands for. Each follows the other. */
export function PolicyEditor({ id, draft, stored }: PolicyEditorProps) {
  const [fault, setFault] = useState<string | null>(null);
  const isPreset = stored?.isPreset === true;
  const isLocked = isPreset || draft.state === 'unreadable';
  const save = async (): Promise<void> => {
    const problem = await saveDraft(id);
    setFault(problem);
    if (problem === null) notify('allowed', `“${draft.policy?.name ?? ''}” is saved. New runs can use it.`);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!(event.ctrlKey || event.metaKey) || event.key !== 's' || event.repeat) return;
    event.preventDefault();
    if (canSave(draft, isPreset)) void save();
  };
  const errors = draft.problems.filter(({ severity }) => severity === 'error').length;
  return (
    <section className="policy-editor" aria-label="Editor" onKeyDown={onKeyDown}>
      <EditorHead id={id} draft={draft} stored={stored} onSave={() => void save()} onFault={setFault} />
      {fault !== null && (
        <Banner tone="denied" icon={OctagonAlert} role="alert">
          {escapeHidden(fault)}
        </Banner>
      )}
      {hasChanges(draft) && isOvertaken(draft, stored) && (
        <Banner tone="attention" icon={OctagonAlert} role="status">
          The file was changed outside the console. Saving puts this in its place; Discard shows the file.
        </Banner>
      )}
      <div className="policy-panes">
        <section
          className="policy-form-pane"
          aria-label="Policy form"
          // A form that is locked has no field to take the focus, and must scroll by keys all the same.
          tabIndex={isLocked ? 0 : undefined}
        >
          {draft.state === 'unreadable' && (
            <Banner tone="attention" icon={OctagonAlert} role="status">
              {draft.policy === null
                ? 'The document can’t be read yet: mend it there.'
                : 'The document has an error. The form shows what was last read, and waits.'}
            </Banner>
          )}
          {draft.policy !== null && (
            <PolicyForm
              form={{
                policy: draft.policy,
                isLocked,
                problems: draft.state === 'unreadable' ? [] : draft.problems,
                change: (change) => void editPolicy(id, change),
              }}
            />
          )}
        </section>
        <Tabs.Root className="policy-side" defaultValue="document">
          <Tabs.List className="tab-list" aria-label="Document and trial">
            <Tabs.Trigger value="document">
              Document {errors > 0 && <span className="tab-alarm">{errors}</span>}
            </Tabs.Trigger>
            <Tabs.Trigger value="try">Try it</Tabs.Trigger>
          </Tabs.List>
          <Tabs.Content className="policy-side-content" value="document">
            <PolicyDocument
              text={draft.text}
              isReadOnly={isPreset}
              problems={draft.problems}
              onChange={(text) => editText(id, text)}
            />
          </Tabs.Content>
          <Tabs.Content className="tab-content" value="try">
            {draft.policy === null ? (
              <p className="policy-side-none">The document can’t be read yet.</p>
            ) : (
              <div className="policy-try">
                <section aria-label="Addresses">
                  <ReachCheck hosts={draft.policy.allowed_hosts} unknownHosts={draft.policy.unknown_hosts} />
                </section>
                <DryRunPanel policy={draft.policy} />
              </div>
            )}
          </Tabs.Content>
        </Tabs.Root>
      </div>
    </section>
  );
}

function canSave(draft: PolicyDraft, isPreset: boolean): boolean {
  return !isPreset && draft.state === 'in-step' && hasChanges(draft);
}

type EditorHeadProps = PolicyEditorProps & {
  readonly onSave: () => void;
  readonly onFault: (fault: string | null) => void;
};

function EditorHead({ id, draft, stored, onSave, onFault }: EditorHeadProps) {
  const isPreset = stored?.isPreset === true;
  const isChanged = hasChanges(draft);
  const duplicate = (): void => {
    if (draft.policy !== null) void duplicatePolicy(draft.policy);
  };
  const discard = (): void => {
    discardDraft(id);
    onFault(null);
    if (stored !== undefined) selectPolicy(stored);
  };
  const remove = async (): Promise<void> => {
    if (stored !== undefined) onFault(await deletePolicy(stored));
  };
  return (
    <header className="policy-head">
      <h1>
        <bdi>{shortLabel(draft.policy?.name ?? stored?.name ?? draftName(draft), 60)}</bdi>
      </h1>
      {isPreset && <Badge icon={Lock}>Preset</Badge>}
      {isChanged && !isPreset && <Badge tone="accent">Not saved</Badge>}
      <div className="policy-tools">
        {isChanged && (
          <Button size="s" tone="ghost" icon={Undo2} onClick={discard}>
            Discard
          </Button>
        )}
        <ExportButton draft={draft} format="yaml" onFault={onFault} />
        <ExportButton draft={draft} format="json" onFault={onFault} />
        <Button
          size="s"
          tone={isPreset ? 'primary' : 'neutral'}
          icon={Copy}
          disabled={draft.policy === null}
          onClick={duplicate}
        >
          {isPreset ? 'Duplicate to edit' : 'Duplicate'}
        </Button>
        {stored !== undefined && !isPreset && (
          <Button
            size="s"
            tone="danger"
            className="icon-only"
            icon={Trash2}
            aria-label="Delete this policy"
            onClick={() => void remove()}
          />
        )}
        {!isPreset && (
          <Button size="s" tone="primary" icon={Save} disabled={!canSave(draft, isPreset)} onClick={onSave}>
            Save
          </Button>
        )}
      </div>
    </header>
  );
}

type ExportButtonProps = {
  readonly draft: PolicyDraft;
  readonly format: PolicyFormat;
  readonly onFault: (fault: string | null) => void;
};

function ExportButton({ draft, format, onFault }: ExportButtonProps) {
  const { policy } = draft;
  const save = async (): Promise<void> => {
    if (policy === null) return;
    try {
      const path = await exportPolicy(policy, format);
      if (path !== null) notify('allowed', `Written to ${shortLabel(path, 200)}`);
      onFault(null);
    } catch (error) {
      onFault(errorMessage(error));
    }
  };
  return (
    <Button
      size="s"
      tone="ghost"
      icon={Download}
      aria-label={`Export as ${format.toUpperCase()}`}
      disabled={policy === null || draft.state === 'unreadable'}
      onClick={() => void save()}
    >
      {format.toUpperCase()}
    </Button>
  );
}

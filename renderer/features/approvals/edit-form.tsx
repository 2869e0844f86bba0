import { Check } from 'lucide-react';
import { ApproveForm } from './approve-form';
import type { DecisionBarProps } from './decision-bar-props';
import type { EditDraft } from './edit-draft';

/** Changes what the agent asked for. It goes through the gate once more, and the agent is told. */
export function EditForm({
  approval,
  arming,
  isSending,
  draft,
  edit,
  onDraft,
  onMode,
  onAnswer,
}: DecisionBarProps) {
  if (draft === null || edit === null) return null;
  const isReady = edit.kind === 'changed' && !isSending;
  const approve = (wasHeld: boolean): void => {
    if (edit.kind === 'changed')
      onAnswer({ verdict: 'approve', reason: '', scope: 'once', edit: edit.input, wasHeld });
  };
  return (
    <ApproveForm
      title="Change it before it runs"
      label="Approve changed"
      icon={Check}
      isDisabled={!isReady}
      onApprove={approve}
      approval={approval}
      arming={arming}
      onMode={onMode}
    >
      <DraftField draft={draft} onDraft={onDraft} />
      <p className="edit-note" role="status">
        {edit.kind === 'bad' ? edit.problem : NOTES[edit.kind]}
      </p>
    </ApproveForm>
  );
}

const NOTES = {
  same: 'Nothing is changed yet.',
  changed: 'It goes through the gate once more; if it is riskier than what you see, you are asked again.',
} as const;

type DraftFieldProps = { readonly draft: EditDraft; readonly onDraft: (draft: EditDraft) => void };

function DraftField({ draft, onDraft }: DraftFieldProps) {
  switch (draft.kind) {
    case 'text':
      return (
        <textarea
          className="input"
          aria-label="Text that is typed"
          rows={3}
          // biome-ignore lint/a11y/noAutofocus: the operator has just asked to change it
          autoFocus
          value={draft.text}
          onChange={(event) => onDraft({ kind: 'text', text: event.target.value })}
        />
      );
    case 'key':
      return (
        <input
          className="input"
          aria-label="Key or combination that is pressed"
          // biome-ignore lint/a11y/noAutofocus: the operator has just asked to change it
          autoFocus
          value={draft.text}
          onChange={(event) => onDraft({ kind: 'key', text: event.target.value })}
        />
      );
    case 'place':
      return (
        <div className="edit-place">
          <span>Click another place on the picture above, or enter it:</span>
          <PlaceField name="x" draft={draft} onDraft={onDraft} />
          <PlaceField name="y" draft={draft} onDraft={onDraft} />
        </div>
      );
  }
}

function PlaceField({ name, draft, onDraft }: DraftFieldProps & { readonly name: 'x' | 'y' }) {
  if (draft.kind !== 'place') return null;
  return (
    <input
      className="input"
      type="number"
      min={0}
      aria-label={`${name} in screen pixels`}
      value={draft.at[name]}
      onChange={(event) =>
        onDraft({ kind: 'place', at: { ...draft.at, [name]: Math.round(Number(event.target.value)) } })
      }
    />
  );
}

import { Ban, Check, CheckCheck } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { ApprovalKind } from '../../../shared/domain/approval';
import { Button } from '../../components/button';
import { KeyHint } from '../../components/key-hint';
import { ArmedButton } from './armed-button';
import type { Arming } from './use-arming';
import './decision-bar.css';

const QUICK_REASONS = ['Not part of the task', 'Wrong target', 'Too risky', 'Find another way'] as const;
const MAX_REASON = 500;

export type Approving = { readonly scope: 'once' | 'run' };

type DecisionBarProps = {
  readonly kind: ApprovalKind;
  readonly arming: Arming;
  readonly mode: 'choose' | 'deny';
  readonly isSending: boolean;
  /** Why approving is held back, or null. */
  readonly hold: string | null;
  readonly reason: string;
  readonly onReason: (reason: string) => void;
  readonly onApprove: (approving: Approving) => void;
  readonly onOpenDeny: () => void;
  readonly onCancelDeny: () => void;
  readonly onDeny: () => void;
};

export function DecisionBar(props: DecisionBarProps) {
  const { arming, kind, mode, isSending, hold, onApprove, onOpenDeny } = props;
  if (mode === 'deny') return <DenyForm {...props} />;
  return (
    <div className={kind === 'action' ? 'decision-bar' : 'decision-bar decision-bar-three'}>
      <ArmedButton
        label="Deny"
        tone="deny"
        icon={Ban}
        keys="D"
        arming={arming}
        isDisabled={isSending}
        ignoresKeys={false}
        onPress={onOpenDeny}
      />
      {kind !== 'action' && (
        <ArmedButton
          label="For this run"
          tone="approve-more"
          icon={CheckCheck}
          arming={arming}
          isDisabled={isSending || hold !== null}
          ignoresKeys
          onPress={() => onApprove({ scope: 'run' })}
        />
      )}
      <ArmedButton
        label={kind === 'action' ? 'Approve' : 'This time'}
        tone="approve"
        icon={Check}
        keys="Ctrl+Enter"
        arming={arming}
        isDisabled={isSending || hold !== null}
        ignoresKeys
        onPress={() => onApprove({ scope: 'once' })}
      />
    </div>
  );
}

function DenyForm({ isSending, reason, onReason, onCancelDeny, onDeny }: DecisionBarProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const canSend = reason.trim() !== '' && !isSending;
  const onKeyDown = (event: KeyboardEvent): void => {
    // Nothing typed here may reach the card, whose Ctrl+Enter approves.
    event.stopPropagation();
    if (event.key === 'Escape') onCancelDeny();
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (canSend && !event.repeat) onDeny();
  };
  return (
    <fieldset className="deny-form" onKeyDown={onKeyDown} aria-label="Deny with a reason">
      <div className="deny-quick">
        {QUICK_REASONS.map((quick) => (
          <button
            key={quick}
            type="button"
            aria-pressed={reason === quick}
            onClick={() => {
              onReason(quick);
              field.current?.focus();
            }}
          >
            {quick}
          </button>
        ))}
      </div>
      <textarea
        ref={field}
        className="input"
        aria-label="Reason for the denial"
        placeholder="Why not? The agent reads this and looks for another way."
        rows={2}
        maxLength={MAX_REASON}
        value={reason}
        onChange={(event) => onReason(event.target.value)}
      />
      <div className="deny-actions">
        <Button tone="ghost" onClick={onCancelDeny}>
          Back
        </Button>
        <button type="button" className="armed-button armed-button-send" disabled={!canSend} onClick={onDeny}>
          <Ban className="armed-icon" aria-hidden="true" />
          Send denial
          <KeyHint keys="Enter" />
        </button>
      </div>
    </fieldset>
  );
}

import type { LucideIcon } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { Button } from '../../components/button';
import { ApproveButton } from './approve-button';
import type { DecisionBarProps } from './decision-bar-props';
import { useApproveChord } from './use-approve-chord';

type ApproveFormProps = Pick<DecisionBarProps, 'approval' | 'arming' | 'onMode'> & {
  readonly title: string;
  /** What the button says; "Hold to …" where it has to be held. */
  readonly label: string;
  readonly icon: LucideIcon;
  readonly isDisabled: boolean;
  readonly onApprove: (wasHeld: boolean) => void;
  readonly children: ReactNode;
};

/** Approves with something more to say. Escape and _Back_ leave it without an answer. */
export function ApproveForm({
  title,
  label,
  icon,
  isDisabled,
  onApprove,
  children,
  ...bar
}: ApproveFormProps) {
  const { approval, arming, onMode } = bar;
  const form = useRef<HTMLFieldSetElement>(null);
  const needsHold = approval.hold !== null;
  const chord = useApproveChord({ arming, canApprove: !isDisabled, needsHold, approve: onApprove });
  useEffect(() => {
    const first = form.current?.querySelector<HTMLElement>('input, select, textarea');
    (first ?? form.current)?.focus();
  }, []);
  const onKeyDown = (event: KeyboardEvent): void => {
    // Nothing typed here may reach the card, whose Ctrl+Enter approves what the agent asked for.
    event.stopPropagation();
    if (event.key === 'Escape') onMode('choose');
    else chord.takes(event);
  };
  return (
    <fieldset
      className="deny-form"
      ref={form}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      onKeyUp={chord.onKeyUp}
      aria-label={title}
    >
      {children}
      <div className="deny-actions">
        <Button tone="ghost" onClick={() => onMode('choose')}>
          Back
        </Button>
        <ApproveButton
          label={label}
          heldLabel={`Hold to ${label.charAt(0).toLowerCase()}${label.slice(1)}`}
          hold={approval.hold}
          icon={icon}
          keys="Ctrl+Enter"
          isHeldByKeys={chord.holding}
          arming={arming}
          isDisabled={isDisabled}
          onApprove={onApprove}
        />
      </div>
    </fieldset>
  );
}

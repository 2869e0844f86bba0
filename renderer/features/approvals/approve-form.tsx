import type { LucideIcon } from 'lucide-react';
import type { KeyboardEvent, ReactNode } from 'react';
import { Button } from '../../components/button';
import { ApproveButton } from './approve-button';
import type { DecisionBarProps } from './decision-bar-props';

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
  const onKeyDown = (event: KeyboardEvent): void => {
    // Nothing typed here may reach the card, whose Ctrl+Enter approves.
    event.stopPropagation();
    if (event.key === 'Escape') onMode('choose');
  };
  return (
    <fieldset className="deny-form" onKeyDown={onKeyDown} aria-label={title}>
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
          arming={arming}
          isDisabled={isDisabled}
          onApprove={onApprove}
        />
      </div>
    </fieldset>
  );
}

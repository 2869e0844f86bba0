import type { LucideIcon } from 'lucide-react';
import { ArmedButton } from './armed-button';
import { HoldButton } from './hold-button';
import type { Arming } from './use-arming';

type ApproveButtonProps = {
  readonly label: string;
  /** What the button says when it has to be held. */
  readonly heldLabel: string;
  /** Why a click is not enough; null when it is. */
  readonly hold: string | null;
  readonly icon: LucideIcon;
  readonly keys?: string;
  readonly arming: Arming;
  readonly isDisabled: boolean;
  /** The keys that do the same are being held. */
  readonly isHeldByKeys?: boolean;
  readonly onApprove: (wasHeld: boolean) => void;
};

/** Approves by a click, or where that is not enough by a second of holding. */
export function ApproveButton({
  label,
  heldLabel,
  hold,
  isHeldByKeys,
  onApprove,
  ...rest
}: ApproveButtonProps) {
  return hold === null ? (
    <ArmedButton {...rest} label={label} tone="approve" ignoresKeys onPress={() => onApprove(false)} />
  ) : (
    <HoldButton
      {...rest}
      label={heldLabel}
      isHeldByKeys={isHeldByKeys === true}
      onHeld={() => onApprove(true)}
    />
  );
}

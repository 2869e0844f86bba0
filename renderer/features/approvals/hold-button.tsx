import type { LucideIcon } from 'lucide-react';
import { type PointerEvent, useEffect, useRef, useState } from 'react';
import { KeyHint } from '../../components/key-hint';
import type { Arming } from './use-arming';

/** How long a button has to be held that a click is not enough for. */
export const HOLD_MS = 1000;

type HoldButtonProps = {
  readonly label: string;
  readonly icon: LucideIcon;
  readonly keys?: string;
  readonly arming: Arming;
  readonly isDisabled: boolean;
  /** The keys that do the same are being held. */
  readonly isHeldByKeys?: boolean;
  readonly onHeld: () => void;
};

/** Answers after the pointer has been held on it for a second without leaving it; letting go early does nothing. */
export function HoldButton({
  label,
  icon: Icon,
  keys,
  arming,
  isDisabled,
  isHeldByKeys,
  onHeld,
}: HoldButtonProps) {
  const [isHeld, setIsHeld] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const latest = useRef({ arming, isDisabled, onHeld });
  latest.current = { arming, isDisabled, onHeld };
  const letGo = (): void => {
    clearTimeout(timer.current);
    setIsHeld(false);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  const onPointerDown = (event: PointerEvent): void => {
    if (!event.isPrimary || event.button !== 0 || isDisabled || !arming.check()) return;
    setIsHeld(true);
    timer.current = setTimeout(() => {
      setIsHeld(false);
      const now = latest.current;
      if (!now.isDisabled && now.arming.check()) now.onHeld();
    }, HOLD_MS);
  };
  return (
    <button
      type="button"
      className="armed-button armed-button-approve hold-button"
      aria-disabled={isDisabled || !arming.isArmed}
      aria-description="Hold for one second"
      data-armed={arming.isArmed}
      data-held={isHeld || isHeldByKeys === true}
      onPointerDown={onPointerDown}
      onPointerUp={letGo}
      onPointerLeave={letGo}
      onPointerCancel={letGo}
    >
      <span className="hold-fill" aria-hidden="true" />
      <Icon className="armed-icon" aria-hidden="true" />
      {label}
      {keys !== undefined && <KeyHint keys={keys} />}
      <span className="arming-bar" key={arming.epoch} aria-hidden="true" />
    </button>
  );
}

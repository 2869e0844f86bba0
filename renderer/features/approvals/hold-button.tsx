import type { LucideIcon } from 'lucide-react';
import { type KeyboardEvent, type MouseEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
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

/** Between two presses that come without a pointer or a key, in milliseconds: not one press that bounced, not one forgotten. */
const AGAIN_AFTER_MS = HOLD_MS;
const AGAIN_WITHIN_MS = 10_000;

/**
 * Answers after the pointer, Space or Enter has been held on it for a second; letting go early does nothing. A press that
 * holds nothing (a screen reader's, a voice's) is asked for once more.
 */
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
  const [isAskedAgain, setIsAskedAgain] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const pressedAt = useRef(Number.NEGATIVE_INFINITY);
  const latest = useRef({ arming, isDisabled, onHeld });
  latest.current = { arming, isDisabled, onHeld };
  const letGo = (): void => {
    clearTimeout(timer.current);
    setIsHeld(false);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  const hold = (): void => {
    if (isDisabled || !arming.check()) return;
    setIsHeld(true);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      setIsHeld(false);
      const now = latest.current;
      if (!now.isDisabled && now.arming.check()) now.onHeld();
    }, HOLD_MS);
  };
  const onPointerDown = (event: PointerEvent): void => {
    if (event.isPrimary && event.button === 0) hold();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!isHoldKey(event)) return;
    // Else the browser would make a press of it, and of each repeat.
    event.preventDefault();
    if (!event.repeat) hold();
  };
  const onKeyUp = (event: KeyboardEvent): void => {
    if (!isHoldKey(event)) return;
    event.preventDefault();
    letGo();
  };
  const onClick = ({ detail }: MouseEvent): void => {
    // Only a press that neither a pointer nor a key made.
    if (detail > 0 || isDisabled || !arming.check()) return;
    const sinceMs = performance.now() - pressedAt.current;
    if (sinceMs >= AGAIN_AFTER_MS && sinceMs <= AGAIN_WITHIN_MS) {
      onHeld();
      return;
    }
    if (sinceMs > AGAIN_WITHIN_MS) pressedAt.current = performance.now();
    setIsAskedAgain(true);
  };
  return (
    <button
      type="button"
      className="armed-button armed-button-approve hold-button"
      aria-disabled={isDisabled || !arming.isArmed}
      aria-description={isAskedAgain ? 'Press once more to confirm' : 'Hold for one second, or press twice'}
      data-armed={arming.isArmed}
      data-held={isHeld || isHeldByKeys === true}
      onPointerDown={onPointerDown}
      onPointerUp={letGo}
      onPointerLeave={letGo}
      onPointerCancel={letGo}
      onKeyDown={onKeyDown}
      onKeyUp={onKeyUp}
      onBlur={letGo}
      onClick={onClick}
    >
      <span className="hold-fill" aria-hidden="true" />
      <Icon className="armed-icon" aria-hidden="true" />
      {label}
      {keys !== undefined && <KeyHint keys={keys} />}
      <span className="arming-bar" key={arming.epoch} aria-hidden="true" />
    </button>
  );
}

function isHoldKey({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  return (key === 'Enter' || key === ' ') && !ctrlKey && !metaKey && !altKey && !shiftKey;
}

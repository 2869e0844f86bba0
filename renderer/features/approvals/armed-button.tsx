import type { LucideIcon } from 'lucide-react';
import { type KeyboardEvent, type MouseEvent, type PointerEvent, useRef } from 'react';
import { KeyHint } from '../../components/key-hint';
import type { Arming } from './use-arming';

type ArmedButtonProps = {
  readonly label: string;
  readonly tone: 'approve' | 'approve-more' | 'deny' | 'neutral';
  readonly icon: LucideIcon;
  readonly keys?: string;
  readonly arming: Arming;
  readonly isDisabled: boolean;
  /** Approving takes a pointer or a chord; Enter or Space on the button is not enough. */
  readonly ignoresKeys: boolean;
  readonly onPress: () => void;
};

/** A button that answers only when it was armed at both ends of the press, and only if both ends were on it. */
export function ArmedButton(props: ArmedButtonProps) {
  const { label, tone, icon: Icon, keys, arming, isDisabled, ignoresKeys, onPress } = props;
  const startedArmed = useRef(false);

  const onPointerDown = (event: PointerEvent): void => {
    startedArmed.current = event.isPrimary && event.button === 0 && arming.check();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    if (ignoresKeys || event.repeat) event.preventDefault();
  };
  const onKeyUp = (event: KeyboardEvent): void => {
    if (ignoresKeys && event.key === ' ') event.preventDefault();
  };
  const onClick = (event: MouseEvent): void => {
    // `detail` counts pointer clicks; 0 comes from a key or from assistive technology.
    const isPointer = event.detail > 0;
    const mayAct = isPointer ? startedArmed.current : true;
    startedArmed.current = false;
    if (mayAct && !isDisabled && arming.check()) onPress();
  };

  return (
    <button
      type="button"
      className={`armed-button armed-button-${tone}`}
      aria-disabled={isDisabled || !arming.isArmed}
      data-armed={arming.isArmed}
      onPointerDown={onPointerDown}
      onPointerCancel={() => {
        startedArmed.current = false;
      }}
      onKeyDown={onKeyDown}
      onKeyUp={onKeyUp}
      onClick={onClick}
    >
      <Icon className="armed-icon" aria-hidden="true" />
      {label}
      {keys !== undefined && <KeyHint keys={keys} />}
      <span className="arming-bar" key={arming.epoch} aria-hidden="true" />
    </button>
  );
}

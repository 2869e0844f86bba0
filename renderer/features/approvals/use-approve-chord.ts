import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { HOLD_MS } from './hold-button';
import type { Arming } from './use-arming';

type Approving = {
  readonly arming: Arming;
  readonly canApprove: boolean;
  readonly needsHold: boolean;
  readonly approve: (wasHeld: boolean) => void;
};

/** Ctrl+Enter (Cmd+Enter) approves, held for a second where that is needed; only what is armed, and never by repeat. */
export function useApproveChord(keys: Approving) {
  const [holding, setHolding] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => () => clearTimeout(timer.current), []);

  const approve = (): void => {
    if (!keys.canApprove || !keys.arming.check()) return;
    if (!keys.needsHold) {
      keys.approve(false);
      return;
    }
    setHolding(true);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      setHolding(false);
      if (latest.current.canApprove && latest.current.arming.check()) latest.current.approve(true);
    }, HOLD_MS);
  };

  /** Whether the key was the chord; one that was is taken. */
  const takes = (event: KeyboardEvent): boolean => {
    const hasChord = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if (event.key !== 'Enter' || !hasChord) return false;
    event.preventDefault();
    if (!event.repeat && !event.nativeEvent.isComposing) approve();
    return true;
  };
  const onKeyUp = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== 'Control' && event.key !== 'Meta') return;
    clearTimeout(timer.current);
    setHolding(false);
  };
  return { takes, onKeyUp, holding };
}

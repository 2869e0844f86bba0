import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { stepApproval } from '../../stores/approvals-store';
import type { Mode } from './decision-bar-props';
import { HOLD_MS } from './hold-button';
import type { Arming } from './use-arming';

type CardKeys = {
  readonly arming: Arming;
  readonly canApprove: boolean;
  readonly isSending: boolean;
  readonly needsHold: boolean;
  readonly canGrant: boolean;
  readonly approve: (wasHeld: boolean) => void;
  readonly open: (mode: Mode) => void;
  readonly putAside: () => void;
  readonly zoom: () => void;
  readonly goToRun: () => void;
};

/**
 * Ctrl+Enter approves, held for a second where that is needed; single keys do everything else. All of it only on an
 * armed card that has the focus, never by repeat, and never from inside a field.
 */
export function useCardKeys(keys: CardKeys) {
  const [holding, setHolding] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const latest = useRef(keys);
  latest.current = keys;
  const letGo = (): void => {
    clearTimeout(timer.current);
    setHolding(false);
  };
  useEffect(() => () => clearTimeout(timer.current), []);

  const approveByKey = (): void => {
    if (!keys.canApprove || !keys.arming.check()) return;
    if (!keys.needsHold) {
      keys.approve(false);
      return;
    }
    setHolding(true);
    timer.current = setTimeout(() => {
      setHolding(false);
      if (latest.current.canApprove && latest.current.arming.check()) latest.current.approve(true);
    }, HOLD_MS);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.repeat || event.nativeEvent.isComposing) return;
    const hasChord = event.ctrlKey || event.metaKey;
    if (event.key === 'Enter' && hasChord && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      approveByKey();
      return;
    }
    const isOther = hasChord || (event.altKey && event.code !== 'KeyD');
    if (isOther || isField(event.target)) return;
    const act = actionOf(event.code, keys);
    if (act === null) return;
    event.preventDefault();
    act();
  };
  const onKeyUp = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' || event.key === 'Control' || event.key === 'Meta') letGo();
  };
  return { onKeyDown, onKeyUp, holding };
}

function isField(target: EventTarget): boolean {
  return (
    target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  );
}

function actionOf(code: string, keys: CardKeys): (() => void) | null {
  const armed = (act: () => void) => () => {
    if (!keys.isSending && keys.arming.check()) act();
  };
  switch (code) {
    case 'KeyD':
      return armed(() => keys.open('deny'));
    case 'KeyE':
      return armed(() => keys.open('edit'));
    case 'KeyG':
      return keys.canGrant ? armed(() => keys.open('grant')) : null;
    case 'KeyS':
      return armed(keys.putAside);
    case 'KeyZ':
      return keys.zoom;
    case 'KeyJ':
      return keys.goToRun;
    case 'KeyN':
      return () => stepApproval(1);
    case 'KeyP':
      return () => stepApproval(-1);
    default:
      return null;
  }
}

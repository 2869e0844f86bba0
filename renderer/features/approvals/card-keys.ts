import type { KeyboardEvent } from 'react';
import { chooseApproval, stepApproval } from '../../stores/approvals-store';
import type { Mode } from './decision-bar-props';
import { placeKeyOf } from './place-key';
import { useApproveChord } from './use-approve-chord';
import type { Arming } from './use-arming';

type CardKeys = {
  readonly arming: Arming;
  readonly canApprove: boolean;
  readonly isSending: boolean;
  readonly needsHold: boolean;
  readonly canGrant: boolean;
  readonly approve: (wasHeld: boolean) => void;
  /** Null where there is nothing to deny. */
  readonly deny: (() => void) | null;
  /** Goes to the field for an answer; null where none is asked for. */
  readonly reply: (() => void) | null;
  readonly open: (mode: Mode) => void;
  readonly putAside: () => void;
  readonly zoom: () => void;
  readonly goToRun: () => void;
};

/**
 * Ctrl+Enter approves, held for a second where that is needed; single keys do everything else. All of it only on an
 * armed card that has the focus, never by repeat; from inside a field only Ctrl+Enter and Alt+D.
 */
export function useCardKeys(keys: CardKeys) {
  const { takes, onKeyUp, holding } = useApproveChord(keys);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (takes(event) || event.repeat || event.nativeEvent.isComposing) return;
    const isOther = event.ctrlKey || event.metaKey || (event.altKey && event.code !== 'KeyD');
    // A letter typed into a field is that letter; Alt+D is none.
    if (isOther || (isField(event.target) && !event.altKey)) return;
    const place = placeKeyOf(event);
    const act = place === null ? actionOf(event.code, keys) : () => chooseApproval(place);
    if (act === null) return;
    event.preventDefault();
    act();
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
      return keys.deny && armed(keys.deny);
    case 'KeyA':
      return keys.reply;
    case 'KeyE':
      return armed(() => keys.open('edit'));
    case 'KeyG':
      return keys.canGrant ? armed(() => keys.open('grant')) : null;
    case 'KeyS':
      return armed(keys.putAside);
    case 'Escape':
      return () => keys.open('choose');
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

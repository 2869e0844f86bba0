import { useEffect } from 'react';
import { openView, VIEWS, type View } from '../stores/navigation-store';
import { stepZoom } from '../stores/zoom';
import { focusPlace, VIEW_PLACES } from './focus-place';

const ZOOM_KEYS: Readonly<Record<string, 1 | 0 | -1>> = { '=': 1, '+': 1, '-': -1, '0': 0 };

/** Ctrl+1 to Ctrl+6 lead to the views, with the focus at their beginning; Ctrl+= (or +), Ctrl+- and Ctrl+0 draw everything larger, smaller, as usual. */
export function useAppShortcuts(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const act = actionOf(event);
      if (act === null) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

function actionOf({ key, shiftKey, repeat }: KeyboardEvent): (() => void) | null {
  const step = ZOOM_KEYS[key];
  // Plus takes Shift on many keyboards.
  if (step !== undefined && (!shiftKey || key === '+')) return () => stepZoom(step);
  const view = /^[1-6]$/.test(key) && !shiftKey && !repeat ? VIEWS[Number(key) - 1] : undefined;
  return view === undefined ? null : () => goTo(view);
}

/** The next Tab leads into the view, not through the rail and not through a card that has the focus. */
function goTo(view: View): void {
  openView(view);
  requestAnimationFrame(() => focusPlace(document, VIEW_PLACES));
}

import { useEffect } from 'react';
import { openView, VIEWS } from '../stores/navigation-store';

/** Ctrl+1 to Ctrl+5 open the views. */
export function useAppShortcuts(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey || event.repeat) return;
      const view = /^[1-5]$/.test(event.key) ? VIEWS[Number(event.key) - 1] : undefined;
      if (view === undefined) return;
      event.preventDefault();
      openView(view);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

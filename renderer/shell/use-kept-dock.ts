import { useEffect, useState } from 'react';
import type { View } from '../stores/navigation-store';
import { activeSessions } from '../stores/session-order';
import { useSessions } from '../stores/sessions-store';

/**
 * Whether the place of the approvals is kept: while a run may ask, so that nothing moves when it does, and then until the
 * operator leaves the view in which the last run ended, so that nothing moves under their eyes either.
 */
export function useKeptDock(view: View): boolean {
  const hasRuns = useSessions(({ sessions }) => activeSessions(sessions).length > 0);
  const [keptIn, setKeptIn] = useState<View | null>(null);
  useEffect(() => {
    setKeptIn((kept) => (hasRuns || kept === view ? view : null));
  }, [hasRuns, view]);
  return hasRuns || keptIn === view;
}

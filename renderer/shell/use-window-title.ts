import { useEffect } from 'react';
import { useApprovals } from '../stores/approvals-store';

/** Says in the window's title, and so in the task bar, how many actions wait. */
export function useWindowTitle(): void {
  const waiting = useApprovals((state) => state.pending.length);
  useEffect(() => {
    document.title = waiting === 0 ? 'Airlock' : `(${waiting}) Approval needed · Airlock`;
  }, [waiting]);
}

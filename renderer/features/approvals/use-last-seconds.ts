import { useEffect, useRef } from 'react';
import type { Approval } from '../../../shared/domain/approval';
import { SHORT_MS } from './time-left';

/** Calls `tell` when little time is left of something that waits: once for each, and not for what came with less. */
export function useLastSeconds(pending: readonly Approval[], tell: (approval: Approval) => void): void {
  const latest = useRef(tell);
  latest.current = tell;
  useEffect(() => {
    const timers = pending.flatMap((approval) => {
      const dueMs = approval.expiresAt - SHORT_MS - Date.now();
      return dueMs > 0 ? [setTimeout(() => latest.current(approval), dueMs)] : [];
    });
    return () => {
      for (const timer of timers) clearTimeout(timer);
    };
  }, [pending]);
}

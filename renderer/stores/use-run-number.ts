import { runNumber } from '../../shared/domain/run-number';
import { useSessions } from './sessions-store';

/** The number by which the operator tells a run from others; null while not all runs are known. */
export function useRunNumber(sessionId: string): number | null {
  return useSessions(({ sessions, load }) => (load.kind === 'ready' ? runNumber(sessions, sessionId) : null));
}

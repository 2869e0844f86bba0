import type { Session } from '../../shared/domain/session';
import { TASK_OUTCOMES } from './task-outcome-words';

export type EndedWords = { readonly title: string; readonly tone: 'denied' | 'neutral' };

/** How a run ended, for its banner; null while it goes on. */
export function endedWords(session: Session): EndedWords | null {
  switch (session.state) {
    case 'finished':
      return { title: `${claimWords(session)}${denialWords(session)}.`, tone: 'neutral' };
    case 'stopped':
      return { title: 'The run was stopped.', tone: 'neutral' };
    case 'failed':
      return { title: 'The run failed.', tone: 'denied' };
    case 'interrupted':
      return {
        title: 'The run was interrupted: Airlock closed or crashed while it went on.',
        tone: 'denied',
      };
    default:
      return null;
  }
}

/** Nobody has checked it: it is what somebody says. */
function claimWords({ claim }: Session): string {
  if (claim === null) return 'The agent ended the run';
  return claim.by === 'agent'
    ? `The agent says: ${TASK_OUTCOMES[claim.outcome]}`
    : 'You called the task done';
}

function denialWords({ denials }: Session): string {
  if (denials === 0) return '';
  return denials === 1 ? '; one action was denied' : `; ${denials} actions were denied`;
}

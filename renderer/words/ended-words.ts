import type { Session } from '../../shared/domain/session';

export type EndedWords = { readonly title: string; readonly tone: 'denied' | 'neutral' };

/** How a run ended, for its banner; null while it goes on. */
export function endedWords(session: Session): EndedWords | null {
  switch (session.state) {
    case 'finished':
      // Whether the task is done is the operator's to say.
      return { title: `The agent ended the run${denialWords(session)}.`, tone: 'neutral' };
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

function denialWords({ denials }: Session): string {
  if (denials === 0) return '';
  return denials === 1 ? '; one action was denied' : `; ${denials} actions were denied`;
}

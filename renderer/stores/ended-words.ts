import type { Session } from '../../shared/domain/session';

export type EndedWords = { readonly title: string; readonly tone: 'allowed' | 'denied' | 'neutral' };

/** How a run ended, for its banner; null while it goes on. */
export function endedWords(session: Session): EndedWords | null {
  switch (session.state) {
    case 'finished':
      return { title: 'The agent finished the task.', tone: 'allowed' };
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

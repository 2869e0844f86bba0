import { isEnded, type Session } from '../../../shared/domain/session';
import type { OutcomeFilter } from '../../stores/session-filter';

/** Sessions whose task, model or id contains every word of `text` and that ended as `outcome` says. */
export function filterSessions(
  sessions: readonly Session[],
  text: string,
  outcome: OutcomeFilter,
): readonly Session[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return sessions.filter((session) => {
    if (outcome === 'running' ? isEnded(session.state) : outcome !== 'all' && session.state !== outcome) {
      return false;
    }
    const { task, model } = session.settings;
    const name = model.kind === 'claude' ? model.model : 'scripted practice agent';
    const haystack = `${task} ${name} ${session.id}`.toLowerCase();
    return words.every((word) => haystack.includes(word));
  });
}

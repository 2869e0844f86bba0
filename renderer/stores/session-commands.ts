import type { Session } from '../../shared/domain/session';
import { isWaiting } from '../../shared/domain/session-state';
import { type Command, commandSession } from './sessions-store';

export function canPause({ state }: Session): boolean {
  return state === 'running' || isWaiting(state);
}

/** The same for each of them; what fails is told by itself. */
export function commandAll(sessions: readonly Session[], command: Command): void {
  for (const { id } of sessions) void commandSession(id, command);
}

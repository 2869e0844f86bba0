import type { Session } from '../../shared/domain/session';
import { type Command, commandSession } from './sessions-store';

/** Sends one command to each of them; what fails is told by itself. */
export function commandAll(sessions: readonly Session[], command: Command): void {
  for (const { id } of sessions) void commandSession(id, command);
}

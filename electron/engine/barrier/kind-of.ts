import type { Change } from '../../../shared/domain/change';

/** The same for all changes of one kind: what is asked of the same place of the same server. */
export function kindOf({ method, host, path, operation }: Change): string {
  return JSON.stringify([method, host, path, operation]);
}

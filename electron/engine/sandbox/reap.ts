import type { Log } from '../base/log';
import { removeContainer } from './container';
import { OWNER_LABEL, SANDBOX_LABEL } from './container-spec';
import type { Docker } from './docker';

/**
 * Removes the sandboxes that this console has left behind: those of an earlier start, and those that an engine which
 * was out of reach could not be told to remove. `isAlive` says which sandbox ids are in use. Answers how many there
 * were. Strangers' stay: a container counts only with the owner's label, exactly.
 */
export async function reapSandboxes(
  deps: { readonly docker: Docker; readonly log: Log },
  owner: string,
  isAlive: (sandboxId: string) => boolean,
): Promise<number> {
  const found = await deps.docker.listContainers({
    all: true,
    filters: { label: [`${OWNER_LABEL}=${owner}`] },
  });
  const left = found.filter(
    ({ Labels = {} }) => Labels[OWNER_LABEL] === owner && !isAlive(Labels[SANDBOX_LABEL] ?? ''),
  );
  await Promise.all(left.map(({ Id }) => removeContainer(deps, Id)));
  return left.length;
}

import type { Log } from '../base/log';
import { OWNER_LABEL } from './container-spec';
import type { Docker } from './docker';
import { removeContainer } from './sandbox';

/** Removes the sandboxes that an earlier start of this console left behind. Answers how many. Strangers' stay. */
export async function reapSandboxes(deps: { docker: Docker; log: Log }, owner: string): Promise<number> {
  const left = await deps.docker.listContainers({
    all: true,
    filters: { label: [`${OWNER_LABEL}=${owner}`] },
  });
  await Promise.all(left.map(({ Id }) => removeContainer(deps, Id)));
  return left.length;
}

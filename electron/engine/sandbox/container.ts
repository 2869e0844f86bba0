import { AirlockError } from '../../../shared/airlock-error';
import { withLimit } from '../base/limits';
import type { Log } from '../base/log';
import { type ContainerPlan, containerSpec } from './container-spec';
import type { Docker } from './docker';

const REMOVE_LIMIT_MS = 2500;
const UNREACHABLE_CODES = new Set(['ECONNREFUSED', 'ENOENT', 'ECONNRESET', 'EACCES', 'EPIPE', 'ETIMEDOUT']);

/**
 * Creates a sandbox's container and starts it; answers its id. Rejects with `image-missing`, `engine-unreachable`,
 * `disk-full`, `sandbox-failed` or `cancelled`, and then leaves no container behind.
 */
export async function startContainer(
  deps: { readonly docker: Docker; readonly log: Log },
  plan: ContainerPlan,
  signal: AbortSignal,
): Promise<string> {
  const container = await deps.docker.createContainer(containerSpec(plan)).catch((error) => {
    throw describeDockerError(error, plan.image);
  });
  try {
    if (signal.aborted) throw new AirlockError('cancelled', 'The start of the sandbox was cancelled.');
    await container.start();
    return container.id;
  } catch (error) {
    await removeContainer(deps, container.id);
    throw error instanceof AirlockError ? error : describeDockerError(error, plan.image);
  }
}

/** Kills and removes a container. Gives up after a while, so that a hanging engine can't hold a stop back. */
export async function removeContainer(
  deps: { readonly docker: Docker; readonly log: Log },
  id: string,
): Promise<void> {
  const removal = deps.docker.getContainer(id).remove({ force: true, v: true });
  const quiet = removal.then(
    () => true,
    (error: { statusCode?: number }) => error.statusCode === 404 || error.statusCode === 409,
  );
  if (!(await withLimit(quiet, REMOVE_LIMIT_MS, false))) {
    deps.log.warn(
      `the engine did not remove container ${id.slice(0, 12)}; it will be removed when the engine is back`,
    );
  }
}

/** What an operator can do about an error of the engine. */
function describeDockerError(error: unknown, image: string): AirlockError {
  const {
    statusCode,
    code = '',
    message = '',
  } = error as { statusCode?: number; code?: string; message?: string };
  const options = { cause: error };
  if (statusCode === 404) {
    return new AirlockError(
      'image-missing',
      `The sandbox image ${image} is not there. Build it under Settings, or run npm run setup.`,
      options,
    );
  }
  if (/no space left/i.test(message)) {
    return new AirlockError(
      'disk-full',
      "The container engine's disk is full. Free space (for instance: docker system prune), then start again.",
      options,
    );
  }
  if (UNREACHABLE_CODES.has(code) || /socket hang up/i.test(message)) {
    return new AirlockError(
      'engine-unreachable',
      `The container engine does not answer (${code || 'it hung up'}). Start Docker and try again; the check-up under Settings shows how.`,
      options,
    );
  }
  return new AirlockError(
    'sandbox-failed',
    'The container engine could not start the sandbox. See the check-up.',
    options,
  );
}

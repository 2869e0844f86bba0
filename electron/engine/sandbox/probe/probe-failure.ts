import { AirlockError } from '../../../../shared/airlock-error';

/** Why a probe says nothing of a sandbox: it could not be run, or what it said makes no sense. */
export function failed(why: string, cause?: unknown): AirlockError {
  const remedy = 'The sandbox was not used. Build the sandbox image anew (npm run setup) and try again.';
  return new AirlockError('sandbox-failed', `The leak test could not be run: ${why}. ${remedy}`, { cause });
}

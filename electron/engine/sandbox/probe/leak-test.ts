import type { LeakReport } from '../../../../shared/domain/leak-report';
import type { Clock } from '../../base/clock';
import { BROWSER_USER } from '../container-spec';
import type { Docker } from '../docker';
import { failed } from './probe-failure';
import { runProbeProgram } from './probe-program';

/** It takes a quarter of a second; on a machine that does much else, a multiple. */
const LIMIT_MS = 10_000;
/** Fewer walls than this found standing mean that the test itself was stopped, by whatever. */
const LEAST_HELD = 20;

/**
 * The short form of the probe, in a new sandbox before anybody gets it: tries from inside, as the browser's user, what
 * must not be possible. One exec. `passed` is false when anything got through, and then the sandbox must not be used.
 * Rejects with `sandbox-failed` when it could not be run, which must count the same, and with `cancelled`.
 */
export function createLeakTest(clock: Clock) {
  return async (docker: Docker, containerId: string, signal?: AbortSignal): Promise<LeakReport> => {
    const begunMs = clock.monotonicMs();
    const leaks = await tryToLeak(docker, containerId, signal);
    return { ...leaks, durationMs: Math.round(clock.monotonicMs() - begunMs) };
  };
}

async function tryToLeak(
  docker: Docker,
  containerId: string,
  signal: AbortSignal | undefined,
): Promise<Omit<LeakReport, 'durationMs'>> {
  const part = { part: 'quick', user: BROWSER_USER, limitMs: LIMIT_MS, signal } as const;
  const { findings, isComplete } = await runProbeProgram(docker, containerId, part);
  if (!isComplete) throw failed('it broke off, or took longer than 10 s');
  const count = (outcome: string) => findings.filter((finding) => finding.outcome === outcome).length;
  const leaks = count('leaked');
  if (leaks === 0 && count('held') < LEAST_HELD) throw failed('too little of it could be tried');
  return { passed: leaks === 0, findings };
}

import { constants } from 'node:os';
import type { ProbeFinding } from '../../shared/domain/leak-report';
import { isGvisor } from './kernel-identity';

export type Verdict = Pick<ProbeFinding, 'outcome' | 'got'>;

/** One thing to try from inside. It must fail in a sandbox, and succeed (`leaked`) where a wall is missing. */
export type Probe = {
  readonly id: string;
  readonly tried: string;
  run(): Promise<Verdict> | Verdict;
};

export const held = (got: string): Verdict => ({ outcome: 'held', got });
export const leaked = (got: string): Verdict => ({ outcome: 'leaked', got });
export const notRun = (got: string): Verdict => ({ outcome: 'not-run', got });

/** What the kernel says to someone who may not: everything else means that a request got further than it should. */
const REFUSALS = new Set(['EPERM', 'EACCES', 'ENOSYS', 'EROFS']);

export function isRefusal(code: string): boolean {
  return REFUSALS.has(code);
}

const ERRNO_NAMES = new Map(Object.entries(constants.errno).map(([name, number]) => [number, name]));

export function errnoName(number: number): string {
  return ERRNO_NAMES.get(number) ?? `errno ${number}`;
}

export function codeOf(error: unknown): string {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return String(code ?? message ?? error);
}

/** Tries something that must be refused with one of the kernel's words for it, or with one of `further`. */
export async function mustBeRefused(
  attempt: () => unknown,
  further: readonly string[] = [],
): Promise<Verdict> {
  try {
    const got = await attempt();
    return leaked(typeof got === 'string' && got !== '' ? got : 'it worked');
  } catch (error) {
    const code = codeOf(error);
    return isRefusal(code) || further.includes(code) ? held(code) : leaked(code);
  }
}

/**
 * gVisor's kernel belongs to one sandbox and keeps the users in it less apart than Linux does. What it allows there is
 * told, counts for nothing, and is not a way to the host.
 */
export function judgeWithinGvisor(verdict: Verdict): Verdict {
  if (verdict.outcome !== 'leaked' || !isGvisor()) return verdict;
  return notRun(`gVisor's own kernel answered: ${verdict.got}`);
}

/** Runs probes side by side and answers their findings in their order. One that breaks has not run. */
export function runTogether(probes: readonly Probe[]): Promise<readonly ProbeFinding[]> {
  return Promise.all(probes.map(runOne));
}

export async function runOne({ id, tried, run }: Probe): Promise<ProbeFinding> {
  const verdict = await Promise.resolve()
    .then(run)
    .catch((error) => notRun(`the probe broke: ${codeOf(error)}`));
  return { id, tried: tried.slice(0, 200), outcome: verdict.outcome, got: verdict.got.slice(0, 200) };
}

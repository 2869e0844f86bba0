import type { ErrorCode } from '../../../shared/airlock-error';
import { AirlockError } from '../../../shared/airlock-error';
import type { HostLack } from '../../../shared/domain/hosts';
import type { Policy } from '../../../shared/domain/policy';
import { withLimit } from '../base/limits';
import { type DockerEngine, pingDocker } from '../sandbox/docker';
import { chooseIsolation, type EngineInfo, type Isolation, readEngineTier } from '../sandbox/isolation';
import { findSandboxImage, type SandboxImage } from '../sandbox/sandbox-image';
import { countSlots } from './slots';

const INFO_LIMIT_MS = 5000;

/** What is known of an engine since it was last asked. */
export type HostState =
  | { readonly kind: 'checking' }
  | { readonly kind: 'unreachable'; readonly reason: string; readonly remedy: string }
  | {
      readonly kind: 'ready';
      readonly version: string;
      readonly info: EngineInfo;
      readonly slots: number;
      readonly image: SandboxImage;
    };

/** Asks an engine for everything that placing a sandbox depends on. Never rejects. */
export async function askHost(engine: DockerEngine, imageFolder: string): Promise<HostState> {
  const answer = await pingDocker(engine);
  if (answer.kind === 'unreachable') return answer;
  try {
    const info = await withLimit(engine.docker.info(), INFO_LIMIT_MS, null);
    if (info === null) throw new Error('no answer');
    return {
      kind: 'ready',
      version: `Docker ${answer.version} (API ${answer.apiVersion})`,
      info: info as EngineInfo,
      slots: countSlots(info as { MemTotal?: number; NCPU?: number }),
      image: await findSandboxImage(engine.docker, imageFolder),
    };
  } catch {
    return {
      kind: 'unreachable',
      reason: `The Docker engine at ${engine.address} does not answer in full.`,
      remedy: 'Restart the engine.',
    };
  }
}

export type Suitability =
  | { readonly kind: 'suits'; readonly image: string; readonly isolation: Isolation }
  | { readonly kind: 'lacks'; readonly code: ErrorCode; readonly message: string };

/** Whether an engine can take a run with this isolation, apart from room; else why not, and what to do. */
export function judgeHost(state: HostState, required: Policy['isolation']): Suitability {
  if (state.kind === 'checking') {
    return {
      kind: 'lacks',
      code: 'engine-unreachable',
      message: 'The container engine is still being asked.',
    };
  }
  if (state.kind === 'unreachable') {
    return { kind: 'lacks', code: 'engine-unreachable', message: `${state.reason} ${state.remedy}` };
  }
  if (state.image.kind === 'missing') {
    const message = `The sandbox image ${state.image.tag} is not there. Build it under Settings, or run npm run setup.`;
    return { kind: 'lacks', code: 'image-missing', message };
  }
  try {
    return {
      kind: 'suits',
      image: state.image.tag,
      isolation: chooseIsolation(state.info, required),
    };
  } catch (error) {
    const message = error instanceof AirlockError ? error.message : 'Its isolation can not be told.';
    return { kind: 'lacks', code: 'sandbox-failed', message };
  }
}

/** What a settings view lists as missing. */
export function lacksOf(state: HostState): readonly HostLack[] {
  if (state.kind === 'checking') return [];
  if (state.kind === 'unreachable') return [{ what: state.reason, remedy: state.remedy }];
  const lacks: HostLack[] = [];
  if (state.image.kind === 'missing')
    lacks.push({ what: `The sandbox image ${state.image.tag} is not there.`, remedy: 'Build it here.' });
  const tier = readEngineTier(state.info);
  if (!tier.hasSeccomp)
    lacks.push({ what: 'It has no seccomp.', remedy: 'Use an engine whose kernel has it.' });
  if (tier.missingLimits.length > 0) {
    const what = `It can't limit: ${tier.missingLimits.join(', ')}.`;
    lacks.push({ what, remedy: 'Give the engine control of these (cgroups v2), or use another one.' });
  }
  return lacks;
}

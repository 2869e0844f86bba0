import type { CheckUpItem } from '../../../shared/domain/check-up';
import type { KeyStatus } from '../../../shared/domain/settings';
import { withLimit } from '../base/limits';
import { withoutFailing } from '../base/may-fail';
import { describeIsolation } from '../sandbox/describe-isolation';
import { type DockerEngine, pingDocker } from '../sandbox/docker';
import type { EngineInfo } from '../sandbox/isolation';
import { findSandboxImage } from '../sandbox/sandbox-image';
import { freeBytes } from '../sessions/start-checks';

export type CheckUpDeps = {
  readonly engine: DockerEngine;
  readonly imageFolder: string;
  readonly dataFolder: string;
  readonly keyStatus: () => KeyStatus;
  readonly runtime: 'official' | 'npm-fallback';
  readonly electronVersion: string;
};

const GIB = 1024 ** 3;
const ENGINE_LIMIT_MS = 5000;

/** Looks at every part a session needs. Never rejects: what can't be looked at is missing, and the item says why. */
export async function runCheckUp(deps: CheckUpDeps): Promise<readonly CheckUpItem[]> {
  const [engine, image, isolation, disk] = await Promise.all([
    checkEngine(deps),
    checkImage(deps),
    checkIsolation(deps),
    checkSpace(deps),
  ]);
  return [engine, image, isolation, disk, checkKey(deps), checkVault(deps), checkRuntime(deps)];
}

async function checkEngine({ engine }: CheckUpDeps): Promise<CheckUpItem> {
  const item = { id: 'engine', label: 'Container engine' } as const;
  const answer = await pingDocker(engine);
  if (answer.kind === 'unreachable')
    return { ...item, state: 'missing', found: answer.reason, remedy: answer.remedy };
  const found = `Docker ${answer.version} (API ${answer.apiVersion}, ${answer.os}) at ${engine.address}`;
  return { ...item, state: 'ok', found, remedy: '' };
}

async function checkImage({ engine, imageFolder }: CheckUpDeps): Promise<CheckUpItem> {
  const item = { id: 'image', label: 'Sandbox image' } as const;
  try {
    const image = await findSandboxImage(engine.docker, imageFolder);
    if (image.kind === 'present') return { ...item, state: 'ok', found: image.tag, remedy: '' };
    const remedy = 'Build it here, or run:\nnpm run setup';
    return { ...item, state: 'missing', found: `${image.tag} has not been built on this engine.`, remedy };
  } catch {
    return {
      ...item,
      state: 'missing',
      found: 'Not known: the engine does not answer.',
      remedy: 'Start the engine first.',
    };
  }
}

async function checkIsolation({ engine }: CheckUpDeps): Promise<CheckUpItem> {
  const item = { id: 'isolation', label: 'Isolation' } as const;
  const asked = withLimit(engine.docker.info(), ENGINE_LIMIT_MS, null);
  const info = await withoutFailing(asked, null, 'the item of the engine says why it does not answer');
  if (info !== null) return { ...item, ...describeIsolation(info as EngineInfo) };
  return { ...item, state: 'missing', found: 'Not known without an engine.', remedy: '' };
}

async function checkSpace({ dataFolder }: CheckUpDeps): Promise<CheckUpItem> {
  const item = { id: 'disk', label: 'Disk space for records' } as const;
  const free = await withoutFailing(freeBytes(dataFolder), 0, 'what can not be read holds no record either');
  const found = `${(free / GIB).toFixed(1)} GB free at ${dataFolder}`;
  if (free < GIB)
    return { ...item, state: 'missing', found, remedy: 'Free some space: a session needs 1 GB.' };
  if (free < 2 * GIB)
    return { ...item, state: 'warning', found, remedy: 'Free some space soon; under 1 GB nothing starts.' };
  return { ...item, state: 'ok', found, remedy: '' };
}

function checkKey({ keyStatus }: CheckUpDeps): CheckUpItem {
  const item = { id: 'key', label: 'Claude API key' } as const;
  const { source, ending } = keyStatus();
  if (source === 'none' || source === 'unreadable') {
    const found = source === 'none' ? 'No key.' : 'A key is saved, and it can not be read.';
    const remedy = 'Save a key below or set ANTHROPIC_API_KEY. Practice scenarios need none.';
    return { ...item, state: 'warning', found, remedy };
  }
  const where = {
    environment: 'from ANTHROPIC_API_KEY',
    vault: 'saved, encrypted',
    memory: 'for this start only',
  }[source];
  return { ...item, state: 'ok', found: `Key ending in ${ending}, ${where}.`, remedy: '' };
}

function checkVault({ keyStatus }: CheckUpDeps): CheckUpItem {
  const item = { id: 'vault', label: 'Secret store' } as const;
  if (keyStatus().canPersist)
    return { ...item, state: 'ok', found: 'Secrets are encrypted by the system.', remedy: '' };
  const found =
    'This system offers no secret store: a saved key is kept in memory for this start only, and credentials need a passphrase.';
  return {
    ...item,
    state: 'warning',
    found,
    remedy: 'On Linux install and unlock gnome-keyring or KWallet.',
  };
}

function checkRuntime({ runtime, electronVersion }: CheckUpDeps): CheckUpItem {
  const item = { id: 'runtime', label: 'Electron' } as const;
  if (runtime === 'official')
    return { ...item, state: 'ok', found: `Electron ${electronVersion}`, remedy: '' };
  const found = `Electron ${electronVersion} from the npm registry: old and unsupported, for evaluation only.`;
  const remedy = 'On a machine that reaches GitHub run:\nnpm run setup -- --retry-electron';
  return { ...item, state: 'warning', found, remedy };
}

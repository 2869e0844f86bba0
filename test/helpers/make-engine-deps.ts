import { readFileSync } from 'node:fs';
import path from 'node:path';
import { systemClock } from '../../electron/engine/base/clock';
import type { EngineDeps, StandIns } from '../../electron/engine/console/engine';
import { NO_PROXIES } from '../../electron/engine/egress/reaching/upstream-proxy';
import type { Cipher } from '../../electron/engine/vault/cipher';
import { IMAGE_FOLDER, PRACTICE_FOLDER } from './make-sandbox';

/** Hides nothing; for tests only. */
const plainCipher: Cipher = {
  isAvailable: () => true,
  encrypt: (plain) => Buffer.from(plain),
  decrypt: (bytes) => bytes.toString(),
};

/** What a test may have otherwise: what stands in for the real thing, and some of what the console gives. */
export type EngineChanges = StandIns &
  Partial<Pick<EngineDeps, 'clock' | 'environmentKey' | 'log' | 'upstreamProxy'>> & {
    readonly imageFolder?: string;
  };

/** What an engine on a data folder needs, as the console gives it. */
export function engineDeps(dataFolder: string, changes: EngineChanges = {}): EngineDeps {
  const {
    clock = systemClock,
    environmentKey,
    log = { warn: () => undefined },
    upstreamProxy = NO_PROXIES,
    imageFolder = IMAGE_FOLDER,
    ...standIns
  } = changes;
  return {
    folders: { data: dataFolder, image: imageFolder, practice: PRACTICE_FOLDER },
    about: { version: '0.0.0', electronVersion: '0', runtime: 'official', operator: 'ada' },
    clock,
    log,
    cipher: plainCipher,
    environmentKey,
    upstreamProxy,
    standIns: { warmSandboxes: 0, ...standIns },
  };
}

/** The label that the engine of a data folder puts on its containers. There is one once the engine has been opened. */
export function ownerOf(dataFolder: string): string {
  return readFileSync(path.join(dataFolder, 'console-id'), 'utf8').trim();
}

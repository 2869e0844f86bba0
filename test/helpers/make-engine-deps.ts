import { readFileSync } from 'node:fs';
import path from 'node:path';
import { systemClock } from '../../electron/engine/base/clock';
import type { EngineDeps } from '../../electron/engine/console/engine';
import { NO_PROXIES } from '../../electron/engine/egress/reaching/upstream-proxy';
import type { Cipher } from '../../electron/engine/vault/cipher';
import { IMAGE_FOLDER, PRACTICE_FOLDER } from './make-sandbox';

/** Hides nothing; for tests only. */
const plainCipher: Cipher = {
  isAvailable: () => true,
  encrypt: (plain) => Buffer.from(plain),
  decrypt: (bytes) => bytes.toString(),
};

/** What an engine on a data folder needs, as the console gives it. */
export function engineDeps(dataFolder: string): EngineDeps {
  return {
    dataFolder,
    imageFolder: IMAGE_FOLDER,
    practiceFolder: PRACTICE_FOLDER,
    appVersion: '0.0.0',
    electronVersion: '0',
    runtime: 'official',
    operator: 'ada',
    clock: systemClock,
    log: { warn: () => undefined },
    cipher: plainCipher,
    environmentKey: undefined,
    upstreamProxy: NO_PROXIES,
    warmSandboxes: 0,
  };
}

/** The label that the engine of a data folder puts on its containers. There is one once the engine has been opened. */
export function ownerOf(dataFolder: string): string {
  return readFileSync(path.join(dataFolder, 'console-id'), 'utf8').trim();
}

import { expect, it } from 'vitest';
import { ContainerHost } from '../../../../electron/engine/hosts/container-host';
import type { DockerEngine } from '../../../../electron/engine/sandbox/docker';
import { ManualClock } from '../../../helpers/manual-clock';

const SHAPE = {
  image: 'airlock/sandbox:1',
  isolation: { level: 'runc', runtime: null },
  display: { width: 1280, height: 800 },
} as const;

it('keeps no sandbox for alive that could not be begun because the profile can not be read', async () => {
  const alive = new Set<string>();
  const host = new ContainerHost(
    { id: 'e1', name: 'Engine', source: 'socket', certificates: null, engine: {} as DockerEngine },
    {
      clock: new ManualClock(),
      log: { warn: () => undefined },
      imageFolder: '/nowhere',
      appVersion: '0',
      owner: 'o1',
      seccompProfile: () => Promise.reject(new Error('ENOENT')),
      leakTest: () => Promise.reject(new Error('nothing is started here')),
      alive,
      warm: () => 0,
    },
  );
  await expect(host.create(SHAPE, new AbortController().signal)).rejects.toThrow('ENOENT');
  expect([...alive]).toEqual([]);
  await host.dispose();
});

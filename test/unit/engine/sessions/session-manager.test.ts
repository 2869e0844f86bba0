import { readdir, readlink } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { systemClock } from '../../../../electron/engine/base/clock';
import { ApprovalQueue } from '../../../../electron/engine/desk/approval-queue';
import { NO_PROXIES } from '../../../../electron/engine/egress/reaching/upstream-proxy';
import type { HostFleet } from '../../../../electron/engine/hosts/host-fleet';
import { SessionArchive } from '../../../../electron/engine/record/session-archive';
import { SessionManager } from '../../../../electron/engine/sessions/session-manager';
import { MemoryCredentials } from '../../../helpers/memory-credentials';
import { copyOldRecord } from '../../../helpers/old-records';
import { sampleSettings } from '../../../helpers/sample-settings';
import { tempFolder } from '../../../helpers/temp-folder';

const PRACTICE_FOLDER = fileURLToPath(new URL('../../../../assets/practice-site', import.meta.url));

/** All sessions of a folder. No container is ever asked for. */
async function managerOf(sessionsFolder: string, practiceFolder: string): Promise<SessionManager> {
  const manager = new SessionManager({
    sessionsFolder,
    practiceFolder,
    appVersion: '0.1.0',
    operator: 'ada',
    clock: systemClock,
    fleet: { require: async () => undefined } as unknown as HostFleet,
    approvals: new ApprovalQueue(systemClock, 'ada'),
    archive: new SessionArchive(sessionsFolder, systemClock, { warn: () => undefined }),
    upstreamProxy: NO_PROXIES,
    credentials: new MemoryCredentials(),
    modelFor: async () => () => ({}) as never,
  });
  await manager.open();
  return manager;
}

/** Files under a folder that this process holds open; where the system does not tell, none. */
async function openFilesIn(folder: string): Promise<string[]> {
  const handles = await readdir('/proc/self/fd').catch(() => []);
  const files = await Promise.all(
    handles.map((handle) => readlink(path.join('/proc/self/fd', handle)).catch(() => '')),
  );
  return files.filter((file) => file.startsWith(folder));
}

/** The record refuses such a display. */
const UNWRITABLE = { ...sampleSettings(), display: { width: 1, height: 1 } };

it.each([
  { what: 'whose first line can not be written', settings: UNWRITABLE, practiceFolder: PRACTICE_FOLDER },
  { what: 'whose practice site is not there', settings: sampleSettings(), practiceFolder: '/not/there' },
])(
  'leaves nothing behind of a session $what: no folder and no open file',
  async ({ settings, practiceFolder }) => {
    const root = await tempFolder();
    const manager = await managerOf(root, practiceFolder);
    await expect(manager.start(settings)).rejects.toThrow();
    expect(await readdir(root)).toEqual([]);
    expect(await openFilesIn(root)).toEqual([]);
    expect([manager.running, await manager.list()]).toEqual([0, []]);
  },
);

it('tells a session that has ended from one that never was', async () => {
  const { root, id } = await copyOldRecord('denied');
  const manager = await managerOf(root, PRACTICE_FOLDER);
  expect(await manager.list()).toMatchObject([{ id, state: 'stopped' }]);
  expect(manager.connections(id)).toEqual([]);
  await expect(manager.pause(id)).rejects.toMatchObject({ code: 'conflict' });
  await expect(manager.pause('20261101-000000-000000')).rejects.toMatchObject({ code: 'not-found' });
});

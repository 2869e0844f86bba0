import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { systemClock } from '../../../../electron/engine/base/clock';
import { SessionFolder } from '../../../../electron/engine/record/session-folder';
import { samplePolicy } from '../../../helpers/sample-policy';
import { tempFolder } from '../../../helpers/temp-folder';

it('leaves nothing of a folder that can not be completed', async () => {
  const root = await tempFolder();
  const policy = samplePolicy({ name: '\ud800' });
  await expect(SessionFolder.create(root, 'a', policy, systemClock)).rejects.toThrow();
  expect(await readdir(root)).toEqual([]);
});

it('never takes over, nor takes away, the folder of another session', async () => {
  const root = await tempFolder();
  const first = await SessionFolder.create(root, 'a', samplePolicy(), systemClock);
  await expect(SessionFolder.create(root, 'a', samplePolicy(), systemClock)).rejects.toMatchObject({
    code: 'EEXIST',
  });
  await first.close();
  expect((await readdir(path.join(root, 'a'))).sort()).toEqual([
    'audit.jsonl',
    'frames',
    'heads',
    'messages.jsonl',
    'policy.json',
  ]);
});

it('is gone when it is discarded', async () => {
  const root = await tempFolder();
  const folder = await SessionFolder.create(root, 'a', samplePolicy(), systemClock);
  await folder.discard();
  expect(await readdir(root)).toEqual([]);
});

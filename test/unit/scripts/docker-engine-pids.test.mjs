import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { removeStalePids } from '../../../scripts/lib/docker-engine.mjs';

const folder = mkdtempSync(join(tmpdir(), 'airlock-pids-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('removes the process id of an engine that is gone, also when something else has it since, and no other', () => {
  const commands = { 41: undefined, 42: 'bash', 43: 'dockerd' };
  const files = Object.keys(commands).map((pid) => {
    const file = join(folder, `${pid}.pid`);
    writeFileSync(file, `${pid}\n`);
    return [file, 'dockerd'];
  });
  removeStalePids([...files, [join(folder, 'none.pid'), 'dockerd']], (pid) => commands[pid]);
  expect(files.map(([file]) => existsSync(file))).toEqual([false, false, true]);
});

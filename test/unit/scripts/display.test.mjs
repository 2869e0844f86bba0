import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { removeLeftFolders } from '../../../scripts/lib/display.mjs';

it('the folder of a display whose script was killed is removed, that of one that runs is not', () => {
  const folder = mkdtempSync(join(tmpdir(), 'airlock-displays-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const beyondAnyPid = 2 ** 22 + 1;
  const names = [
    `airlock-display-${beyondAnyPid}-a1`,
    `airlock-display-${process.pid}-b2`,
    'airlock-display-c3',
    'x',
  ];
  for (const name of names) mkdirSync(join(folder, name));
  removeLeftFolders(folder);
  expect(readdirSync(folder).sort()).toEqual(names.slice(1).sort());
});

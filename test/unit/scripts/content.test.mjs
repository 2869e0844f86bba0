import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashContent } from '../../../scripts/lib/content-hash.mjs';
import { authorityFile } from '../../../scripts/lib/display.mjs';

let work;

beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), 'airlock-content-'));
  mkdirSync(join(work, 'src/deep'), { recursive: true });
  writeFileSync(join(work, 'src/deep/a.ts'), 'one');
});

afterEach(() => rmSync(work, { recursive: true, force: true }));

describe('the hash that decides whether to build', () => {
  it('changes with a byte and with a new file, and not with what is not named', () => {
    const before = hashContent(work, ['src']);
    writeFileSync(join(work, 'README.md'), 'text');
    expect(hashContent(work, ['src'])).toBe(before);
    writeFileSync(join(work, 'src/b.ts'), '');
    const grown = hashContent(work, ['src']);
    writeFileSync(join(work, 'src/deep/a.ts'), 'two');
    expect(new Set([before, grown, hashContent(work, ['src'])]).size).toBe(3);
  });

  it('takes a path that does not exist yet as absent', () => {
    expect(hashContent(work, ['src', 'vite.config.ts'])).toBe(hashContent(work, ['src']));
  });
});

it('writes an X authority entry for any host and display with the cookie as its data', () => {
  const cookie = Buffer.alloc(16, 7);
  const file = authorityFile(cookie);
  expect(file.subarray(0, 8).toString('hex')).toBe('ffff000000000012');
  expect(file.subarray(8, 26).toString()).toBe('MIT-MAGIC-COOKIE-1');
  expect([file.readUInt16BE(26), file.subarray(28)]).toEqual([16, cookie]);
});

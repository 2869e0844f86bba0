import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { completeLockfile, findUnlisted } from '../../../scripts/lib/lockfile.mjs';
import { root } from '../../../scripts/lib/paths.mjs';

const lock = {
  lockfileVersion: 3,
  packages: {
    '': { name: 'airlock', optionalDependencies: { anything: '1.0.0' } },
    'node_modules/@tool/main': {
      version: '2.0.0',
      dev: true,
      optionalDependencies: {
        '@tool/linux-x64': '2.0.0',
        '@tool/linux-arm64-musl': '2.0.0',
        ranged: '^1.0.0',
      },
    },
    'node_modules/@tool/linux-x64': { version: '2.0.0' },
  },
};

it('finds what "npm ci" would miss', () => {
  expect(findUnlisted(lock).map(({ name }) => name)).toEqual(['@tool/linux-arm64-musl']);
});

it('adds it with the platform in its name, so that only that platform fetches it', () => {
  const { lock: complete } = completeLockfile(lock);
  expect(complete.packages['node_modules/@tool/linux-arm64-musl']).toEqual({
    version: '2.0.0',
    cpu: ['arm64'],
    libc: ['musl'],
    os: ['linux'],
    dev: true,
    optional: true,
  });
  expect(findUnlisted(complete)).toEqual([]);
});

it('has nothing to add to ours: a fresh clone can be installed (else: node scripts/complete-lockfile.mjs)', () => {
  expect(findUnlisted(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')))).toEqual([]);
});

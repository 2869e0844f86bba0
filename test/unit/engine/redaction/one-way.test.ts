import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const ENGINE = path.resolve(import.meta.dirname, '../../../../electron/engine');
const FILES = readdirSync(ENGINE, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.split(path.sep).join('/'));

function filesWith(pattern: RegExp): readonly string[] {
  return FILES.filter((file) => pattern.test(readFileSync(path.join(ENGINE, file), 'utf8'))).sort();
}

it('makes pictures that may leave in one place', () => {
  expect(filesWith(/from '[^']*encode-webp'/)).toEqual(['redaction/camera.ts']);
});

it('gives unmasked pixels to that place, and to what only compares them', () => {
  expect(filesWith(/\.pixelsIn\(/)).toEqual([
    'gate/aim.ts',
    'redaction/camera.ts',
    'sandbox/browser/bars.ts',
  ]);
});

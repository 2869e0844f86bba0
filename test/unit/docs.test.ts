import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');
const ROOTS = ['electron', 'renderer', 'shared', 'guest', 'test', 'assets', 'scripts', 'bench', 'docs'];
const DOCS = [
  ...readdirSync(path.join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => path.join('docs', file)),
  'README.md',
];

/** The source files that a document names in code quotes: below a root, or in the engine where it names none. */
function namedFiles(doc: string): readonly string[] {
  const text = readFileSync(path.join(ROOT, doc), 'utf8');
  return [...text.matchAll(/`([\w-]+(?:\/[\w.-]+)+\.(?:ts|tsx|mjs))`/g)].map(([, file = '']) => file);
}

function isThere(file: string): boolean {
  const [first = ''] = file.split('/');
  return existsSync(path.join(ROOT, ROOTS.includes(first) ? file : path.join('electron/engine', file)));
}

describe('the documents', () => {
  it.each(DOCS)('%s names only files that are there', (doc) => {
    expect(namedFiles(doc).filter((file) => !isThere(file))).toEqual([]);
  });

  it('are looked at: the routes of the architecture name their files', () => {
    expect(namedFiles('docs/architecture.md').length).toBeGreaterThan(60);
    expect(isThere('gate/no-such-file.ts')).toBe(false);
  });
});

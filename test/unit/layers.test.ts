import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ONLY_IN, ROOMS } from './rooms';

const ROOT = path.resolve(import.meta.dirname, '../..');
const TREES = ['shared', 'electron', 'guest', 'renderer'];
const ENDINGS = ['.ts', '.tsx', '.d.ts'];

function sourcesIn(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
    .map((file) => path.posix.join(folder, file.split(path.sep).join('/')));
}

const SOURCES = TREES.flatMap(sourcesIn);
const KNOWN: ReadonlySet<string> = new Set(SOURCES);

function importsOf(file: string): string[] {
  const text = readFileSync(path.join(ROOT, file), 'utf8');
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^'"]*?from\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]|\n\s*import\s*['"]([^'"]+)['"]/g,
  );
  return [...found].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

/** The file of ours that an import means; null for a package, a style sheet or one of Node's modules. */
function fileOf(from: string, specifier: string): string | null {
  if (!specifier.startsWith('.')) return null;
  const base = path.posix.normalize(path.posix.join(path.posix.dirname(from), specifier));
  return [base, ...ENDINGS.map((ending) => base + ending)].find((file) => KNOWN.has(file)) ?? null;
}

/** The room of a file: its folder, or the nearest one around it that the table names. */
function roomOf(file: string): string | null {
  for (let folder = path.posix.dirname(file); folder !== '.'; folder = path.posix.dirname(folder))
    if (Object.hasOwn(ROOMS, folder)) return folder;
  return null;
}

/** An import as the table names it: a room, `node:`, or a package. Null for what needs no permit. */
function nameOf(file: string, specifier: string): string | null {
  if (specifier.startsWith('node:')) return 'node:';
  if (!specifier.startsWith('.')) return packageOf(specifier);
  const target = fileOf(file, specifier);
  return target === null ? null : roomOf(target);
}

function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}

/** What the files of a room import from outside of it, by file. */
function importsOfRoom(room: string): { readonly file: string; readonly name: string }[] {
  return SOURCES.filter((file) => roomOf(file) === room).flatMap((file) =>
    importsOf(file)
      .map((specifier) => nameOf(file, specifier))
      .flatMap((name) => (name === null || name === room ? [] : [{ file, name }])),
  );
}

/** The first circle of imports, types included; null when there is none. */
function findCircle(): readonly string[] | null {
  const done = new Set<string>();
  const visit = (file: string, way: readonly string[]): readonly string[] | null => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
    if (done.has(file)) return null;
    for (const specifier of importsOf(file)) {
      const next = fileOf(file, specifier);
      const circle = next === null ? null : visit(next, [...way, file]);
      if (circle !== null) return circle;
    }
    done.add(file);
    return null;
  };
  for (const file of SOURCES) {
    const circle = visit(file, []);
    if (circle !== null) return circle;
  }
  return null;
}

describe('layers', () => {
  for (const [room, allowed] of Object.entries(ROOMS)) {
    it(`${room} imports what its layer may, and has no permit that it does not use`, () => {
      const imports = importsOfRoom(room);
      const wrong = imports.filter(({ name }) => !allowed.includes(name));
      const unused = allowed.filter((entry) => !imports.some(({ name }) => name === entry));
      expect({ wrong: wrong.map(({ file, name }) => `${file} → ${name}`), unused }).toEqual({
        wrong: [],
        unused: [],
      });
    });
  }

  for (const [name, files] of Object.entries(ONLY_IN)) {
    it(`only ${files.join(' and ')} may import ${name}`, () => {
      const wrong = SOURCES.filter(
        (file) =>
          !files.some((entry) => file.startsWith(entry)) &&
          importsOf(file).some((specifier) => specifier === name || specifier.startsWith(`${name}/`)),
      );
      expect(wrong).toEqual([]);
    });
  }

  it('has every source file in a room', () => {
    expect(SOURCES.filter((file) => roomOf(file) === null)).toEqual([]);
  });

  it('has every folder with source files in the table, so that none borrows the permits of the one around it', () => {
    const folders = new Set(SOURCES.map((file) => path.posix.dirname(file)));
    expect([...folders].filter((folder) => !Object.hasOwn(ROOMS, folder))).toEqual([]);
  });

  it('has no circle of imports, types included', () => {
    expect(findCircle()).toBe(null);
  });

  it('lets views and parts call the engine through stores and forms alone', () => {
    const views = SOURCES.filter((file) => /^renderer\/(?:features|shell|components)\//.test(file));
    const client = 'renderer/client/airlock-client.ts';
    const wrong = views.filter((file) => importsOf(file).some((name) => fileOf(file, name) === client));
    expect(views.length).toBeGreaterThan(100);
    expect(wrong).toEqual([]);
  });

  it('finds a forbidden import when there is one', () => {
    expect(nameOf('electron/engine/policy/decide.ts', '../../shell/window')).toBe('electron/shell');
    expect(ROOMS['electron/engine/policy']).not.toContain('electron/shell');
    expect(importsOf('electron/main.ts')).toContain('electron');
  });
});

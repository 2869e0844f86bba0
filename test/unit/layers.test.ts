import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Folder → what files in it may import: other folders of ours, Node's modules (`node:`), packages. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  shared: ['shared', 'zod', 'ipaddr.js', 'tldts'],
  'electron/engine/base': ['electron/engine/base', 'shared', 'node:', 'canonicalize'],
  'electron/engine/risk': ['electron/engine/risk', 'electron/engine/base', 'shared', 'node:'],
  'electron/engine/policy': [
    'electron/engine/policy',
    'electron/engine/risk',
    'electron/engine/base',
    'shared',
    'node:',
    'yaml',
    'zod',
  ],
  'electron/engine/approvals': ['electron/engine/approvals', 'electron/engine/base', 'shared', 'node:'],
  'electron/engine/vault': ['electron/engine/vault', 'electron/engine/base', 'shared', 'node:'],
  'electron/engine/audit': ['electron/engine/audit', 'electron/engine/base', 'shared', 'node:'],
  'electron/engine/sandbox': [
    'electron/engine/sandbox',
    'electron/engine/base',
    'shared',
    'node:',
    'dockerode',
  ],
  'electron/engine/engines': [
    'electron/engine/engines',
    'electron/engine/sandbox',
    'electron/engine/base',
    'shared',
    'node:',
  ],
  'electron/engine/egress': [
    'electron/engine/egress',
    'electron/engine/base',
    'shared',
    'node:',
    'ipaddr.js',
  ],
  'electron/engine/practice': [
    'electron/engine/practice',
    'electron/engine/base',
    'shared',
    'node:',
    'zod',
    'pngjs',
    '@anthropic-ai/sdk',
  ],
  'electron/engine/agent': [
    'electron/engine/agent',
    'electron/engine/policy',
    'electron/engine/risk',
    'electron/engine/risk',
    'electron/engine/approvals',
    'electron/engine/sandbox',
    'electron/engine/base',
    'shared',
    'node:',
    '@anthropic-ai/sdk',
  ],
  'electron/engine/sessions': ['electron/engine', 'shared', 'node:'],
  guest: ['guest', 'shared', 'node:'],
  'electron/ipc': ['electron/ipc', 'electron/engine', 'shared'],
  'electron/shell': ['electron/shell', 'electron/ipc', 'electron/engine', 'shared', 'node:', 'electron'],
  renderer: [
    'renderer',
    'shared',
    'react',
    'react-dom',
    'zustand',
    'zod',
    'radix-ui',
    'lucide-react',
    'date-fns',
    '@novnc/novnc',
    '@tanstack/react-virtual',
  ],
};

/** A package that only these files may import. */
const ONLY_IN: Readonly<Record<string, readonly string[]>> = {
  dockerode: ['electron/engine/sandbox/docker.ts', 'electron/engine/sandbox/container-spec.ts'],
  tldts: ['shared/domain/allowed-host.ts', 'shared/domain/registrable-host.ts'],
  yaml: [
    'electron/engine/policy/document/policy-yaml.ts',
    'electron/engine/policy/document/format-policy.ts',
  ],
  canonicalize: ['electron/engine/base/canonical-json.ts'],
  '@novnc/novnc': ['renderer/'],
};

function sourcesIn(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
    .map((file) => path.posix.join(folder, file.split(path.sep).join('/')));
}

function importsOf(file: string): string[] {
  const text = readFileSync(path.join(ROOT, file), 'utf8');
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^'"]*?from\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]|\n\s*import\s*['"]([^'"]+)['"]/g,
  );
  return [...found].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

/** An import as the table names it: a folder of ours, `node:`, or a package. */
function nameOf(file: string, specifier: string): string {
  if (specifier.startsWith('.'))
    return path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier));
  if (specifier.startsWith('node:')) return 'node:';
  return specifier;
}

function isAllowed(name: string, allowed: readonly string[]): boolean {
  return allowed.some((entry) => name === entry || name.startsWith(`${entry}/`));
}

describe('layers', () => {
  for (const [folder, allowed] of Object.entries(ALLOWED)) {
    it(`${folder} imports only what its layer may`, () => {
      const wrong = sourcesIn(folder).flatMap((file) =>
        importsOf(file)
          .map((specifier) => nameOf(file, specifier))
          .filter((name) => !isAllowed(name, allowed))
          .map((name) => `${file} → ${name}`),
      );
      expect(wrong).toEqual([]);
    });
  }

  for (const [name, files] of Object.entries(ONLY_IN)) {
    it(`only ${files.join(' and ')} may import ${name}`, () => {
      const wrong = [...sourcesIn('electron'), ...sourcesIn('renderer'), ...sourcesIn('shared')].filter(
        (file) =>
          !files.some((entry) => file.startsWith(entry)) &&
          importsOf(file).some((specifier) => specifier === name || specifier.startsWith(`${name}/`)),
      );
      expect(wrong).toEqual([]);
    });
  }

  it('finds a forbidden import when there is one', () => {
    const name = nameOf('electron/engine/policy/evaluate.ts', '../../shell/window');
    expect(isAllowed(name, ALLOWED['electron/engine/policy'] ?? [])).toBe(false);
    expect(importsOf('electron/main.ts')).toContain('electron');
  });
});

import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from './paths.mjs';

const SOURCE = join(root, 'guest');
const TARGET = join(root, 'assets/sandbox-image/guest');
const DRAFTS = join(root, 'node_modules/.cache/airlock-guest');

/**
 * Bundles each program of `guest/` into one file for the image's Node. The same sources give the same bytes, since the
 * image is known by the hash of its folder; a file that is up to date is not touched.
 */
export async function bundleGuest() {
  const names = readdirSync(SOURCE).filter((name) => existsSync(join(SOURCE, name, 'main.ts')));
  for (const folder of [TARGET, DRAFTS]) mkdirSync(folder, { recursive: true });
  await Promise.all(names.map((name) => bundleProgram(name)));
  const wanted = new Set(names.map((name) => `${name}.mjs`));
  for (const file of readdirSync(TARGET)) {
    if (file.endsWith('.mjs') && !wanted.has(file)) rmSync(join(TARGET, file), { force: true });
  }
}

async function bundleProgram(name) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [`guest/${name}/main.ts`],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node18',
    logLevel: 'warning',
    legalComments: 'none',
  });
  const [{ contents }] = outputFiles;
  const file = join(TARGET, `${name}.mjs`);
  if (existsSync(file) && readFileSync(file).equals(contents)) return;
  // Whole or not at all: tests of several files may bundle at the same time.
  const draft = join(DRAFTS, `${name}.${process.pid}`);
  writeFileSync(draft, contents, { mode: 0o644 });
  renameSync(draft, file);
}

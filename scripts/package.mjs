import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { buildApp } from './build.mjs';
import { hashContent } from './lib/content-hash.mjs';
import { electronBuilderArguments, prepareElectronFolder, unpackedFolder } from './lib/packaging.mjs';
import { root } from './lib/paths.mjs';
import { lastLines, runCommand } from './lib/run-command.mjs';
import { runStep, SetupError } from './lib/steps.mjs';
import { isMain, runMain, setUp } from './setup.mjs';

const CONTENT = ['out', 'assets', 'electron-builder.yml', 'package.json', 'scripts/lib/packaging.mjs'];

/** Makes the application in dist/, offline, from the Electron that is there. Unpacked unless installers are asked for. */
export async function packageApp(runtime, { installers = false } = {}) {
  await buildApp();
  const target = unpackedFolder();
  const stamp = join(root, 'dist/.content-hash');
  const hash = `${hashContent(root, CONTENT)} ${runtime.source} ${runtime.version}`;
  const isUpToDate = existsSync(target) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;
  if (isUpToDate && !installers) return `${relative(root, target)} is up to date`;
  const electron = await prepareElectronFolder(runtime);
  try {
    const args = electronBuilderArguments({ installers, folder: electron.folder, version: runtime.version });
    const program = join(root, 'node_modules/electron-builder/cli.js');
    const result = await runCommand(process.execPath, [program, ...args], { cwd: root });
    if (result.code !== 0)
      throw new SetupError(`electron-builder failed:\n${lastLines(result.stderr || result.stdout)}`);
  } finally {
    await electron.remove();
  }
  writeFileSync(stamp, hash);
  return installers ? 'dist/ holds the installers' : relative(root, target);
}

if (isMain(import.meta.url)) {
  await runMain(async () => {
    const runtime = await setUp();
    const installers = process.argv.includes('--installers');
    await runStep('package', async () => ({ outcome: await packageApp(runtime, { installers }) }));
    return 0;
  });
}

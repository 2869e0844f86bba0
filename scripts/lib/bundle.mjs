import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from './paths.mjs';

/**
 * dockerode loads gRPC and protobuf for BuildKit sessions, which the console never opens. Left out, the bundle is a
 * third of the size and the window opens sooner.
 */
const unusedParts = {
  name: 'unused-parts',
  setup(build) {
    build.onResolve({ filter: /^(?:@grpc\/grpc-js|@grpc\/proto-loader|protobufjs)$/ }, ({ path }) => ({
      path,
      namespace: 'unused',
    }));
    build.onLoad({ filter: /.*/, namespace: 'unused' }, () => ({ contents: 'module.exports = {};' }));
  },
};

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  // The oldest Node the main process runs on: Electron 25.
  target: 'node18',
  sourcemap: true,
  logLevel: 'warning',
  legalComments: 'none',
};

export async function bundleMain() {
  await build({
    ...common,
    entryPoints: ['electron/main.ts'],
    outfile: join(root, 'out/main.cjs'),
    // Native helpers of the ssh client: faster where they are built, not needed where they are not.
    external: ['electron', 'cpu-features', '*.node'],
    // Bundled as cjs there is no import.meta.url; what a dependency asks of it is the bundle's own address.
    define: { 'import.meta.url': 'airlockBundleUrl' },
    banner: { js: "const airlockBundleUrl = require('node:url').pathToFileURL(__filename).href;" },
    plugins: [unusedParts],
  });
}

/** A sandboxed preload can require nothing but electron, so it is one file. */
export async function bundlePreload() {
  await build({
    ...common,
    entryPoints: ['electron/preload.ts'],
    outfile: join(root, 'out/preload.cjs'),
    external: ['electron'],
    sourcemap: false,
  });
}

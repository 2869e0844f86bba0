import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { dirname, extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build } from 'vite';

// Builds the preview and serves it on loopback under the very CSP of the app. `node renderer/preview/serve.mjs [port]`
const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const outDir = join(root, 'node_modules/.cache/airlock-preview');
const frames = join(root, 'test/unit/renderer/fixtures/frames');
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; connect-src 'self'; frame-src 'none'; frame-ancestors 'none'; form-action 'none'; base-uri 'none'; object-src 'none'; require-trusted-types-for 'script'";
const TYPES = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
};

await build({
  configFile: false,
  root: here,
  plugins: [react()],
  logLevel: 'warn',
  build: {
    outDir,
    emptyOutDir: true,
    target: 'chrome114',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});

createServer(async (request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://preview');
  const isFrame = pathname.startsWith('/frames/');
  const path = pathname === '/' ? '/index.html' : pathname;
  const file = isFrame ? join(frames, `${pathname.split('/').at(-1)}.png`) : join(outDir, normalize(path));
  try {
    const body = await readFile(file);
    response.writeHead(200, {
      'content-type': TYPES[extname(file)] ?? 'text/plain',
      'content-security-policy': CSP,
    });
    response.end(body);
  } catch {
    response.writeHead(404).end();
  }
}).listen(Number(process.argv[2] ?? 4178), '127.0.0.1');

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const FOLDER = fileURLToPath(new URL('../fixtures/sign-in', import.meta.url));
/** What the tests sign in with; every page knows the secrets, to tell how long it saw one. */
export const SAMPLE = { userName: 'ada@example.test', password: 'correct-horse-17', code: '482913' } as const;

/** Stands in every page: looks for a secret in its fields every 5 ms, and tells what its script has got. */
const WATCH = `<script>(() => {
  const SECRETS = ${JSON.stringify([SAMPLE.password, SAMPLE.code])};
  const roots = [document];
  let first = null, last = null;
  window.watchRoot = (root) => roots.push(root);
  window.exposedMs = () => first === null ? 0 : last - first;
  window.holdsNow = () => roots.flatMap((root) => [...root.querySelectorAll('input,textarea')]).some((field) => SECRETS.includes(field.value));
  window.postLogin = (values) => {
    const body = JSON.stringify(values);
    setTimeout(() => { const form = document.createElement('form'); form.method = 'post'; form.action = '/session'; const field = document.createElement('input'); field.name = 'sent'; field.type = 'hidden'; field.value = body; form.append(field); document.body.append(form); form.submit(); }, 60);
  };
  const look = () => { if (!holdsNow()) return; first ??= performance.now(); last = performance.now(); };
  setInterval(look, 5);
  addEventListener('input', look, true);
  addEventListener('pagehide', () => navigator.sendBeacon('/log', JSON.stringify([{ type: 'left', exposedMs: exposedMs() }])));
})();</script>`;

const pathOf = (name: string): string => `/${name}`;

/** Every page of the folder, by its path. */
export function signInPages(): Record<string, string> {
  const names = readdirSync(FOLDER)
    .filter((file) => file.endsWith('.html'))
    .map((file) => path.basename(file, '.html'));
  return Object.fromEntries(
    names.map((name) => [pathOf(name), watched(readFileSync(path.join(FOLDER, `${name}.html`), 'utf8'))]),
  );
}

export const watched = (body: string): string => `${WATCH}${body}`;

/** The script of the page that React draws. */
export function reactScript(): string {
  const built = buildSync({
    entryPoints: [path.join(FOLDER, 'react-form.js')],
    bundle: true,
    write: false,
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  return built.outputFiles[0]?.text ?? '';
}

export const valuesOf = (wanted: 'login' | 'code') => ({
  userName: wanted === 'login' ? Buffer.from(SAMPLE.userName) : null,
  password: wanted === 'login' ? Buffer.from(SAMPLE.password) : null,
  code: wanted === 'code' ? Buffer.from(SAMPLE.code) : null,
});

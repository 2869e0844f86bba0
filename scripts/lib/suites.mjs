import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { countCommand, countPlaywright, countVitest, readReport } from './summary.mjs';

const tool = (path) => join(root, 'node_modules', path);
const TOOLS = {
  biome: tool('@biomejs/biome/bin/biome'),
  tsc: tool('typescript/bin/tsc'),
  vitest: tool('vitest/vitest.mjs'),
  playwright: tool('@playwright/test/cli.js'),
};

const reports = mkdtempSync(join(tmpdir(), 'airlock-reports-'));
process.once('exit', () => rmSync(reports, { recursive: true, force: true }));

/** Runs a tool with its output held back, so that two at a time stay readable; prints it when the tool has ended. */
function runTool(name, script, args, { env = {}, limitMs, live = false } = {}) {
  const started = performance.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, ...args], {
      cwd: root,
      env: { ...process.env, VITE_CONFIG_NATIVE_IGNORE_WARNING: 'true', ...env },
      stdio: ['ignore', live ? 'inherit' : 'pipe', live ? 'inherit' : 'pipe'],
    });
    let output = '';
    const collect = (text) => {
      output += text;
    };
    child.stdout?.setEncoding('utf8').on('data', collect);
    child.stderr?.setEncoding('utf8').on('data', collect);
    const timer = setTimeout(() => {
      collect(`\n${name} took longer than ${limitMs / 1000} s and was ended.\n`);
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), 5000).unref();
    }, limitMs);
    child.once('error', (error) => collect(error.message));
    child.once('close', (code) => {
      clearTimeout(timer);
      console.log(`\n── ${name} ${'─'.repeat(Math.max(0, 90 - name.length))}\n${output.trim()}`);
      const seconds = `${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s`;
      resolve({ code: code ?? 1, seconds });
    });
  });
}

export async function runBiome() {
  const { code, seconds } = await runTool('format and lint', TOOLS.biome, ['check', '.'], {
    limitMs: 60_000,
  });
  return { ...countCommand('format and lint', code), seconds };
}

export async function runTypeCheck() {
  const { code, seconds } = await runTool('types', TOOLS.tsc, ['-b'], { limitMs: 240_000 });
  return { ...countCommand('types', code), seconds };
}

/** One or more of the projects in vitest.config.ts. */
export async function runVitest(name, projects, { limitMs, live = false, env = {} }) {
  const file = join(reports, `${name}.json`);
  const chosen = projects.flatMap((project) => ['--project', project]);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { code, seconds } = await runTool(name, TOOLS.vitest, ['run', ...chosen, ...reporters], {
    limitMs,
    live,
    env,
  });
  return { ...readReport(name, file, countVitest, code), seconds };
}

/**
 * `files`: names of specs without their ending; all of them unless given. `without`: a pattern of titles that are left
 * out. `live`: its output comes as it runs.
 */
export async function runPlaywright(name, { limitMs, env, files = [], without, live = true }) {
  const file = join(reports, `${name}.json`);
  const specs = files.map((spec) => `test/e2e/${spec}.spec.ts`);
  const { code, seconds } = await runTool(
    name,
    TOOLS.playwright,
    [
      'test',
      ...specs,
      '--reporter=list,json',
      `--output=${join('test-results', name)}`,
      ...(without ? ['--grep-invert', without] : []),
    ],
    {
      limitMs,
      live,
      env: { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: file },
    },
  );
  return { ...readReport(name, file, countPlaywright, code), seconds };
}

/**
 * npm run probe: starts a sandbox as a run would, tries from inside what must not be possible, and says what came of it.
 *
 *   --json                  the report alone on stdout
 *   --isolation LEVEL       gvisor, kata or runc instead of the strongest there is
 *   --quick                 without the bombs
 *
 * Ends with 0 when everything held, 1 when anything got through, 2 when it could not be run.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runProbe } from '../electron/engine/console/run-probe';
import { connectDocker, pingDocker } from '../electron/engine/sandbox/docker';
import { chooseIsolation, type EngineInfo } from '../electron/engine/sandbox/isolation';
import { findSandboxImage } from '../electron/engine/sandbox/sandbox-image';
import { AirlockError } from '../shared/airlock-error';
import type { IsolationLevel } from '../shared/domain/isolation';
import { printFindings } from './lib/probe-table';

const HELD = 0;
const LEAKED = 1;
const NOT_RUN = 2;
const LEVELS: readonly IsolationLevel[] = ['kata', 'gvisor', 'runc'];
const USAGE = 'usage: npm run probe -- [--json] [--quick] [--isolation gvisor|kata|runc]';

const folder = path.resolve(import.meta.dirname, '../assets/sandbox-image');
const say = (line: string) => process.stdout.write(`${line}\n`);

function readOptions() {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      isolation: { type: 'string' },
    },
  });
  const level = LEVELS.find((name) => name === values.isolation);
  if (values.isolation !== undefined && level === undefined) throw new AirlockError('bad-input', USAGE);
  return { isJson: values.json, isQuick: values.quick, level };
}

async function main(signal: AbortSignal): Promise<number> {
  const { isJson, isQuick, level } = readOptions();
  const engine = await connectDocker();
  const answer = await pingDocker(engine);
  if (answer.kind === 'unreachable') {
    throw new AirlockError('engine-unreachable', `${answer.reason} ${answer.remedy}`);
  }
  const isolation = chooseIsolation((await engine.docker.info()) as EngineInfo, 'any', level);
  const image = await findSandboxImage(engine.docker, folder);
  if (image.kind === 'missing') {
    throw new AirlockError('image-missing', `The sandbox image ${image.tag} is missing: run npm run setup.`);
  }
  if (!isJson) say(`${isolation.level} on Docker ${answer.version} at ${engine.address}, ${image.tag}\n`);
  const report = await runProbe({
    docker: engine.docker,
    log: { warn: (message) => process.stderr.write(`${message}\n`) },
    image: image.tag,
    seccompProfile: await readFile(path.join(folder, 'seccomp.json'), 'utf8'),
    isolation,
    owner: 'probe',
    version: 'probe',
    isQuick,
    signal,
  });
  if (isJson) {
    const { level: isolationLevel } = isolation;
    say(
      JSON.stringify(
        { engine: engine.address, isolation: isolationLevel, image: image.tag, ...report },
        null,
        2,
      ),
    );
  } else printFindings(report, say);
  return report.passed ? HELD : LEAKED;
}

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort());

main(stop.signal).then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(NOT_RUN);
  },
);

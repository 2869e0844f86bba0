import { systemClock } from '../../electron/engine/base/clock';
import { Engine } from '../../electron/engine/console/engine';
import type { AssistantTurn } from '../../electron/engine/practice/assistant-turn';
import { createPracticeModel } from '../../electron/engine/practice/messages-server';
import { connectDocker } from '../../electron/engine/sandbox/docker';
import type { AuditKind } from '../../shared/domain/audit-entry';
import { engineDeps } from './make-engine-deps';
import { samplePolicy } from './sample-policy';
import { sampleSettings } from './sample-settings';

const SILENCE: AssistantTurn = { kind: 'silence' };
const WAIT: AssistantTurn = {
  kind: 'reply',
  content: [
    { type: 'tool_use', id: 'toolu_wait', name: 'wait', toolset_name: 'computer', input: { duration: 120 } },
  ],
};

type Way = {
  /** Plays the model; the practice scenario, which comes to ask, without it. */
  readonly turn?: AssistantTurn;
  /** The line of the record that says the state is there, or that what leads to it can be done. */
  readonly at: AuditKind;
  readonly then?: (engine: Engine, id: string) => Promise<void>;
};

const WAYS: Readonly<Record<string, Way>> = {
  queued: { turn: WAIT, at: 'sandbox-ready' },
  preparing: { turn: WAIT, at: 'session-started' },
  thinking: { turn: SILENCE, at: 'model-requested' },
  asking: { at: 'approval-requested' },
  acting: { turn: WAIT, at: 'action-started' },
  paused: { turn: WAIT, at: 'action-started', then: (engine, id) => engine.sessions.pause(id) },
  'taken over': { turn: SILENCE, at: 'model-requested', then: (engine, id) => engine.sessions.takeOver(id) },
};

/** A console to be killed: brings a run into a state, says its id on stdout when it is there, and stays. */
async function main([dataFolder = '', state = '']: readonly string[]): Promise<void> {
  const way = WAYS[state];
  if (way === undefined) throw new Error(`usage: run-in-state DATA_FOLDER ${Object.keys(WAYS).join('|')}`);
  const { turn, at, then } = way;
  const docker = await connectDocker();
  const info = docker.docker.info.bind(docker.docker);
  // Room for one sandbox.
  docker.docker.info = async () => ({ ...(await info()), MemTotal: 3 * 1024 ** 3, NCPU: 1 });
  const practiceModel = () =>
    createPracticeModel({ wordDelayMs: 0, ...(turn !== undefined && { script: () => turn }) });
  const engine = await Engine.create(engineDeps(dataFolder, { docker, practiceModel }));
  const reached = new Promise<void>((resolve) => {
    engine.sessions.recorded.on(({ entry }) => {
      if (entry.kind === at) resolve();
    });
  });
  const policy = samplePolicy({ allowed_hosts: ['billing.practice.test:80'], timeout_seconds: 600 });
  const start = () => engine.sessions.start(sampleSettings({ policy }));
  let { id } = await start();
  // What has begun has its first line, and tells nobody of that one.
  if (at !== 'session-started') await reached;
  if (state === 'queued') ({ id } = await start());
  await then?.(engine, id);
  process.stdout.write(`${id}\n`);
  await systemClock.sleep(600_000);
}

await main(process.argv.slice(2));

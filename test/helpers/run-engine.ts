import { systemClock } from '../../electron/engine/base/clock';
import { Engine } from '../../electron/engine/console/engine';
import { createPracticeModel } from '../../electron/engine/practice/messages-server';
import { engineDeps } from './make-engine-deps';
import { samplePolicy } from './sample-policy';
import { sampleSettings } from './sample-settings';

const say = (line: { readonly kind: string; readonly sessionId?: string }) =>
  process.stdout.write(`${JSON.stringify(line)}\n`);

/**
 * A console of its own, to be killed: runs an engine on the data folder it is given and says on stdout, in JSON lines,
 * what goes into the record. `session`: one session that works without end. `restless`: one after the other, each
 * stopped after its first actions, beside a sandbox that is kept ready; before that it says when it has tidied up.
 */
async function main([dataFolder, how = 'session']: readonly string[]): Promise<void> {
  if (dataFolder === undefined) throw new Error('usage: run-engine DATA_FOLDER [session|restless]');
  const practiceModel = () =>
    createPracticeModel({
      wordDelayMs: 0,
      script: () => ({
        kind: 'reply',
        content: [
          {
            type: 'tool_use',
            id: `toolu_${Math.round(systemClock.monotonicMs() * 1000)}`,
            name: 'wait',
            toolset_name: 'computer',
            input: { duration: 0.2 },
          },
        ],
      }),
    });
  const warmSandboxes = how === 'restless' ? 1 : 0;
  const engine = await Engine.create(engineDeps(dataFolder, { practiceModel, warmSandboxes }));
  engine.sessions.recorded.on(({ sessionId, entry }) => say({ sessionId, kind: entry.kind }));
  const start = () => {
    const limits = { max_steps: 1000, max_actions_per_minute: 600, timeout_seconds: 600 };
    const policy = samplePolicy({ allowed_hosts: ['billing.practice.test:80'], ...limits });
    return engine.sessions.start(sampleSettings({ policy }));
  };
  if (how === 'session') {
    await start();
    return;
  }
  await engine.fleet.check(null);
  say({ kind: 'tidy' });
  for (;;) {
    const { id } = await start();
    say({ kind: 'starting' });
    await new Promise<void>((resolve) => {
      const stop = engine.sessions.recorded.on(({ sessionId, entry }) => {
        if (sessionId !== id || entry.kind !== 'action-finished') return;
        stop();
        resolve();
      });
    });
    say({ kind: 'stopping' });
    await engine.sessions.stop(id);
  }
}

await main(process.argv.slice(2));

import { systemClock } from '../../electron/engine/base/clock';
import { createPracticeModel } from '../../electron/engine/practice/messages-server';
import { Engine } from '../../electron/engine/sessions/engine';
import { engineDeps } from './make-engine-deps';
import { samplePolicy } from './sample-policy';
import { sampleSettings } from './sample-settings';

/**
 * A console of its own, to be killed: runs an engine on the data folder it is given and one session that types without
 * end, and says on stdout, in JSON lines, what goes into the record.
 */
async function main([dataFolder]: readonly string[]): Promise<void> {
  if (dataFolder === undefined) throw new Error('usage: run-engine DATA_FOLDER');
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
  const engine = await Engine.create({ ...engineDeps(dataFolder), practiceModel });
  engine.sessions.recorded.on(({ sessionId, entry }) => {
    process.stdout.write(`${JSON.stringify({ sessionId, kind: entry.kind })}\n`);
  });
  const limits = { max_steps: 1000, max_actions_per_minute: 600, timeout_seconds: 600 };
  const policy = samplePolicy({ allowed_hosts: ['billing.practice.test:80'], ...limits });
  await engine.sessions.start(sampleSettings({ policy }));
}

await main(process.argv.slice(2));

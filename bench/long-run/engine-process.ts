import { Engine } from '../../electron/engine/console/engine';
import { engineDeps } from '../../test/helpers/make-engine-deps';
import { samplePolicy } from '../../test/helpers/sample-policy';
import { sampleSettings } from '../../test/helpers/sample-settings';

/** What the engine's process says, a line of JSON each. */
export type Said =
  | { readonly kind: 'step'; readonly atMs: number; readonly rssBytes: number }
  | { readonly kind: 'request'; readonly bytes: number; readonly isSummary: boolean }
  | { readonly kind: 'ended'; readonly reason: string };

const say = (said: Said) => process.stdout.write(`${JSON.stringify(said)}\n`);

/** One run of many steps in a process of its own, which holds the engine and nothing else; its model is elsewhere. */
async function main([dataFolder, baseUrl, apiKey, steps]: readonly string[]): Promise<void> {
  if (dataFolder === undefined || baseUrl === undefined || apiKey === undefined)
    throw new Error('usage: engine-process DATA_FOLDER URL KEY STEPS');
  const practiceModel = async () => ({ baseUrl, apiKey, close: async () => undefined });
  const engine = await Engine.create(engineDeps(dataFolder, { practiceModel }));
  engine.sessions.recorded.on(({ entry }) => {
    if (entry.kind === 'action-finished')
      say({ kind: 'step', atMs: performance.now(), rssBytes: process.memoryUsage.rss() });
    if (entry.kind === 'model-requested' && entry.detail.request !== null) {
      const { purpose, request } = entry.detail;
      say({ kind: 'request', bytes: request.bytes, isSummary: purpose === 'summary' });
    }
    if (entry.kind === 'session-ended') say({ kind: 'ended', reason: entry.detail.reason });
  });
  const limits = { max_steps: Number(steps), max_actions_per_minute: 600, timeout_seconds: 86_400 };
  const policy = samplePolicy({ allowed_hosts: ['billing.practice.test:80'], ...limits });
  const { id } = await engine.sessions.start(sampleSettings({ policy }));
  await new Promise<void>((resolve) => {
    engine.sessions.changed.on((session) => {
      if (session.id === id && session.endedAt !== null) resolve();
    });
  });
  await engine.dispose();
}

await main(process.argv.slice(2));

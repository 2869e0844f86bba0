import { expect, it } from 'vitest';
import { createDispatcher } from '../../electron/ipc/dispatcher';
import { forwardEvents } from '../../electron/ipc/event-source';
import { type CallerWindow, createHandlers } from '../../electron/ipc/handlers';
import { calls } from '../../shared/ipc/contract';
import { callNames } from '../../shared/ipc/names';
import { bytesIn } from '../helpers/everywhere';
import { makeEngine } from '../helpers/make-engine';
import { sampleDraft } from '../helpers/sample-vault';

const PLANTED = 'canary-7f3a-password';
const SEED = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

it('a whole engine with a full vault says a secret to no window and writes none', async () => {
  const { engine, dataFolder } = await makeEngine();
  const said: unknown[] = [];
  forwardEvents(engine, (name, payload) => said.push([name, payload]));
  const window: Partial<CallerWindow> = { idleDetection: () => 'works', pickFile: async () => null };
  const handlers = createHandlers(engine, window as CallerWindow);
  const dispatch = createDispatcher(handlers, (name, error) => said.push([name, String(error)]));
  const secrets = { password: PLANTED, seed: SEED };
  said.push(await dispatch('credentials:save', sampleDraft({ secrets })));
  const [entry] = engine.vault.list();
  expect(await engine.vault.use(entry?.id ?? '', 'password', (value) => value.toString())).toBe(PLANTED);
  const asked = callNames.filter(
    (name) => calls[name].input.safeParse(undefined).success && name !== 'image:build',
  );
  expect(asked.length).toBeGreaterThan(12);
  for (const name of asked) said.push(await dispatch(name, undefined));
  const everything = `${JSON.stringify(said)}\n${(await bytesIn(dataFolder)).toString('latin1')}`;
  expect(everything).toContain('https://app.acme.example');
  for (const text of [PLANTED, SEED]) {
    const bytes = Buffer.from(text);
    for (const spelling of [text, bytes.toString('base64').slice(0, -4), bytes.toString('hex')]) {
      expect(everything).not.toContain(spelling);
    }
  }
});

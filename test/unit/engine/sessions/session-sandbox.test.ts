import { expect, it } from 'vitest';
import { systemClock } from '../../../../electron/engine/base/clock';
import { Emitter } from '../../../../electron/engine/base/emitter';
import { SessionSandbox } from '../../../../electron/engine/sessions/session-sandbox';
import { AirlockError } from '../../../../shared/airlock-error';
import { MemoryRecord } from '../../../helpers/memory-record';
import { NO_REDACTION } from '../../../helpers/screen-picture';

/** A session with a sandbox that is up, whose next leak test comes to what the test says. */
async function upSandbox(testLeaks: () => Promise<unknown>) {
  const record = new MemoryRecord();
  const sandbox = {
    failed: new Emitter(),
    unresponsive: new Emitter(),
    recoveredFrom: new Emitter(),
    containerId: 'c1',
    browser: { painted: async () => undefined, isLoading: () => false, version: 'Chromium' },
    camera: { take: async () => ({ bytes: Buffer.from('picture'), redaction: null }), unsure: new Emitter() },
    display: { settle: async () => undefined },
    begin: async () => undefined,
  };
  const leaks = { passed: true, durationMs: 1, findings: [] };
  const shape = { image: 'i', isolation: { level: 'runc', runtime: null } };
  const berth = {
    sandbox: async () => ({ sandbox, shape, leaks, engine: 'here', wasWarm: false }),
    host: { testLeaks },
    isUp: () => undefined,
    leave: () => undefined,
  };
  const session = new SessionSandbox({
    folder: record as never,
    clock: systemClock,
    admit: async () => berth as never,
  });
  const { signal } = new AbortController();
  await session.waitForRoom(() => undefined, signal);
  await session.open(
    {
      network: { attach: () => undefined, guard: () => undefined },
      startUrl: null,
      pictures: { redaction: NO_REDACTION, area: null },
    },
    signal,
  );
  const failures: string[] = [];
  session.failed.on((why) => failures.push(why));
  return { session, failures, signal };
}

it('ends the session when the sandbox can not be tested again: it has been disposed of by then', async () => {
  const why = 'The sandbox could not be tested for leaks, so it is not used.';
  const { session, failures, signal } = await upSandbox(async () => {
    throw new AirlockError('sandbox-failed', why);
  });
  await expect(session.testLeaks(signal)).rejects.toMatchObject({ code: 'sandbox-failed' });
  expect(failures).toEqual([why]);
});

it('says nothing of a failure when the test was cut short by a stop', async () => {
  const run = new AbortController();
  const { session, failures } = await upSandbox(async () => {
    run.abort();
    throw new AirlockError('cancelled', 'The start of the sandbox was cancelled.');
  });
  await expect(session.testLeaks(run.signal)).rejects.toMatchObject({ code: 'cancelled' });
  expect(failures).toEqual([]);
});

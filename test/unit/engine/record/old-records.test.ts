import { describe, expect, it } from 'vitest';
import { parseAction } from '../../../../electron/engine/actions/parse-call';
import { dryRun } from '../../../../electron/engine/policy/dry-run/dry-run';
import { readAudit } from '../../../../electron/engine/record/audit-reader';
import { closeOpenEnds } from '../../../../electron/engine/record/open-ends';
import { verifySession } from '../../../../electron/engine/record/verify-session';
import { assessRisk } from '../../../../electron/engine/risk/assess-risk';
import { NO_WARMTH } from '../../../../shared/domain/cache-warmth';
import { LOCKED_DOWN, READ_ONLY } from '../../../../shared/domain/policy-presets';
import { startReading } from '../../../../shared/record/record-reader';
import { summariseRecord } from '../../../../shared/record/summarise';
import { OLD_RECORDS, oldReading, oldRecord } from '../../../helpers/old-records';

const isTime = (value: unknown) => value === null || typeof value === 'number';

const TOOLS = { parse: parseAction, assess: assessRisk };

describe.each(OLD_RECORDS)('the record of an earlier version: %s', (name) => {
  it('verifies as it did', async () => {
    expect(await verifySession(oldRecord(name))).toEqual((await oldReading(name)).verification);
  });

  it('reads as it did, also line by line', async () => {
    const { entries, damage } = await readAudit(oldRecord(name));
    const { steps, closingWords, network, hostsBySteps, sandbox, session } = await oldReading(name);
    const reading = startReading(entries).reading;
    expect(damage).toBeNull();
    expect(reading.steps).toEqual(steps);
    expect(reading.closingWords).toBe(closingWords);
    expect(reading.network.hosts).toEqual(network);
    expect([...reading.network.bySteps]).toEqual(hostsBySteps);
    expect(reading.sandbox).toEqual(sandbox);
    // When the model was last asked is new, and kept of a run that is open; that nothing was saved is not.
    const times = { usedAt: expect.toSatisfy(isTime), sentAt: expect.toSatisfy(isTime) };
    expect(summariseRecord(entries)).toEqual({ ...session, cacheWarmth: { ...NO_WARMTH, ...times } });
  });

  it('lacks what it lacked', async () => {
    const { entries } = await readAudit(oldRecord(name));
    expect(closeOpenEnds(entries)).toEqual((await oldReading(name)).openEnds);
  });

  it.each([LOCKED_DOWN, READ_ONLY])('is judged by the policy $name as it was', async (policy) => {
    const { entries } = await readAudit(oldRecord(name));
    const steps = dryRun(policy, entries, TOOLS);
    const expected = (await oldReading(name)).dryRun[policy.name] ?? [];
    expect(expected.length).toBeGreaterThan(0);
    expect(steps).toMatchObject(expected);
    expect(steps).toHaveLength(expected.length);
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { RunControl } from '../../../../electron/engine/control/run-control';
import { SessionProgress } from '../../../../electron/engine/sessions/session-progress';
import { TimeBudget } from '../../../../electron/engine/sessions/time-budget';
import type { AuditDraft, AuditEntry } from '../../../../shared/domain/audit-entry';
import type { Session } from '../../../../shared/domain/session';
import { beginSession } from '../../../../shared/record/summarise';
import { ManualClock } from '../../../helpers/manual-clock';
import { MemoryRecord } from '../../../helpers/memory-record';
import { sampleSettings } from '../../../helpers/sample-settings';

const clock = new ManualClock();

function begun(): Session {
  const entry = {
    kind: 'session-started',
    task_id: 's1',
    timestamp: new Date(clock.wallMs()).toISOString(),
    detail: { settings: sampleSettings({}), policyHash: '0'.repeat(64), appVersion: '0' },
  };
  const session = beginSession(entry as unknown as AuditEntry);
  if (session === null) throw new Error('no session');
  return session;
}

let record: MemoryRecord;
let control: RunControl;
let progress: SessionProgress;

beforeEach(async () => {
  record = new MemoryRecord();
  control = new RunControl();
  const budget = new TimeBudget(60_000, clock, () => undefined);
  progress = new SessionProgress(begun(), { record, control, budget });
  const append = record.append.bind(record);
  record.append = async (draft: AuditDraft) => {
    const entry = await append(draft);
    const timestamp = new Date(clock.wallMs()).toISOString();
    progress.apply({ ...entry, timestamp, screenshot_saved: null } as AuditEntry);
    return entry;
  };
  await progress.change('running', 'The agent is at work.', 'console');
});

const lines = () =>
  record.drafts.map((draft) => {
    if (draft.kind === 'state-changed') return draft.detail.to;
    return draft.kind === 'takeover' ? draft.detail.change : draft.kind;
  });

describe('the state of a session and the control of its agent', () => {
  it('leaves the agent at work when the change is refused', async () => {
    await progress.change('finished', 'Done.', 'agent');
    await expect(progress.change('paused', 'Paused.', 'ada')).rejects.toMatchObject({ code: 'conflict' });
    expect(control.isPaused).toBe(false);
  });

  it('lets nothing pass from the moment of the call on, before the change is on disk', async () => {
    const paused = progress.change('paused', 'Paused.', 'ada');
    expect(control.isPaused).toBe(true);
    expect(progress.state).toBe('running');
    await paused;
    expect([progress.state, control.isHalted]).toEqual(['paused', true]);
  });

  it('stays the operator’s when a halt comes while they take over', async () => {
    const taken = progress.change('taken-over', 'You have the mouse.', 'ada');
    await Promise.all([taken, progress.halt('A planted secret came out.')]);
    expect(progress.state).toBe('taken-over');
  });

  it('is paused by a halt that the operator did not answer', async () => {
    await progress.halt('A planted secret came out.');
    expect([progress.state, progress.view.stateReason, control.isHalted]).toEqual([
      'paused',
      'A planted secret came out.',
      true,
    ]);
  });

  it('lets the agent go on when a pause can not be written down', async () => {
    record.failFrom = record.drafts.length;
    await expect(progress.change('paused', 'Paused.', 'ada')).rejects.toMatchObject({ code: 'audit-failed' });
    expect(control.isPaused).toBe(false);
  });

  it('says nothing of an agent at work when a stop takes back what it waited for', async () => {
    progress.wait('approval', true);
    await expect.poll(() => progress.state).toBe('waiting-for-approval');
    control.stop();
    progress.wait('approval', false);
    await progress.change('stopped', 'Stopped by the operator.', 'ada');
    expect(lines()).toEqual(['running', 'waiting-for-approval', 'stopped']);
  });

  it('writes a take-over once, however often it is asked for', async () => {
    await Promise.all([
      progress.change('taken-over', 'Taken over.', 'ada'),
      progress.change('taken-over', 'Taken over.', 'ada'),
    ]);
    expect(lines()).toEqual(['running', 'taken-over', 'taken']);
  });

  it('closes a take-over in the record when the run is paused out of it', async () => {
    await progress.change('taken-over', 'Taken over.', 'ada');
    await progress.change('paused', 'Paused.', 'ada');
    expect(lines()).toEqual(['running', 'taken-over', 'taken', 'returned', 'paused']);
    expect(control.isHalted).toBe(true);
  });
});

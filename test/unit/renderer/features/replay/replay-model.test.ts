import { describe, expect, it } from 'vitest';
import { deriveReplay, nextLandmark } from '../../../../../renderer/features/replay/replay-model';
import { FAKE_FRAMES } from '../../../../../renderer/preview/fake-frames';
import {
  fakeEntries,
  fakeFinishedRecord,
  fakeWaitingRecord,
} from '../../../../../renderer/preview/fake-record';
import { NO_USAGE } from '../../../../../shared/domain/token-usage';
import { startReading } from '../../../../../shared/record/record-reader';
import { judgedDetail } from '../../../../helpers/record-details';

const replay = (entries: ReturnType<typeof fakeEntries>) => deriveReplay(startReading(entries).reading);
const finished = replay(fakeFinishedRecord());

describe('deriveReplay', () => {
  it('makes one step of each judged action, in the order of the record', () => {
    expect(finished.steps.map(({ number, status }) => `${number} ${status}`)).toEqual([
      '1 done',
      '2 done',
      '3 done',
      '4 done',
      '5 denied',
      '6 done',
      '7 done',
      '9 denied',
      '10 done',
    ]);
  });

  it('carries the decision, who made it and why', () => {
    const step = finished.steps.find(({ number }) => number === 9);
    expect(step).toMatchObject({
      verdict: 'ask',
      denialReason: 'Not part of the task',
      approvals: [{ outcome: 'denied', by: 'root', reason: 'Not part of the task', decidedAfterMs: 8300 }],
    });
  });

  it('tells a policy’s denial from the operator’s', () => {
    const step = finished.steps.find(({ number }) => number === 5);
    expect(step).toMatchObject({ rule: 'allowed_key_combos', approvals: [], status: 'denied' });
  });

  it('shows the frame an action was judged on before it and the settled one after it', () => {
    const step = finished.steps.find(({ number }) => number === 10);
    expect([step?.before, step?.after]).toEqual([FAKE_FRAMES.exports, FAKE_FRAMES.downloaded]);
  });

  it('draws what the action was', () => {
    expect(finished.steps.map(({ marks }) => marks[0]?.kind ?? 'nothing')).toEqual([
      'nothing',
      'click',
      'region',
      'scroll',
      'caption',
      'caption',
      'drag',
      'click',
      'click',
    ]);
  });

  it('gives the words of a turn to each of its steps', () => {
    expect(finished.steps[3]?.turnWords).toBe(finished.steps[2]?.turnWords);
    expect(finished.steps[3]?.words).toBe('');
  });

  it('keeps the last words for the end', () => {
    expect(finished.closingWords).toBe('All 48 invoices were exported. Nothing was deleted.');
  });

  it('leaves a step waiting while its approval is open', () => {
    expect(replay(fakeWaitingRecord()).steps.at(-1)?.status).toBe('waiting');
  });

  it('calls an action that started and has no outcome unknown once the session is over', () => {
    const entries = fakeEntries([
      {
        kind: 'action-judged',
        step: 1,
        action: { member: 'left_click', input: {} },
        detail: judgedDetail({ toolUseId: 't' }),
      },
      { kind: 'action-started', step: 1, detail: { toolUseId: 't' } },
      {
        kind: 'session-ended',
        detail: { state: 'interrupted', reason: 'crash', usage: NO_USAGE, steps: 1, claim: null },
      },
    ]);
    expect(replay(entries).steps[0]?.status).toBe('unknown');
  });

  it('is empty for an empty record', () => {
    expect(replay([])).toEqual({ steps: [], closingWords: '' });
  });
});

describe('nextLandmark', () => {
  it('finds denials and approvals after a position', () => {
    expect(nextLandmark(finished.steps, 0, 'denial')).toBe(4);
    expect(nextLandmark(finished.steps, 4, 'denial')).toBe(7);
    expect(nextLandmark(finished.steps, 0, 'approval')).toBe(7);
    expect(nextLandmark(finished.steps, 7, 'denial')).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { ChangeJudge } from '../../../../../electron/engine/policy/decide-change';
import { judgeChangeAgain } from '../../../../../electron/engine/policy/dry-run/dry-run-change';
import type { EntryOf } from '../../../../../shared/domain/audit-entry';
import type { Policy } from '../../../../../shared/domain/policy';
import { sampleChange } from '../../../../helpers/sample-change';
import { samplePolicy } from '../../../../helpers/sample-policy';

type Detail = EntryOf<'change-judged'>['detail'];

function again(policy: Partial<Policy>, changes: Partial<Detail> = {}) {
  const detail: Detail = {
    changeId: 'c1',
    change: sampleChange(),
    cause: { kind: 'page' },
    page: null,
    digest: 'a'.repeat(64),
    sentBefore: 0,
    verdict: 'ask',
    rule: 'changes',
    why: 'why',
    grantId: null,
    ...changes,
  };
  const entry = { kind: 'change-judged', step: 3, timestamp: '2026-11-24T10:00:00.000Z', detail };
  return judgeChangeAgain(entry as EntryOf<'change-judged'>, new ChangeJudge(samplePolicy(policy)));
}

describe('a change of a past session under another policy', () => {
  it('is decided by that policy, and said to be when that differs', () => {
    expect(again({ changes: 'deny' })).toMatchObject({
      step: 3,
      action: null,
      was: { verdict: 'ask' },
      now: { verdict: 'deny', rule: 'changes' },
      hasChanged: true,
    });
    expect(again({})).toMatchObject({ now: { verdict: 'ask' }, hasChanged: false, untold: [] });
  });

  it('is not said to be asked about where it had been agreed to, since nobody knows whether it would be again', () => {
    const covered = again({}, { verdict: 'allow', rule: 'approved' });
    expect(covered).toMatchObject({
      hasChanged: false,
      untold: [expect.stringContaining('agreed to before')],
    });
    expect(again({}, { verdict: 'allow', rule: 'grant', grantId: 'g1' }).hasChanged).toBe(false);
    expect(again({ changes: 'deny' }, { verdict: 'allow', rule: 'approved' }).hasChanged).toBe(true);
  });

  it('stays the operator’s where they did it by hand', () => {
    const byHand = { verdict: 'allow', rule: 'operator', cause: { kind: 'operator' } } as const;
    expect(again({ changes: 'deny' }, byHand)).toMatchObject({
      now: { rule: 'operator' },
      hasChanged: false,
    });
  });
});

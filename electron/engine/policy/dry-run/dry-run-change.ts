import type { EntryOf } from '../../../../shared/domain/audit-entry';
import type { DryRunStep, Ruling } from '../../../../shared/domain/dry-run';
import type { ChangeJudge } from '../decide-change';
import { clockTimeOf } from '../rules/clock-window';

const AGREED = 'it had been agreed to before, with its action or for the whole run';
const OPERATORS = 'the operator did it by hand, under any policy';

/** What a policy would have said to a change of a past session. Pure. */
export function judgeChangeAgain(entry: EntryOf<'change-judged'>, judge: ChangeJudge): DryRunStep {
  const { change, verdict, rule, why, cause, grantId } = entry.detail;
  const was: Ruling = { verdict, rule, value: `${change.category}, ${change.level}`, why };
  const common = { step: entry.step, action: null, change, target: null, was };
  if (cause.kind === 'operator') return { ...common, now: was, hasChanged: false, untold: [OPERATORS] };
  const now = judge.decide(change, clockTimeOf(new Date(entry.timestamp)));
  // Whether it would be asked about again depends on what was agreed to, which the policy has no part in.
  const isRelieved =
    now.verdict === 'ask' && (rule === 'approved' || rule === 'repeated' || grantId !== null);
  return {
    ...common,
    now,
    hasChanged: verdict !== now.verdict && !isRelieved,
    untold: isRelieved ? [AGREED] : [],
  };
}

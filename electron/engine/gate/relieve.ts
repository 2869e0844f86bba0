import type { Action } from '../../../shared/domain/action';
import type { BatchStep } from '../../../shared/domain/approval';
import type { Grant } from '../../../shared/domain/grant';
import { highestLevel, isAtLeast, type RiskFinding } from '../../../shared/domain/risk';
import { isCodeByPhone, type SignInUse } from '../../../shared/domain/sign-in';
import type { GrantBook } from '../desk/grant-book';
import type { SignIns } from '../desk/sign-ins';
import type { Decision } from '../policy/decide';
import { beyondPreview, type Preview } from './batch';
import { differences } from './differences';
import type { Sight } from './sight';
import { placesOf } from './sign-in-facts';

/** An action that the operator changed, and what it was shown with. */
export type Edited = {
  readonly from: { readonly sight: Sight; readonly findings: readonly RiskFinding[] };
  readonly action: Action;
};

/** What asks about a credential because it is one. */
const OF_THE_USE: ReadonlySet<string> = new Set(['credentials', 'on_risk']);

export type ReliefQuestion = {
  readonly action: Action;
  readonly sight: Sight;
  readonly shown: BatchStep;
  /** The step as it was let go together with an earlier one. */
  readonly preview: Preview | null;
  readonly edited: Edited | null;
  readonly grants: GrantBook;
  /** The credential that it would use; null for any other action. */
  readonly signIn: SignInUse | null;
  readonly signIns: SignIns;
};

export type Relieved = { readonly decision: Decision; readonly grant: Grant | null };

/**
 * What need not be asked again, because the operator changed it and approved it so, let it go with an earlier step, or
 * approved the same for the run. Only an `ask` can be relieved; a denial never. Nothing is used up by it: a judgement
 * may be made again before the action is let through.
 */
export function relieve(decision: Decision, question: ReliefQuestion): Relieved {
  const { action, sight, shown, preview, edited, grants, signIn, signIns } = question;
  if (decision.verdict !== 'ask' || isAskedEachTime(signIn)) return { decision, grant: null };
  if (edited !== null) {
    return isStillAsChanged(edited, action, sight, shown)
      ? allow('edited', 'the operator changed it and approved it so')
      : { decision, grant: null };
  }
  // A credential is asked about by itself, with what it would be filled into now.
  if (signIn !== null) {
    // A rule of the policy that asks, or a policy that asks about everything, asks each time.
    return OF_THE_USE.has(decision.rule) && placesOf(signIn).every((place) => signIns.mayGoOn(place))
      ? allow('credentials', 'the operator let it sign in here before')
      : { decision, grant: null };
  }
  if (preview !== null && beyondPreview(preview, shown, sight.targets) === null) {
    return allow('batch', 'approved together with an earlier step');
  }
  const grant = grants.covering(action, sight.targets, shown.findings);
  if (grant === null) return { decision, grant: null };
  return allow('grant', 'the operator approved it for this run', grant);
}

/**
 * A signature says to the site that somebody was there and agreed, and nobody else's word stands for that; and a code that
 * came by phone only the operator knows.
 */
function isAskedEachTime(signIn: SignInUse | null): boolean {
  return signIn !== null && (signIn.step === 'passkey' || isCodeByPhone(signIn));
}

function allow(rule: string, why: string, grant: Grant | null = null): Relieved {
  return { decision: { verdict: 'allow', rule, value: '', why }, grant };
}

/** Whether a changed action is on the very thing that the operator saw, and no riskier: then once is enough. */
function isStillAsChanged(
  { from, action: wanted }: Edited,
  action: Action,
  sight: Sight,
  now: BatchStep,
): boolean {
  if (wanted !== action || differences(from.sight, sight).length > 0) return false;
  if (sight.targets.length === 0 || sight.targets.some(({ kind }) => kind !== 'element')) return false;
  const categories = new Set(from.findings.map(({ category }) => category));
  return (
    isAtLeast(highestLevel(from.findings), now.level) &&
    now.findings.every(({ category }) => categories.has(category))
  );
}

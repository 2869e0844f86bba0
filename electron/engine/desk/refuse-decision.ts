import { AirlockError } from '../../../shared/airlock-error';
import { Member, memberInputs } from '../../../shared/domain/action';
import type {
  ActionApproval,
  Approval,
  ApprovalDecision,
  ChangeApproval,
} from '../../../shared/domain/approval';
import { type AnyScope, isChangeScope } from '../../../shared/domain/grant';
import { MAX_PLAN_STEP, MAX_PLAN_STEPS, PlanSteps } from '../../../shared/domain/plan';
import { isCodeByPhone } from '../../../shared/domain/sign-in';
import { readTypedCode } from '../../../shared/domain/typed-code';

function badInput(message: string): AirlockError {
  return new AirlockError('bad-input', message);
}

/** Throws when an answer does not fit what was asked: `conflict` for another digest, else `bad-input`. */
export function refuseDecision(approval: Approval, decision: ApprovalDecision): void {
  const { digest, verdict, scope = 'once', edit = null, upTo = null, grant = null } = decision;
  const { accepts = 'once', wasHeld } = decision;
  if (digest !== approval.digest) {
    throw new AirlockError('conflict', 'What is asked for has changed since you saw it; look again.');
  }
  if (approval.kind === 'question') {
    if (approval.asked === 'plan') refuseForPlan(decision);
    else refuseForQuestion(decision);
    return;
  }
  if (decision.plan) throw badInput('No plan was proposed; nothing was sent.');
  if (decision.answer) throw badInput('Nothing was asked that words answer; nothing was sent.');
  if (verdict === 'deny') {
    if (decision.reason.trim() === '') {
      throw badInput('Give the agent a reason, so that it can take another way.');
    }
    if (edit !== null || upTo !== null || scope === 'run' || accepts === 'run')
      throw badInput('A denial approves nothing else.');
    return;
  }
  if (approval.hold !== null && wasHeld !== true) {
    throw badInput(`${approval.hold} Hold the button for a second to approve.`);
  }
  if (accepts === 'run' && (approval.kind !== 'action' || approval.acceptable.length === 0)) {
    throw badInput('Nothing has changed that could be accepted for the rest of the run.');
  }
  if (approval.kind !== 'action') {
    if (approval.kind === 'change') refuseGrant(approval, { scope, grant });
    if (decision.code) throw badInput('No code is asked for; nothing was sent.');
    const isForRun = approval.kind !== 'change' && grant !== null;
    if (edit !== null || upTo !== null || isForRun) throw badInput('Only an action can be changed.');
    if (approval.kind === 'halt' && scope === 'run') throw badInput('A run goes on after this halt alone.');
    return;
  }
  refuseForAction(approval, { scope, edit, upTo, grant });
  refuseCode(approval, decision);
}

/** A question takes an answer, or none, and the run is over. */
function refuseForQuestion(decision: ApprovalDecision): void {
  const { verdict, answer = null } = decision;
  if (decision.plan) throw badInput('No plan was proposed; nothing was sent.');
  if (verdict === 'approve' && (answer === null || answer.trim() === ''))
    throw badInput('Write an answer for the agent, or end the run.');
  if (verdict === 'deny' && answer !== null) throw badInput('A run that is ended gets no answer.');
  refuseForAll(decision);
}

/** A plan takes the steps that are approved, or an answer to propose it anew by; else the run is stopped. */
function refuseForPlan(decision: ApprovalDecision): void {
  const { verdict, answer = null, plan = null, then = 'go-on' } = decision;
  if (verdict === 'deny' && (then !== 'stop' || answer !== null || plan !== null))
    throw badInput('Approve the plan, write an answer for the agent, or stop the run.');
  if (verdict === 'approve' && (plan === null) === (answer === null || answer.trim() === ''))
    throw badInput('Approve the steps of the plan, or write an answer for the agent: one of the two.');
  if (plan !== null && !PlanSteps.safeParse(plan).success)
    throw badInput(
      `A plan has 1 to ${MAX_PLAN_STEPS} steps, each one line of at most ${MAX_PLAN_STEP} characters that can all be seen.`,
    );
  refuseForAll(decision);
}

function refuseForAll(decision: ApprovalDecision): void {
  const { edit = null, upTo = null, grant = null, scope = 'once' } = decision;
  if (edit !== null || upTo !== null || grant !== null || scope === 'run' || decision.code)
    throw badInput('A question takes an answer, and nothing else.');
}

/** Says what is wrong with a code, and never repeats it. */
function refuseCode({ signIn }: ActionApproval, { code = null, edit = null }: ApprovalDecision): void {
  const isAsked = signIn !== null && isCodeByPhone(signIn) && edit === null;
  if (code !== null && !isAsked) throw badInput('No code is asked for; nothing was sent.');
  if (!isAsked) return;
  if (code === null || code.trim() === '') throw badInput('Type the code that came by phone, or deny.');
  if (readTypedCode(code) === null)
    throw badInput('That is no code: 4 to 12 letters and digits are. Nothing was sent.');
}

type ForAction = {
  readonly scope: 'once' | 'run';
  readonly edit: Readonly<Record<string, unknown>> | null;
  readonly upTo: string | null;
  readonly grant: AnyScope | null;
};

function refuseForAction(approval: ActionApproval, { scope, edit, upTo, grant }: ForAction): void {
  if (edit !== null && !isInputOf(approval.action.member, edit)) {
    throw badInput('That is not an input this action can have; nothing was sent.');
  }
  if (edit !== null && (scope === 'run' || upTo !== null)) {
    throw badInput('A changed action can only be approved by itself, once.');
  }
  refuseGrant(approval, { scope, grant });
  if (upTo !== null && !approval.batch.some((step) => step.toolUseId === upTo && step.state !== 'done')) {
    throw badInput('There is no such step ahead.');
  }
}

/** What is approved for the rest of the run is no more than was offered. */
function refuseGrant(
  { grantable }: Pick<ActionApproval | ChangeApproval, 'grantable'>,
  { scope, grant }: Pick<ForAction, 'scope' | 'grant'>,
): void {
  if (scope !== 'run') return;
  if (grantable === null) throw badInput('This can only be approved once.');
  if (grant !== null && !isWithin(grant, grantable))
    throw badInput('That is more than this approval can cover.');
}

function isInputOf(member: string, input: unknown): boolean {
  const known = Member.safeParse(member);
  return known.success && memberInputs[known.data].safeParse(input).success;
}

/** Whether one grant covers nothing that the other does not. */
function isWithin(narrow: AnyScope, wide: AnyScope): boolean {
  const timeFits = wide.minutes === null || (narrow.minutes !== null && narrow.minutes <= wide.minutes);
  return isSameThing(narrow, wide) && timeFits && narrow.maxUses <= wide.maxUses;
}

function isSameThing(narrow: AnyScope, wide: AnyScope): boolean {
  if (isChangeScope(narrow) || isChangeScope(wide)) {
    return (
      isChangeScope(narrow) &&
      isChangeScope(wide) &&
      (['method', 'host', 'path', 'operation'] as const).every((field) => narrow[field] === wide[field])
    );
  }
  const pathFits = wide.path === null || narrow.path === wide.path;
  return (
    pathFits &&
    (['member', 'key', 'origin', 'role', 'name'] as const).every((field) => narrow[field] === wide[field])
  );
}

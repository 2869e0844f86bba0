import type { ActionApproval, BatchStep } from '../../../shared/domain/approval';
import { highestLevel } from '../../../shared/domain/risk';
import type { Target } from '../../../shared/domain/target';
import { describeAction } from '../actions/describe-action';
import { bind } from '../desk/bind';
import type { Question } from '../desk/desk';
import { grantScopeOf } from '../desk/grant-scope';
import { findMismatch } from '../risk/mismatch';
import type { Picture } from '../sandbox/display/framebuffer';
import type { GateCase, Judgement } from './gate-case';

/** Everything that an approval is made of and bound to. */
export type QuestionParts = {
  readonly id: string;
  readonly sessionId: string;
  readonly task: string;
  readonly gateCase: GateCase;
  readonly judgement: Judgement;
  readonly display: { readonly width: number; readonly height: number };
  /** All calls of the turn as they are shown, in order. */
  readonly steps: readonly BatchStep[];
  /** What has changed since it was approved before. */
  readonly difference: readonly string[];
  /** What of its target may go on changing once it is approved, in words. */
  readonly acceptable: readonly string[];
  /** Names a picture that nobody may see. */
  readonly digest: (picture: Picture) => string;
  readonly policyHash: string;
  readonly createdAt: number;
  readonly expiresAt: number;
};

const MAX_WORDS = 4000;
const NOTHING: Target = { kind: 'unknown', reason: 'it acts on no element', url: null, host: null };

/** The approval that is shown, and what it is bound to: another call, target, screen or time has another digest. */
export function makeQuestion(parts: QuestionParts): Pick<Question, 'approval' | 'bound'> {
  const { gateCase, judgement, createdAt, expiresAt } = parts;
  const { call, action, recorded, batch, step } = gateCase;
  const { decision, sight, findings, frame, signIn } = judgement;
  const { bound, digest } = bind({
    id: parts.id,
    session: parts.sessionId,
    turn: batch.turn,
    index: batch.indexOf(call.toolUseId),
    toolUseId: call.toolUseId,
    step,
    action: recorded,
    policy: parts.policyHash,
    rule: decision.rule,
    targets: sight.targets,
    points: sight.points,
    signIn,
    frame,
    patches: sight.patches.map(parts.digest),
    expiresAt,
  });
  const words = batch.words.slice(0, MAX_WORDS);
  const approval: ActionApproval = {
    kind: 'action',
    id: parts.id,
    sessionId: parts.sessionId,
    task: parts.task,
    step,
    action: recorded,
    sentence: describeAction(action, sight.targets),
    target: sight.targets[0] ?? NOTHING,
    targets: sight.targets,
    rule: decision.rule,
    why: decision.why,
    signIn,
    mismatch: findMismatch(words, action, sight.targets),
    batch: parts.steps,
    grantable: grantScopeOf(action, sight.targets, findings),
    difference: parts.difference,
    acceptable: parts.acceptable,
    point: sight.points[0] ?? null,
    findings,
    level: highestLevel(findings),
    agentWords: words,
    frame,
    display: parts.display,
    digest,
    createdAt,
    expiresAt,
    hold: null,
  };
  return { approval, bound };
}

import { createHash } from 'node:crypto';
import type { Action } from '../../../shared/domain/action';
import type { ActionApproval, BatchStep } from '../../../shared/domain/approval';
import { highestLevel, type RiskFinding } from '../../../shared/domain/risk';
import type { Target } from '../../../shared/domain/target';
import { describeAction, recordCall } from '../actions/describe-action';
import { canonicalJson } from '../base/canonical-json';
import { sha256Hex } from '../base/hashing';
import { toPlainJson } from '../base/plain-json';
import { grantScopeOf } from '../desk/grant-scope';
import type { Decision } from '../policy/decide';
import { findMismatch } from '../risk/mismatch';
import type { Sight } from './sight';

/** Everything that an approval is made of and bound to. */
export type ApprovalParts = {
  readonly id: string;
  readonly sessionId: string;
  readonly task: string;
  readonly turn: number;
  readonly index: number;
  readonly toolUseId: string;
  readonly step: number;
  readonly action: Action;
  readonly decision: Decision;
  readonly findings: readonly RiskFinding[];
  readonly sight: Sight;
  readonly frame: string;
  readonly display: { readonly width: number; readonly height: number };
  readonly agentWords: string;
  readonly batch: readonly BatchStep[];
  readonly difference: readonly string[];
  readonly policyHash: string;
  readonly createdAt: number;
  readonly expiresAt: number;
};

const MAX_WORDS = 4000;
const NOTHING: Target = { kind: 'unknown', reason: 'it acts on no element', url: null, host: null };

export type BoundApproval = {
  readonly approval: ActionApproval;
  /** The call that it is about. */
  readonly toolUseId: string;
  /** What the digest is made over, for the record. */
  readonly bound: Readonly<Record<string, unknown>>;
};

/** The approval that is shown, and what it is bound to: another call, target, screen or time has another digest. */
export function makeApproval(parts: ApprovalParts): BoundApproval {
  const { action, sight, findings, decision } = parts;
  const recorded = recordCall(action.member, action.input);
  const bound = toPlainJson({
    id: parts.id,
    session: parts.sessionId,
    ...{ turn: parts.turn, index: parts.index, toolUseId: parts.toolUseId, step: parts.step },
    action: recorded,
    policy: parts.policyHash,
    rule: decision.rule,
    targets: sight.targets,
    points: sight.points,
    frame: parts.frame,
    patches: sight.patches.map(({ pixels }) => createHash('sha256').update(pixels).digest('hex')),
    expiresAt: parts.expiresAt,
  }) as Readonly<Record<string, unknown>>;
  const words = parts.agentWords.slice(0, MAX_WORDS);
  const approval: ActionApproval = {
    kind: 'action',
    id: parts.id,
    ...{ sessionId: parts.sessionId, task: parts.task, step: parts.step },
    action: recorded,
    sentence: describeAction(action, sight.targets),
    target: sight.targets[0] ?? NOTHING,
    targets: sight.targets,
    rule: decision.rule,
    why: decision.why,
    mismatch: findMismatch(words, action, sight.targets),
    batch: parts.batch,
    grantable: grantScopeOf(action, sight.targets, findings),
    difference: parts.difference,
    point: sight.points[0] ?? null,
    findings,
    level: highestLevel(findings),
    agentWords: words,
    frame: parts.frame,
    display: parts.display,
    digest: sha256Hex(canonicalJson(bound)),
    ...{ createdAt: parts.createdAt, expiresAt: parts.expiresAt, hold: null },
  };
  return { approval, toolUseId: parts.toolUseId, bound };
}

import type { AuditEntry, EntryOf } from '../domain/audit-entry';
import { NO_WARMTH } from '../domain/cache-warmth';
import type { Guidance } from '../domain/guidance';
import { costOf } from '../domain/model-prices';
import { beginPlan } from '../domain/plan';
import {
  type ApprovalNumbers,
  type ChangeNumbers,
  type ModelChoice,
  NO_APPROVALS,
  NO_CHANGES,
  type Session,
} from '../domain/session';
import { isWorking } from '../domain/session-state';
import { addCost, addUsage, type Cost, NO_COST, NO_USAGE, type TokenUsage } from '../domain/token-usage';
import { warmthAfter } from './cache-savings';
import { planAfter } from './plan-progress';

/** The session that a record's first entry begins; null when it is not a record's first entry. */
export function beginSession(entry: AuditEntry): Session | null {
  if (entry.kind !== 'session-started') return null;
  return {
    id: entry.task_id,
    state: 'preparing',
    stateReason: 'The sandbox is being started.',
    stateBy: 'console',
    claim: null,
    guidance: [],
    waysOn: [],
    isSummingUp: false,
    plan: null,
    settings: entry.detail.settings,
    modelAddress: entry.detail.modelAddress,
    createdAt: Date.parse(entry.timestamp),
    startedAt: null,
    workedMs: 0,
    workingSince: Date.parse(entry.timestamp),
    endedAt: null,
    steps: 0,
    denials: 0,
    approvals: 0,
    changes: NO_CHANGES,
    approvalNumbers: NO_APPROVALS,
    usage: NO_USAGE,
    cost: costOfRequest(entry.detail.settings.model, NO_USAGE, Date.parse(entry.timestamp)),
    cacheWarmth: NO_WARMTH,
    isolation: null,
    engine: null,
    queuePlace: null,
    retry: null,
    lastFrame: null,
  };
}

/** The session after one more entry of its record: running and past sessions are described by the same rule. */
export function applyEntry(session: Session, entry: AuditEntry): Session {
  const next = entry.screenshot_saved ? { ...session, lastFrame: entry.screenshot_saved } : session;
  const at = Date.parse(entry.timestamp);
  switch (entry.kind) {
    case 'sandbox-ready':
      return { ...next, isolation: entry.detail.isolation, engine: entry.detail.engine || null };
    case 'state-changed': {
      const isFirstRun = entry.detail.to === 'running' && next.startedAt === null;
      const { to, reason, by } = entry.detail;
      const startedAt = isFirstRun ? at : next.startedAt;
      return {
        ...countWork(next, isWorking(to), at),
        state: to,
        stateReason: reason,
        stateBy: by,
        startedAt,
      };
    }
    case 'model-requested':
      return countWarmth(next, entry);
    case 'model-responded':
    case 'model-failed':
      return countUsage(countWarmth(next, entry), entry.detail.usage, at);
    case 'action-judged': {
      const isDenied = entry.detail.verdict === 'deny';
      return { ...next, steps: entry.step ?? next.steps, denials: next.denials + (isDenied ? 1 : 0) };
    }
    case 'approval-requested': {
      if (entry.detail.about === 'question') return next;
      const numbers = next.approvalNumbers;
      return { ...next, approvalNumbers: { ...numbers, asked: numbers.asked + 1 } };
    }
    case 'approval-settled': {
      if (entry.detail.about === 'question') return next;
      const approvalNumbers = countAnswer(next.approvalNumbers, entry.detail);
      if (entry.permitted === true) return { ...next, approvalNumbers, approvals: next.approvals + 1 };
      const denied = isDenial(entry.detail) ? 1 : 0;
      const counted = entry.detail.about === 'change' ? countChanges(next, { sent: 0, denied }) : next;
      return { ...counted, approvalNumbers, denials: next.denials + denied };
    }
    case 'change-judged':
      return entry.detail.verdict === 'deny' ? countChanges(next, { sent: 0, denied: 1 }) : next;
    case 'change-sent':
      return countChanges(next, { sent: 1, denied: 0 });
    case 'change-repeated':
      return countChanges(
        next,
        entry.detail.verdict === 'allow'
          ? { sent: entry.detail.times, denied: 0 }
          : { sent: 0, denied: entry.detail.times },
      );
    case 'plan':
      return { ...next, plan: beginPlan(entry.detail) };
    case 'action-finished':
      return { ...next, plan: planAfter(next.plan, entry) };
    case 'guidance':
      return { ...next, guidance: applyGuidance(next.guidance, entry) };
    case 'session-ended':
      return {
        ...countWork(countWarmth(next, entry), false, at),
        state: entry.detail.state,
        stateReason: entry.detail.reason,
        claim: entry.detail.claim,
        endedAt: at,
      };
    default:
      return next;
  }
}

function countChanges(session: Session, { sent, denied }: ChangeNumbers): Session {
  const { changes } = session;
  return { ...session, changes: { sent: changes.sent + sent, denied: changes.denied + denied } };
}

function applyGuidance(
  unread: readonly Guidance[],
  { detail: { guidanceId: id, change, text, by }, timestamp }: EntryOf<'guidance'>,
): readonly Guidance[] {
  if (change === 'written') return [...unread, { id, text, by, at: Date.parse(timestamp) }];
  return unread.filter((guidance) => guidance.id !== id);
}

const KEPT_TIMES = 200;
type Settled = EntryOf<'approval-settled'>['detail'];

/** What is asked again or taken back was not denied; a run that stays halted was asked for nothing. */
function isDenial({ outcome, about }: Settled): boolean {
  return about !== 'halt' && (outcome === 'denied' || outcome === 'expired');
}

function countAnswer(numbers: ApprovalNumbers, { outcome, decidedAfterMs }: Settled): ApprovalNumbers {
  // Nobody decided on what ran out of time or was taken back.
  const wasDecided = outcome !== 'expired' && outcome !== 'cancelled';
  const decideMs = wasDecided ? [...numbers.decideMs, decidedAfterMs].slice(-KEPT_TIMES) : numbers.decideMs;
  return { ...numbers, [outcome]: numbers[outcome] + 1, decideMs };
}

/** Closes or opens a stretch of work at `at`, wall clock. */
function countWork(session: Session, isAtWork: boolean, at: number): Session {
  const { workedMs, workingSince } = session;
  const done = workingSince === null ? 0 : Math.max(0, at - workingSince);
  return { ...session, workedMs: workedMs + done, workingSince: isAtWork ? at : null };
}

/** One request more. Its tariff is that of its own prompt and time, so that costs are added, never computed from sums. */
function countUsage(session: Session, usage: TokenUsage | null, at: number): Session {
  if (usage === null) return session;
  const cost = costOfRequest(session.settings.model, usage, at);
  return { ...session, usage: addUsage(session.usage, usage), cost: addCost(session.cost, cost) };
}

function countWarmth(session: Session, entry: AuditEntry): Session {
  const { model } = session.settings;
  const priced = model.kind === 'claude' ? model.model : null;
  return { ...session, cacheWarmth: warmthAfter(session.cacheWarmth, entry, priced) };
}

function costOfRequest(model: ModelChoice, usage: TokenUsage, at: number): Cost | null {
  return model.kind === 'practice' ? NO_COST : costOf(model.model, usage, at);
}

/** The session that a whole record describes; null when the record does not even begin. */
export function summariseRecord(entries: readonly AuditEntry[]): Session | null {
  const [first, ...rest] = entries;
  const begun = first ? beginSession(first) : null;
  return begun === null ? null : rest.reduce(applyEntry, begun);
}

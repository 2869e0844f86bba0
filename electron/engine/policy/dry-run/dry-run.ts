import { type Action, memberGroup, type RecordedAction } from '../../../../shared/domain/action';
import type { AuditEntry } from '../../../../shared/domain/audit-entry';
import type { DryRunStep, Ruling } from '../../../../shared/domain/dry-run';
import { isSelectorRegion, type Policy } from '../../../../shared/domain/policy';
import type { Target } from '../../../../shared/domain/target';
import { actsOnElement } from '../../actions/acts-on-element';
import { PolicyJudge } from '../decide';
import { ChangeJudge } from '../decide-change';
import type { Counts } from '../decision';
import { clockTimeOf } from '../rules/clock-window';
import { judgeChangeAgain } from './dry-run-change';
import { type DryRunTools, type Judged, ReplayedPast, USUAL_DISPLAY } from './replayed-past';

export type { DryRunTools } from './replayed-past';

const NOT_RECORDED = 'what it acts on is not in the record';
const NOT_GIVEN = 'what it acts on is not given';
const SELECTORS = 'where the elements of its regions were is not known: regions with a selector are left out';
const CREDENTIALS = 'whether the credential may be used under it is not in the record';
const GRANTED = 'the operator had approved it for the whole run';

/**
 * What a policy would have said to every action and every change of a past session. The session goes on as it went: an action that would
 * have been denied counts as done, when it was done. A policy without hosts gets those of the session, as a new run would
 * have got them. Pure.
 */
export function dryRun(
  policy: Policy,
  entries: readonly AuditEntry[],
  tools: DryRunTools,
): readonly DryRunStep[] {
  const judge = new PolicyJudge(withoutSelectors(withHosts(policy, entries)));
  const changes = new ChangeJudge(policy);
  const past = new ReplayedPast(tools, policy.name);
  const steps: DryRunStep[] = [];
  for (const entry of entries) {
    past.note(entry);
    if (entry.kind === 'action-judged' && entry.action !== null) {
      steps.push(judgeAgain(entry, entry.action, { policy, judge, past, tools }));
    }
    if (entry.kind === 'change-judged') steps.push(judgeChangeAgain(entry, changes));
  }
  return steps;
}

/** What a policy says to a single action at the beginning of a session, now. Pure. */
export function dryRunAction(
  policy: Policy,
  call: RecordedAction,
  target: Target | null,
  context: { readonly now: Date; readonly tools: DryRunTools },
): DryRunStep {
  const action = context.tools.parse(call);
  const targets = target === null ? [] : [target];
  const untold = [
    ...(action && target === null && actsOnElement(action.member, false) ? [NOT_GIVEN] : []),
    ...(action && hasSelectors(policy, action) ? [SELECTORS] : []),
  ];
  const facts = action && {
    action,
    targets,
    findings: context.tools.assess(action, targets),
    pointer: { cursor: { x: 0, y: 0 }, isButtonDown: false },
    display: USUAL_DISPLAY,
    selectorBoxes: new Map(),
    signIn: null,
    isExposed: false,
    secretOf: null,
    counts: NOTHING_USED,
    time: clockTimeOf(context.now),
  };
  const now = facts === null ? NO_ACTION : new PolicyJudge(withoutSelectors(policy)).decide(facts);
  return { step: null, action: call, change: null, target, was: null, now, hasChanged: false, untold };
}

const NOTHING_USED: Counts = {
  steps: 0,
  actionsInLastMinute: 0,
  sameMemberInLastMinute: 0,
  tokens: 0,
  costUsd: 0,
};

const NO_ACTION: Ruling = {
  verdict: 'deny',
  rule: 'input',
  value: 'not an action',
  why: 'there is no such action, or its input is not valid',
};

type Replay = {
  readonly policy: Policy;
  readonly judge: PolicyJudge;
  readonly past: ReplayedPast;
  readonly tools: DryRunTools;
};

function judgeAgain(entry: Judged, call: RecordedAction, { policy, judge, past, tools }: Replay): DryRunStep {
  const { detail } = entry;
  const was: Ruling = { verdict: detail.verdict, rule: detail.rule, value: detail.value, why: detail.why };
  // The first records have one target at most.
  const targets = detail.targets.length > 0 ? detail.targets : detail.target === null ? [] : [detail.target];
  const common = { step: entry.step, action: call, change: null, target: targets[0] ?? null, was };
  const action = tools.parse(call);
  // What waited for a plan was refused by no policy, whatever that says.
  if (action === null || detail.rule === 'plan')
    return { ...common, now: was, hasChanged: false, untold: [] };
  const now = judge.decide(past.factsOf(entry, action, targets));
  const wasGranted = detail.grantId !== null && now.verdict === 'ask';
  const untold = [
    ...(targets.length === 0 && actsOnElement(action.member, false) ? [NOT_RECORDED] : []),
    ...(hasSelectors(policy, action) ? [SELECTORS] : []),
    ...(detail.signIn === null ? [] : [CREDENTIALS]),
    ...(wasGranted ? [GRANTED] : []),
  ];
  return { ...common, now, hasChanged: was.verdict !== now.verdict && !wasGranted, untold };
}

function withHosts(policy: Policy, entries: readonly AuditEntry[]): Policy {
  if (policy.allowed_hosts.length > 0) return policy;
  const started = entries.find((entry) => entry.kind === 'session-started');
  if (started === undefined) return policy;
  return { ...policy, allowed_hosts: started.detail.settings.policy.allowed_hosts };
}

function hasSelectors({ blocked_regions, allowed_regions }: Policy, { member }: Action): boolean {
  if (memberGroup[member] === 'observe' && member !== 'zoom') return false;
  return [...blocked_regions, ...allowed_regions].some(isSelectorRegion);
}

/** Regions that follow elements need the page. Of allowed ones none is kept then, or too little would be allowed. */
function withoutSelectors(policy: Policy): Policy {
  const { blocked_regions, allowed_regions } = policy;
  return {
    ...policy,
    blocked_regions: blocked_regions.filter((region) => !isSelectorRegion(region)),
    allowed_regions: allowed_regions.some(isSelectorRegion) ? [] : allowed_regions,
  };
}

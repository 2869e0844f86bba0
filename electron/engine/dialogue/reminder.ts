import type { Policy } from '../../../shared/domain/policy';
import { neverAllowed } from '../policy/never-allowed';
import type { PlanBook } from './plan-book';
import { numbered } from './plan-talk';

export type Reminded = {
  readonly task: string;
  readonly policy: Policy;
  /** What the operator has said in the run, oldest first. */
  readonly said: readonly string[];
  /** Steps that were taken. */
  readonly steps: number;
  readonly plan: Pick<PlanBook, 'planFirst' | 'approved'>;
};

/**
 * What an agent is told again after a summary, which may have lost it: its task, word for word, what the operator has said
 * since, and the limits that it would otherwise run into once more.
 */
export function reminderText({ task, policy, said, steps, plan }: Reminded): string {
  const parts = [
    `The operator's task:\n${task}`,
    said.length === 0 ? '' : `What the operator has said since:\n${said.map((one) => `- ${one}`).join('\n')}`,
    planText(plan),
    `The rules of this run:\n${rulesOf(policy, steps)
      .map((one) => `- ${one}`)
      .join('\n')}`,
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function planText({ planFirst, approved }: Reminded['plan']): string {
  if (!planFirst) return '';
  if (approved === null) return 'No plan has been approved yet: propose one with propose_plan.';
  return `The plan that the operator has approved:\n${numbered(approved.steps)}`;
}

function rulesOf(policy: Policy, steps: number): readonly string[] {
  const { allowed_hosts: hosts, unknown_hosts: unknown, max_steps: most } = policy;
  const never = neverAllowed(policy);
  const others = unknown === 'ask' ? 'the operator is asked about others' : 'others are refused';
  return [
    `Hosts that may be opened: ${hosts.length === 0 ? 'none' : hosts.join(', ')}; ${others}.`,
    ...(never.length === 0 ? [] : [`Never allowed: ${never.join(', ')}.`]),
    `Steps left: ${Math.max(0, most - steps)}.`,
  ];
}

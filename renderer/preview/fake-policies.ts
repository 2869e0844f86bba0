import { AirlockError } from '../../shared/airlock-error';
import type { DryRunStep, DryRunSubject } from '../../shared/domain/dry-run';
import { Policy } from '../../shared/domain/policy';
import type { PolicyCheck, PolicyProblem, StoredPolicy } from '../../shared/domain/policy-document';
import { POLICY_PRESETS } from '../../shared/domain/policy-presets';

export const FAKE_POLICIES: readonly StoredPolicy[] = POLICY_PRESETS.map((policy) => ({
  id: `preset-${policy.name}`,
  name: policy.name,
  isPreset: true,
  policy,
  problems: [],
  text: fakeDocument(policy),
}));

/** What a fake engine does with policies; a test may bring the real thing. */
export type PolicyTools = {
  readonly check: (text: string) => PolicyCheck;
  readonly format: (policy: Policy, into: string | null) => string;
  readonly dryRun: (policy: Policy, subject: DryRunSubject) => readonly DryRunStep[];
};

/** Reads and writes documents with one field a line, each value as JSON: all that a preview needs of YAML. */
export const FAKE_POLICY_TOOLS: PolicyTools = {
  check: (text) => {
    const fields: Record<string, unknown> = {};
    const lineOf = new Map<string, number>();
    for (const [index, line] of text.split('\n').entries()) {
      if (/^\s*(#.*)?$/.test(line)) continue;
      const [, field = '', value = ''] = /^(\w+):\s*(.*)$/.exec(line) ?? [];
      lineOf.set(field, index + 1);
      try {
        fields[field] =
          /^[\w /.*-]*$/.test(value) && Number.isNaN(Number(value)) ? word(value) : JSON.parse(value);
      } catch {
        return { policy: null, problems: [problem(index + 1, 'document', 'can’t be read here')] };
      }
    }
    const parsed = Policy.safeParse(fields);
    if (parsed.success) return { policy: parsed.data, problems: [] };
    const problems = parsed.error.issues.map(({ path, message }) =>
      problem(lineOf.get(String(path[0])) ?? null, path.join('.') || 'document', message),
    );
    return { policy: null, problems };
  },
  format: fakeDocument,
  dryRun: (policy, subject) =>
    subject.kind === 'session'
      ? FAKE_DRY_RUN
      : FAKE_DRY_RUN.slice(0, 1).map((step) => ({
          ...step,
          was: null,
          hasChanged: false,
          action: subject.action,
          now: { ...step.now, why: `decided by ${policy.name}` },
        })),
};

const ALLOWED = {
  verdict: 'allow',
  rule: 'policy',
  value: 'no risk found',
  why: 'allowed by the policy',
} as const;
const EXPORT: DryRunStep = {
  step: 4,
  action: { member: 'left_click', input: { coordinate: [640, 320] } },
  change: null,
  target: null,
  was: ALLOWED,
  now: { verdict: 'deny', rule: 'rules[0]', value: 'name Export*', why: 'nothing leaves this site' },
  hasChanged: true,
  untold: ['where the elements of its regions were is not known: regions with a selector are left out'],
};
export const FAKE_DRY_RUN: readonly DryRunStep[] = [
  {
    ...EXPORT,
    step: 1,
    action: { member: 'screenshot', input: {} },
    now: ALLOWED,
    hasChanged: false,
    untold: [],
  },
  EXPORT,
  {
    ...EXPORT,
    step: 6,
    action: { member: 'type', input: { text: 'DE89 3704 0044 0532 0130 00' } },
    now: {
      verdict: 'ask',
      rule: 'on_risk',
      value: 'payment, high',
      why: 'it may pay or order something (payment, high)',
    },
    untold: [],
  },
];

function fakeDocument(policy: Policy): string {
  return Object.entries(Policy.unwrap().shape)
    .map(
      ([field, { description }]) => `# ${description}\n${field}: ${plain(policy[field as keyof Policy])}\n`,
    )
    .join('\n');
}

function word(value: string): unknown {
  return { true: true, false: false, null: null }[value] ?? (value === 'null' ? null : value);
}

function plain(value: unknown): string {
  return typeof value === 'string' && /^[A-Za-z][\w -]*$/.test(value) ? value : JSON.stringify(value);
}

function problem(line: number | null, field: string, message: string): PolicyProblem {
  return { line, field, message, severity: 'error' };
}

/** The list after a document was kept, as the engine would refuse or answer it. */
export function savePolicy(
  list: readonly StoredPolicy[],
  { policy, problems }: PolicyCheck,
  { text, replaces }: { readonly text: string; readonly replaces: string | null },
): { readonly list: readonly StoredPolicy[]; readonly saved: StoredPolicy } {
  if (policy === null) throw new AirlockError('bad-input', 'The policy can’t be used.');
  const others = list.filter(({ id }) => id !== replaces);
  if (others.some(({ name }) => name.toLowerCase() === policy.name.toLowerCase())) {
    throw new AirlockError('conflict', `There is a policy “${policy.name}” already. Choose another name.`);
  }
  const id = `own-${policy.name.toLowerCase()}`;
  const saved: StoredPolicy = { id, name: policy.name, isPreset: false, policy, problems, text };
  return { list: [...others, saved], saved };
}

import { type BoxRegion, isSelectorRegion, Policy, type Region } from '../../shared/domain/policy';
import { POLICY_PRESETS, SUPERVISED } from '../../shared/domain/policy-presets';
import { unsendableDisplay } from '../../shared/domain/sendable-display';
import { DisplaySize, type PracticeScenario, SessionSettings } from '../../shared/domain/session';
import { PLAIN_PORT } from '../../shared/reach/allowed-host';
import { parseUrl, type WebAddress } from '../../shared/reach/parse-url';
import { type AddressFault, Reach } from '../../shared/reach/reach';
import { hostsOf, SCENARIOS } from './practice-scenarios';
import { NO_WISHES_DRAFT, TAKES_NOTHING, type Takes, type WishesDraft, wishesFor } from './wishes-draft';

export type RegionDraft = {
  readonly id: number;
  readonly x1: string;
  readonly y1: string;
  readonly x2: string;
  readonly y2: string;
  readonly reason: string;
};

/** Numbers of the policy that the form changes, by the policy's own names. A new one needs its input and nothing else. */
export const LIMIT_FIELDS = [
  'max_steps',
  'timeout_seconds',
  'max_actions_per_minute',
  'approval_timeout_seconds',
  'max_connections',
  'max_download_mb',
  'max_upload_mb',
  'ask_upload_above_kb',
] as const satisfies readonly (keyof Policy)[];
export type LimitField = (typeof LIMIT_FIELDS)[number];

/** The New run form as typed: numbers are text until the run starts, so nothing the operator wrote is lost. */
export type Draft = WishesDraft & {
  readonly task: string;
  readonly modelKind: 'claude' | 'practice';
  /** Empty: the default model. */
  readonly model: string;
  readonly scenario: PracticeScenario;
  /** The policy the run starts from; limits, hosts and regions take the place of its own. */
  readonly policy: Policy;
  readonly isCustomPolicy: boolean;
  readonly hosts: readonly string[];
  readonly limits: Readonly<Record<LimitField, string>>;
  /** Id of the container engine; null: whichever has most room. */
  readonly engine: string | null;
  readonly startUrl: string;
  readonly width: string;
  readonly height: string;
  readonly regions: readonly RegionDraft[];
  /** Minutes for which the desktop is kept after the agent has finished. */
  readonly keepMinutes: string;
  /** Whether the agent proposes its steps first. */
  readonly planFirst: boolean;
};

export function scenarioDraft(id: PracticeScenario): Partial<Draft> {
  const scenario = SCENARIOS.find((candidate) => candidate.id === id);
  if (scenario === undefined) return {};
  return {
    scenario: id,
    modelKind: 'practice',
    task: scenario.task,
    startUrl: scenario.startUrl,
    hosts: hostsOf(scenario),
  };
}

/** What becomes of a form whose agent is Claude from now on: what the scenario had filled in goes, unless it was edited. */
export function leaveScenario(draft: Draft): Partial<Draft> {
  const { task, startUrl, hosts = [] } = scenarioDraft(draft.scenario);
  return {
    modelKind: 'claude',
    task: draft.task === task ? '' : draft.task,
    startUrl: draft.startUrl === startUrl ? '' : draft.startUrl,
    hosts: draft.hosts.filter((host) => !hosts.includes(host)),
  };
}

/** Puts a policy under the form. A preset keeps the hosts and regions already typed; a whole policy brings its own. */
export function applyPolicy(draft: Draft, policy: Policy, kind: 'preset' | 'whole'): Draft {
  const isCustomPolicy = kind === 'whole' && !isPreset(policy);
  const changed = { ...draft, policy, isCustomPolicy, limits: limitsOf(policy) };
  if (kind === 'preset') return changed;
  const regions = policy.blocked_regions.filter(isBoxRegion).map((region, id) => ({
    id,
    x1: String(region.x1),
    y1: String(region.y1),
    x2: String(region.x2),
    y2: String(region.y2),
    reason: region.reason ?? '',
  }));
  return { ...changed, hosts: policy.allowed_hosts, regions };
}

function limitsOf(policy: Policy): Draft['limits'] {
  const typed = LIMIT_FIELDS.map((field) => [field, String(policy[field] ?? '')]);
  return Object.fromEntries(typed) as Draft['limits'];
}

function isBoxRegion(region: Region): region is BoxRegion {
  return !isSelectorRegion(region);
}

/** What the form itself sets; a preset stays one whatever stands there. */
const FORM_FIELDS: ReadonlySet<string> = new Set<keyof Policy>([
  ...LIMIT_FIELDS,
  'allowed_hosts',
  'unknown_hosts',
  'isolation',
  'blocked_regions',
]);

/** Whether a policy is a preset but for what the form itself sets. */
function isPreset(policy: Policy): boolean {
  const fixed = (of: Policy): string =>
    JSON.stringify(
      Object.entries(of)
        .filter(([field]) => !FORM_FIELDS.has(field))
        .sort(([a], [b]) => a.localeCompare(b)),
    );
  return POLICY_PRESETS.some((preset) => fixed(preset) === fixed(policy));
}

const EMPTY: Draft = {
  task: '',
  modelKind: 'practice',
  model: '',
  scenario: 'download-all',
  policy: SUPERVISED,
  isCustomPolicy: false,
  hosts: [],
  limits: limitsOf(SUPERVISED),
  engine: null,
  startUrl: '',
  width: '1280',
  height: '800',
  regions: [],
  keepMinutes: '10',
  planFirst: false,
  ...NO_WISHES_DRAFT,
};

export const DEFAULT_DRAFT: Draft = { ...EMPTY, ...scenarioDraft('download-all') };

/** Errors by field of the form, in words; an empty one means the settings are good. */
export type DraftErrors = Readonly<Record<string, string>>;
export type DraftResult =
  | { readonly kind: 'valid'; readonly settings: SessionSettings }
  | { readonly kind: 'invalid'; readonly errors: DraftErrors };

/**
 * The settings a draft stands for, or what is wrong with it, field by field. `model`: the one that Claude is, if it is;
 * `takes`: what that one takes.
 */
export function draftToSettings(draft: Draft, model: string, takes = TAKES_NOTHING): DraftResult {
  const wishes = rawWishes(draft, takes);
  const parsed = SessionSettings.safeParse({ ...rawSettings(draft, model), wishes });
  const [startUrl, width] = [startUrlProblem(draft), displayProblem(draft)];
  if (parsed.success && startUrl === null && width === null) return { kind: 'valid', settings: parsed.data };
  const errors: Record<string, string> = {
    ...(startUrl !== null && { startUrl }),
    ...(width !== null && { width }),
  };
  for (const issue of parsed.error?.issues ?? []) {
    const field = fieldOf(issue.path);
    errors[field] ??= issueWords(issue, field, draft);
  }
  return { kind: 'invalid', errors };
}

function displayProblem(draft: Draft): string | null {
  const size = DisplaySize.safeParse({ width: toNumber(draft.width), height: toNumber(draft.height) });
  return size.success ? unsendableDisplay(size.data) : null;
}

function startUrlProblem({ startUrl, hosts, policy }: Draft): string | null {
  const address = startUrl.trim();
  if (address === '') return null;
  const verdict = new Reach({ allowed_hosts: hosts, unknown_hosts: policy.unknown_hosts }).judge(address);
  const url = parseUrl(address);
  if (verdict.isAllowed) return null;
  return url === null ? NO_ADDRESS : (ADDRESS_FAULTS[verdict.fault] ?? notAllowed(url));
}

const NO_ADDRESS = 'Enter a whole address, such as https://app.example.com/start.';
const ADDRESS_FAULTS: Partial<Readonly<Record<AddressFault, string>>> = {
  scheme: 'Only http and https addresses can be opened.',
  'user-name': 'Leave out the user name: an address that carries one is never opened.',
  'wrong-protocol': 'Plain http is for port 80 only. Use https on any other port.',
};

function notAllowed({ protocol, hostname, port }: WebAddress): string {
  if (protocol === 'http:')
    return `Its host ${hostname}:${port || PLAIN_PORT} is not among the allowed hosts: http needs the port there.`;
  return `Its host ${hostname}${port === '' ? '' : `:${port}`} is not among the allowed hosts.`;
}

function rawSettings(draft: Draft, claude: string): object {
  const model =
    draft.modelKind === 'practice'
      ? { kind: 'practice', scenario: draft.scenario }
      : { kind: 'claude', model: claude };
  return {
    task: draft.task,
    model,
    policy: {
      ...draft.policy,
      ...rawLimits(draft),
      allowed_hosts: draft.hosts,
      // The form has the boxes; regions that follow an element stay as the policy has them.
      blocked_regions: [
        ...draft.regions.map(({ x1, y1, x2, y2, reason }) => ({
          x1: toNumber(x1),
          y1: toNumber(y1),
          x2: toNumber(x2),
          y2: toNumber(y2),
          ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
        })),
        ...draft.policy.blocked_regions.filter(isSelectorRegion),
      ],
    },
    display: { width: toNumber(draft.width), height: toNumber(draft.height) },
    startUrl: draft.startUrl.trim() === '' ? null : draft.startUrl.trim(),
    engine: draft.engine,
    // A scripted agent can do nothing more than its script.
    keepMinutes: draft.modelKind === 'practice' ? 0 : toNumber(draft.keepMinutes),
    planFirst: draft.planFirst,
  };
}

/** A script has no wishes to heed. */
function rawWishes(draft: Draft, takes: Takes): unknown {
  const isScript = draft.modelKind === 'practice';
  const { effort, thinkingDisplay, taskBudget } = wishesFor(draft, isScript ? TAKES_NOTHING : takes);
  return {
    effort: effort || null,
    thinkingDisplay: thinkingDisplay || null,
    taskBudget: taskBudget === '' ? null : toNumber(taskBudget),
  };
}

/** Numbers as typed; an empty one is no limit where the policy can be without. */
function rawLimits({ limits }: Draft): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    LIMIT_FIELDS.map((field) => {
      const isNone = limits[field].trim() === '' && Policy.unwrap().shape[field].safeParse(null).success;
      return [field, isNone ? null : toNumber(limits[field])];
    }),
  );
}

/** Text as a number; anything that isn't one stays text, so that the schema refuses it. */
function toNumber(text: string): number | string {
  const trimmed = text.trim();
  return /^-?\d+(\.\d+)?$/.test(trimmed) ? Number(trimmed) : trimmed;
}

/** `policy.blocked_regions.0.x1` → `regions.0`; `policy.max_steps` → `max_steps`. */
function fieldOf(path: readonly PropertyKey[]): string {
  const [first, second, third] = path.map(String);
  if (first === 'policy') {
    if (second === 'blocked_regions' && third !== undefined) return `regions.${third}`;
    if (second === 'allowed_hosts' && third !== undefined) return `hosts.${third}`;
    return second ?? 'policy';
  }
  if (first === 'display') return second ?? 'display';
  if (first === 'wishes') return second ?? 'wishes';
  return first ?? 'form';
}

type Issue = {
  readonly code: string;
  readonly message: string;
  readonly minimum?: unknown;
  readonly maximum?: unknown;
};

function issueWords(issue: Issue, field: string, draft: Draft): string {
  if (field === 'task' && issue.code === 'too_big') {
    const over = draft.task.trim().length - Number(issue.maximum);
    return `The task has ${count(draft.task.trim().length)} characters, ${count(over)} more than the ${count(Number(issue.maximum))} allowed. Nothing was cut: shorten it here.`;
  }
  if (issue.code === 'invalid_type') return 'Enter a whole number.';
  if (issue.code === 'too_small' && typeof issue.minimum === 'number' && field !== 'task') {
    return `At least ${count(issue.minimum)}.`;
  }
  if (issue.code === 'too_big' && typeof issue.maximum === 'number') {
    return `At most ${count(issue.maximum)}.`;
  }
  return issue.message;
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
